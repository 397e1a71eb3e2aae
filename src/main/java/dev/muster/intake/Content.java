package dev.muster.intake;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the header fields of a request say about its body (RFC 9110, section 8).
///
/// @param type the `Content-Type`, or null if there is none. Many tools forget it, so a body
///   without one is read as JSON; a body that says to be something else is not.
/// @param encoding the `Content-Encoding`, or null if there is none
public record Content(@Nullable String type, @Nullable String encoding) {

  /// A body of JSON that is not compressed.
  public static final Content JSON = new Content("application/json", null);

  private static final String ADVICE = "; send JSON with \"Content-Type: application/json\"";

  /// Whether the body is as its sender wrote it.
  boolean plain() {
    return encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity");
  }

  boolean gzip() throws RefusedBodyException {
    if (encoding == null || encoding.isBlank()) {
      return false;
    }
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw new RefusedBodyException(
              Flaw.UNSUPPORTED_ENCODING,
              "the content encoding is not one that is understood; send gzip, or none");
    };
  }

  void requireJson() throws RefusedBodyException {
    if (type == null || type.equals("application/json") || type.isBlank()) {
      return;
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
    String media = parts[0].strip();
    boolean json =
        media.equals("application/json")
            || media.equals("text/json")
            || (media.endsWith("+json") && media.indexOf('/') > 0);
    if (!json) {
      throw new RefusedBodyException(
          Flaw.NOT_JSON, "the body says to be " + Shown.cut(media) + ADVICE);
    }
    for (int i = 1; i < parts.length; i++) {
      requireUtf8(parts[i].strip());
    }
  }

  private static void requireUtf8(String parameter) throws RefusedBodyException {
    if (!parameter.startsWith("charset=")) {
      return;
    }
    String charset = parameter.substring("charset=".length()).replace("\"", "").strip();
    switch (charset) {
      case "utf-8", "utf8", "us-ascii" -> {}
      default ->
          throw new RefusedBodyException(
              Flaw.UNSUPPORTED_CHARSET,
              "JSON is UTF-8 (RFC 8259); the body says to be " + Shown.cut(charset));
    }
  }
}
