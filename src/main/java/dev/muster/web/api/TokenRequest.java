package dev.muster.web.api;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a client asks for (RFC 6749, sections 2.3.1 and 4.4.2).
///
/// @param grantType as it was sent
/// @param scope as it was sent; empty: whatever the client may have
record TokenRequest(
    String clientId, String clientSecret, String grantType, Optional<String> scope) {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String BASIC = "Basic ";

  private record Credentials(String id, String secret) {}

  /// @throws OAuth2Exception if it is not one
  static TokenRequest of(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(FORM)) {
      throw OAuth2Exception.invalidRequest("send a form: grant_type=client_credentials as " + FORM);
    }
    MultiMap form = request.formAttributes();
    Credentials client = credentials(request.getHeader("Authorization"), form);
    return new TokenRequest(
        client.id,
        client.secret,
        one(form, "grant_type")
            .orElseThrow(() ->
                OAuth2Exception.invalidRequest(
                    "grant_type is missing; send grant_type=client_credentials")),
        one(form, "scope"));
  }

  private static Credentials credentials(@Nullable String authorization, MultiMap form) {
    Optional<String> id = one(form, "client_id");
    Optional<String> secret = one(form, "client_secret");
    if (authorization != null) {
      Credentials basic = basic(authorization);
      if (secret.isPresent() || id.filter(it -> !it.equals(basic.id)).isPresent()) {
        throw OAuth2Exception.invalidRequest(
            "send the client's id and secret in one place: by HTTP Basic auth or in the form");
      }
      return basic;
    }
    if (id.isEmpty() || secret.isEmpty()) {
      throw OAuth2Exception.invalidClient(
          "send the client's id and secret, by HTTP Basic auth or as client_id and client_secret");
    }
    return new Credentials(id.get(), secret.get());
  }

  /// Clients may percent-encode both first. Ours have nothing in them that would change by it.
  private static Credentials basic(String authorization) {
    if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      try {
        byte[] decoded =
            Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
        String text = new String(decoded, StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        if (colon >= 0) {
          return new Credentials(text.substring(0, colon), text.substring(colon + 1));
        }
      } catch (IllegalArgumentException _) {
        // Said below.
      }
    }
    throw OAuth2Exception.invalidClient(
        "the header authorization is not HTTP Basic auth with the client's id and secret");
  }

  /// One that has no value counts as not sent.
  private static Optional<String> one(MultiMap form, String name) {
    List<String> values = form.getAll(name);
    if (values.size() > 1) {
      throw OAuth2Exception.invalidRequest(name + " is there more than once");
    }
    return values.stream().filter(value -> !value.isBlank()).findFirst();
  }
}
