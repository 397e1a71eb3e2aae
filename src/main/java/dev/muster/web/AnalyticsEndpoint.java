package dev.muster.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.muster.intake.Analytics;
import dev.muster.intake.Intake;
import dev.muster.intake.Posted;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Segment HTTP API, as analytics SDKs speak it: the write key is an endpoint's token.
final class AnalyticsEndpoint {

  /// The calls, by their paths.
  static final Map<String, Analytics> CALLS =
      Map.of(
          "/v1/identify", Analytics.IDENTIFY,
          "/v1/batch", Analytics.BATCH,
          "/v1/import", Analytics.BATCH,
          "/v1/track", Analytics.OTHER,
          "/v1/page", Analytics.OTHER,
          "/v1/screen", Analytics.OTHER,
          "/v1/group", Analytics.OTHER,
          "/v1/alias", Analytics.OTHER);

  /// Without a table of names, which strangers would fill.
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  private static final String BASIC = "basic ";

  private final Intake intake;

  AnalyticsEndpoint(Intake intake) {
    this.intake = intake;
  }

  /// The call that a URI is of; null if it is none.
  static @Nullable Analytics call(String uri) {
    int question = uri.indexOf('?');
    return CALLS.get(question < 0 ? uri : uri.substring(0, question));
  }

  void handle(Exchange exchange) {
    Analytics call = call(exchange.request.uri());
    if (call == null) {
      exchange.problem(Problems.notFound());
    } else if (!exchange.request.method().equals(HttpMethod.POST)) {
      exchange.responseHeaders().set(HttpHeaders.ALLOW, "POST");
      exchange.problem(Problems.methodNotAllowed("POST"));
    } else {
      Optional<String> key = key(exchange);
      if (key.isPresent() && !RateLimiting.letsIn(exchange, intake, key.get())) {
        return;
      }
      int bytesMax = exchange.loop().options.limits().bodyBytesMax();
      BodyReader.read(
          exchange,
          bytesMax,
          body -> receive(exchange, call, key, body),
          _ -> exchange.problemThenClose(Problems.bodyTooLarge(bytesMax)));
    }
  }

  /// @param known the write key, if the head of the request has it
  private void receive(Exchange exchange, Analytics call, Optional<String> known, Buffer body) {
    Optional<String> key = known.or(() -> basic(exchange) ? Optional.empty() : writeKey(body));
    if (key.isEmpty()) {
      exchange.responseHeaders().set("WWW-Authenticate", "Basic realm=\"Muster\"");
      exchange.problem(
          Problem.of(
              401,
              "write-key-missing",
              "Write key missing",
              "Send the token of an integration's endpoint as the user name of HTTP Basic auth,"
                  + " or as writeKey in the body."));
      return;
    }
    if (known.isEmpty() && !RateLimiting.letsIn(exchange, intake, key.get())) {
      return;
    }
    // The calls are JSON whatever they say: RudderStack's SDK says that it sends a form.
    Posted posted = DeliveryEndpoint.posted(exchange, body).asJson();
    intake.receive(
        key.get(),
        posted,
        call,
        answer ->
            exchange
                .loop()
                .hops
                .add(new IntakeAnswering(exchange, IntakeAnswering.Form.ANALYTICS, answer, false)));
  }

  private static boolean basic(Exchange exchange) {
    String field = exchange.header(HttpHeaders.AUTHORIZATION);
    return field != null && field.toLowerCase(Locale.ROOT).startsWith(BASIC);
  }

  private static Optional<String> key(Exchange exchange) {
    String field = exchange.header(HttpHeaders.AUTHORIZATION);
    if (field == null || !basic(exchange)) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(field.substring(BASIC.length()).strip());
      String user = new String(decoded, StandardCharsets.UTF_8);
      int colon = user.indexOf(':');
      return Optional.of(colon < 0 ? user : user.substring(0, colon));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// SDKs without a header field have it in the body. Whoever sends that is not known yet, so it is
  /// looked for without keeping anything of the rest.
  private static Optional<String> writeKey(Buffer body) {
    try (JsonParser json = JSON.createParser(Buffers.bytes(body))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("writeKey")) {
          return value == JsonToken.VALUE_STRING ? Optional.of(json.getText()) : Optional.empty();
        }
        json.skipChildren();
      }
      return Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
