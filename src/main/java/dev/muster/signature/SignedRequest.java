package dev.muster.signature;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What of a request can be signed.
///
/// @param method of HTTP, such as `POST`
/// @param url as the sender called it, with scheme and host. Asked for only if the scheme needs it
/// @param headers a header field's value by its name in lower case; null if it was not sent. Asked
///   only for what the scheme needs
/// @param body as it came, not unpacked; must not be changed
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignedRequest(
    String method, Supplier<String> url, Function<String, @Nullable String> headers, byte[] body) {

  @Nullable String header(String name) {
    return headers.apply(name);
  }
}
