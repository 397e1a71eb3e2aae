package dev.muster.intake;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the header fields of a request say about its body (RFC 9110, section 8).
///
/// @param type the `Content-Type`, or null if there is none. Many tools forget it, so a body
///   without one is read as JSON.
/// @param encoding the `Content-Encoding`, or null if there is none
public record Content(@Nullable String type, @Nullable String encoding) {

  private static final String PLAIN_JSON = "application/json";

  /// What most clients write after it.
  private static final String JSON_IN_UTF8 = PLAIN_JSON + "; charset=utf-8";

  /// A body of JSON that is not compressed.
  public static final Content JSON = new Content(PLAIN_JSON, null);

  static final String ADVICE = "; send JSON with \"Content-Type: application/json\"";

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

  /// In what form a body is.
  enum Form {
    JSON,
    /// `application/x-www-form-urlencoded`.
    FIELDS,
    XML
  }

  /// @throws RefusedBodyException if it says to be in none that is taken
  Form form() throws RefusedBodyException {
    if (type == null
        || type.equals(PLAIN_JSON)
        || type.equalsIgnoreCase(JSON_IN_UTF8)
        || type.isBlank()) {
      return Form.JSON;
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
    String media = parts[0].strip();
    Form form = form(media);
    for (int i = 1; i < parts.length && form != Form.XML; i++) {
      requireUtf8(parts[i].strip());
    }
    return form;
  }

  private static Form form(String media) throws RefusedBodyException {
    return switch (media) {
      case "application/json", "text/json" -> Form.JSON;
      case "application/x-www-form-urlencoded" -> Form.FIELDS;
      // XML says in itself in which encoding it is.
      case "text/xml", "application/xml", "application/soap+xml" -> Form.XML;
      default -> {
        if (media.endsWith("+json") && media.indexOf('/') > 0) {
          yield Form.JSON;
        }
        throw new RefusedBodyException(
            Flaw.NOT_JSON, "the body says to be " + Shown.cut(media) + ADVICE);
      }
    };
  }

  /// Whether it is a CloudEvent in structured mode, or several.
  boolean isCloudEvent() {
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/cloudevents");
  }

  /// Whether it is XML, whose senders expect to be answered in XML.
  public boolean isXml() {
    if (type == null || type.startsWith(PLAIN_JSON)) {
      return false;
    }
    try {
      return form() == Form.XML;
    } catch (RefusedBodyException _) {
      return false;
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
              "it has to be UTF-8; the body says to be " + Shown.cut(charset));
    }
  }
}
