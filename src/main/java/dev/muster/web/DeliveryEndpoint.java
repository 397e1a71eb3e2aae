package dev.muster.web;

import dev.muster.intake.Content;
import dev.muster.intake.Intake;
import dev.muster.intake.Posted;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// `/in/{token}`: takes what senders send, and answers when it is durable and visible. Answers what
/// senders do first, too, to see whether somebody is there.
final class DeliveryEndpoint {
  private static final int PREFIX = "/in/".length();
  private static final CharSequence TEXT = AsciiString.of("text/plain; charset=utf-8");
  private static final String METHODS = "GET, HEAD, OPTIONS, POST";

  /// What is asked in a query is answered as it is: WebSub and Meta, Microsoft Graph, Nylas and
  /// Dropbox.
  private static final List<String> ASKED =
      List.of("hub.challenge", "validationToken", "challenge");

  /// What is asked in this field, once and by GET, is answered in JSON.
  private static final String OKTA_ASKS = "X-Okta-Verification-Challenge";

  private final Intake intake;

  DeliveryEndpoint(Intake intake) {
    this.intake = intake;
  }

  void handle(Exchange exchange) {
    HttpMethod method = exchange.request.method();
    if (method.equals(HttpMethod.POST)) {
      post(exchange);
    } else if (method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || method.equals(HttpMethod.OPTIONS)) {
      probe(exchange, method);
    } else {
      exchange.responseHeaders().set(HttpHeaders.ALLOW, METHODS);
      exchange.problem(Problems.methodNotAllowed(METHODS));
    }
  }

  private void post(Exchange exchange) {
    if (!RateLimiting.letsIn(exchange, intake, token(exchange.request.uri()))) {
      return;
    }
    // A delivery with such a parameter is a delivery all the same.
    if (isWithoutBody(exchange) && asked(exchange)) {
      return;
    }
    int bytesMax = exchange.loop().options.limits().bodyBytesMax();
    BodyReader.read(
        exchange,
        bytesMax,
        body -> receive(exchange, body),
        bytes ->
            intake.refuseTooLarge(
                token(exchange.request.uri()),
                bytes,
                exchange.address(),
                answer ->
                    exchange
                        .loop()
                        .hops
                        .add(
                            new IntakeAnswering(
                                exchange, IntakeAnswering.Form.OWN, answer, true))));
  }

  private static boolean isWithoutBody(Exchange exchange) {
    String length = exchange.header("Content-Length");
    return length == null
        ? exchange.request.version() != HttpVersion.HTTP_2
            && exchange.header("Transfer-Encoding") == null
        : length.strip().equals("0");
  }

  private void receive(Exchange exchange, Buffer body) {
    Posted posted = posted(exchange, body);
    IntakeAnswering.Form form =
        posted.content().isXml() ? IntakeAnswering.Form.SOAP : IntakeAnswering.Form.OWN;
    intake.receive(
        token(exchange.request.uri()),
        posted,
        answer -> exchange.loop().hops.add(new IntakeAnswering(exchange, form, answer, false)));
  }

  /// A request that was let in, with its body, for the intake.
  static Posted posted(Exchange exchange, Buffer body) {
    MultiMap headers = exchange.request.headers();
    return new Posted(
        new Content(
            headers.get(HttpHeaders.CONTENT_TYPE), headers.get(HttpHeaders.CONTENT_ENCODING)),
        Buffers.bytes(body),
        exchange.address(),
        exchange.request.method().name(),
        exchange::url,
        headers::get,
        true);
  }

  private void probe(Exchange exchange, HttpMethod method) {
    if (!intake.knows(token(exchange.request.uri()))) {
      exchange.problem(IntakeAnswering.unknown());
    } else if (method.equals(HttpMethod.OPTIONS)) {
      // CloudEvents, HTTP 1.1 Web Hooks, section 4: whose events are taken, and how many.
      String origin = exchange.header("WebHook-Request-Origin");
      if (origin != null) {
        exchange
            .responseHeaders()
            .set("WebHook-Allowed-Origin", origin)
            .set("WebHook-Allowed-Rate", "*");
      }
      exchange.responseHeaders().set(HttpHeaders.ALLOW, METHODS);
      exchange.answer(200, TEXT, Buffer.buffer());
    } else if (exchange.header(OKTA_ASKS) != null) {
      exchange.answer(
          200,
          Exchange.JSON,
          new JsonObject().put("verification", exchange.header(OKTA_ASKS)).toBuffer());
    } else if (!asked(exchange)) {
      exchange.answer(
          200,
          TEXT,
          method.equals(HttpMethod.HEAD)
              ? Buffer.buffer()
              : Buffer.buffer("This endpoint takes what is sent to it by POST.\n"));
    }
  }

  /// @return whether the query asked something, and was answered
  private boolean asked(Exchange exchange) {
    if (exchange.request.uri().indexOf('?') < 0) {
      return false;
    }
    Optional<String> asked =
        ASKED.stream()
            .flatMap(name -> Optional.ofNullable(exchange.request.getParam(name)).stream())
            .findFirst();
    if (asked.isEmpty() || !intake.knows(token(exchange.request.uri()))) {
      return false;
    }
    exchange.answer(200, TEXT, Buffer.buffer(asked.get()));
    return true;
  }

  /// What stands between the prefix and the query; a slash at the end is forgiven.
  private static String token(String uri) {
    int question = uri.indexOf('?');
    int end = question < 0 ? uri.length() : question;
    if (end > PREFIX && uri.charAt(end - 1) == '/') {
      end--;
    }
    return uri.substring(Math.min(PREFIX, end), end);
  }
}
