package dev.muster.web;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One file of the console as it is served.
///
/// @param type the media type
/// @param tag a digest of the content: the same for the same bytes
/// @param forms the file itself and what the build compressed it to
record ConsoleFile(String type, String tag, List<Form> forms) {

  /// The content in one coding.
  ///
  /// @param coding as in `Content-Encoding`; empty for the bytes as they are
  record Form(String coding, Buffer bytes) {

    /// The entity tag, which is another for each coding (RFC 9110, 8.8.3.3).
    String entityTag(String tag) {
      return coding.isEmpty() ? '"' + tag + '"' : '"' + tag + '-' + coding + '"';
    }
  }

  ConsoleFile {
    forms = List.copyOf(forms);
  }

  /// The smallest form that the client takes.
  ///
  /// @param accepted the `Accept-Encoding` of the request, or null
  Form formFor(@Nullable String accepted) {
    for (Form form : forms) {
      if (form.coding().isEmpty() || accepts(accepted, form.coding())) {
        return form;
      }
    }
    throw new IllegalStateException("a file without its own bytes");
  }

  /// Whether a client takes a coding.
  ///
  /// @param accepted the `Accept-Encoding` of its request, or null
  static boolean accepts(@Nullable String accepted, String coding) {
    if (accepted == null) {
      return false;
    }
    for (String offer : accepted.split(",", -1)) {
      String[] parts = offer.split(";", -1);
      if (parts[0].strip().equalsIgnoreCase(coding)) {
        return weight(parts).map(weight -> weight > 0).orElse(true);
      }
    }
    return false;
  }

  private static Optional<Double> weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      if (part.startsWith("q=")) {
        try {
          return Optional.of(Double.parseDouble(part.substring(2)));
        } catch (NumberFormatException _) {
          return Optional.of(0.0);
        }
      }
    }
    return Optional.empty();
  }
}
