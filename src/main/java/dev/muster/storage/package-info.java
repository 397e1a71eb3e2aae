/// The log and the checkpoints: bytes in, bytes out.
@NullMarked
package dev.muster.storage;

import org.jspecify.annotations.NullMarked;
