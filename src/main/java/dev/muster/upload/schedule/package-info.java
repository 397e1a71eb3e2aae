/// Takes new files by itself, from folders of the server's machine and from buckets.
@NullMarked
package dev.muster.upload.schedule;

import org.jspecify.annotations.NullMarked;
