/// Load from this machine at as little cost as can be: closed loops over plain sockets.
@NullMarked
package dev.muster.bench.load;

import org.jspecify.annotations.NullMarked;
