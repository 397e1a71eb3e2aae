/// Uploads: from a CSV file to updates of end users.
@NullMarked
package dev.muster.upload;

import org.jspecify.annotations.NullMarked;
