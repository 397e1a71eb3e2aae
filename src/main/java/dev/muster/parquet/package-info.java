/// Parquet files that go out: flat columns, written as they come.
@NullMarked
package dev.muster.parquet;

import org.jspecify.annotations.NullMarked;
