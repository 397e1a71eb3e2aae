package dev.muster.web;

import dev.muster.intake.Content;
import dev.muster.intake.Intake;
import dev.muster.intake.IntakeAnswer;
import dev.muster.intake.Posted;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/// `/in/{token}`: takes what senders send, and answers when it is durable and visible.
final class DeliveryEndpoint {
  private static final int PREFIX = "/in/".length();
  private static final String RETRY_AFTER_SECONDS = "1";

  private final Intake intake;

  DeliveryEndpoint(Intake intake) {
    this.intake = intake;
  }

  void handle(Exchange exchange) {
    if (!exchange.request.method().equals(HttpMethod.POST)) {
      exchange.responseHeaders().set(HttpHeaders.ALLOW, "POST");
      exchange.problem(Problems.methodNotAllowed("POST"));
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
                answer -> exchange.loop().hops.add(new Answering(exchange, answer, true))));
  }

  private void receive(Exchange exchange, Buffer body) {
    MultiMap headers = exchange.request.headers();
    Content content =
        new Content(
            headers.get(HttpHeaders.CONTENT_TYPE), headers.get(HttpHeaders.CONTENT_ENCODING));
    intake.receive(
        token(exchange.request.uri()),
        new Posted(
            content,
            Buffers.bytes(body),
            exchange.address(),
            exchange.request.method().name(),
            exchange::url,
            headers::get),
        answer -> exchange.loop().hops.add(new Answering(exchange, answer, false)));
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

  /// An answer on its way back to the loop.
  private static final class Answering extends Hop {
    private final Exchange exchange;
    private final IntakeAnswer answer;

    /// Whether the rest of the body is not waited for.
    private final boolean closing;

    Answering(Exchange exchange, IntakeAnswer answer, boolean closing) {
      this.exchange = exchange;
      this.answer = answer;
      this.closing = closing;
    }

    @Override
    void land() {
      switch (answer) {
        case IntakeAnswer.UnknownEndpoint() -> problem(unknown());
        case IntakeAnswer.Single(IntakeAnswer.Result.Taken taken) ->
            exchange.answer(200, Exchange.JSON, IntakeJson.single(taken));
        case IntakeAnswer.Single(IntakeAnswer.Result.Refused refused) ->
            problem(IntakeJson.problem(refused));
        case IntakeAnswer.Batch(var results) ->
            exchange.answer(200, Exchange.JSON, IntakeJson.batch(results));
        case IntakeAnswer.Unavailable(String why) -> {
          exchange.responseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
          problem(IntakeJson.unavailable(why));
        }
      }
      exchange.loop().meters.deliveries.record(System.nanoTime() - exchange.startNanos);
    }

    private void problem(Problem problem) {
      if (closing) {
        exchange.problemThenClose(problem);
      } else {
        exchange.problem(problem);
      }
    }

    private static Problem unknown() {
      return Problem.of(
          404,
          "unknown-endpoint",
          "Unknown endpoint",
          "No integration has this endpoint. Copy its URL anew; it may have been replaced.");
    }
  }
}
