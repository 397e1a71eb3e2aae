/// Servers as child processes: the real one and the echo that it is compared with.
@NullMarked
package dev.muster.bench.process;

import org.jspecify.annotations.NullMarked;
