/// What a report shows, as tables: for files, for mails, and drawn as a picture without a browser.
@NullMarked
package dev.muster.sheet;

import org.jspecify.annotations.NullMarked;
