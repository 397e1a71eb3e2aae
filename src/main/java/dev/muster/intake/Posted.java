package dev.muster.intake;

import dev.muster.signature.SignedRequest;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A request as it came to an endpoint.
///
/// @param content what it says about its body
/// @param body as it was sent; must not be changed any more
/// @param source the address that it came from, as text
/// @param method of HTTP
/// @param url as the sender called it, with scheme and host; asked for only where it is signed
/// @param headers a header field's value by its name in lower case; null if it was not sent
/// @param counted whether [Intake#pass] has let it in already
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Posted(
    Content content,
    byte[] body,
    String source,
    String method,
    Supplier<String> url,
    Function<String, @Nullable String> headers,
    boolean counted) {

  /// JSON that came without header fields that matter.
  public static Posted json(byte[] body, String source) {
    return new Posted(Content.JSON, body, source, "POST", () -> "", _ -> null, false);
  }

  /// The same as a body that says to be JSON.
  public Posted asJson() {
    return new Posted(
        new Content(Content.JSON.type(), content.encoding()),
        body,
        source,
        method,
        url,
        headers,
        counted);
  }

  SignedRequest signed() {
    return new SignedRequest(method, url, headers, body);
  }
}
