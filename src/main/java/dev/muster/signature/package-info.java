/// How a request proves that it comes from the sender that it is expected from: signatures of the
/// kinds that senders use, over the bytes as they came. Knows nothing of HTTP servers and of what
/// is in the bytes.
@NullMarked
package dev.muster.signature;

import org.jspecify.annotations.NullMarked;
