/// Sends a file to a server, as any client of its API does, and watches what becomes of it.
@NullMarked
package dev.muster.cli.transfer;

import org.jspecify.annotations.NullMarked;
