package dev.muster.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file as it is served, whole in memory and compressed once.
///
/// @param type the media type
/// @param tag a digest of the content: the same for the same bytes
/// @param forms the file itself and what the build compressed it to
record StaticFile(String type, String tag, List<Form> forms) {

  /// The content in one coding.
  ///
  /// @param coding as in `Content-Encoding`; empty for the bytes as they are
  record Form(String coding, Buffer bytes) {

    /// The entity tag, which is another for each coding (RFC 9110, 8.8.3.3).
    String entityTag(String tag) {
      return coding.isEmpty() ? '"' + tag + '"' : '"' + tag + '-' + coding + '"';
    }
  }

  StaticFile {
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

  /// Answers with the file, or says that the client has it already.
  ///
  /// @param caching what `Cache-Control` says
  void answer(RoutingContext context, String caching) {
    HttpServerRequest request = context.request();
    Form form = formFor(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    String entityTag = form.entityTag(tag);
    HttpServerResponse response = context.response();
    response
        .putHeader(HttpHeaders.CACHE_CONTROL, caching)
        .putHeader(HttpHeaders.VARY, "Accept-Encoding")
        .putHeader(HttpHeaders.ETAG, entityTag);
    if (isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), entityTag)) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, type);
    if (!form.coding().isEmpty()) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, form.coding());
    }
    end(context, form.bytes());
  }

  /// Whether a client has what it is about to be sent (RFC 9110, 13.1.2).
  ///
  /// @param known the `If-None-Match` of the request, or null
  /// @param entityTag in its quotes
  static boolean isKnown(@Nullable String known, String entityTag) {
    return known != null && (known.contains(entityTag) || known.strip().equals("*"));
  }

  /// Ends with a body, of which a `HEAD` gets the length alone.
  static void end(RoutingContext context, Buffer body) {
    if (context.request().method().equals(HttpMethod.HEAD)) {
      context
          .response()
          .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
          .end();
    } else {
      context.end(body);
    }
  }

  private static boolean accepts(@Nullable String accepted, String coding) {
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
