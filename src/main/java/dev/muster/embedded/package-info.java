/// The embedded engine: log, checkpoints, catalog and populations of one machine, joined.
@NullMarked
package dev.muster.embedded;

import org.jspecify.annotations.NullMarked;
