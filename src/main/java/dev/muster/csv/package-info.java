/// Rows of CSV files that go out, harmless to spreadsheets.
@NullMarked
package dev.muster.csv;

import org.jspecify.annotations.NullMarked;
