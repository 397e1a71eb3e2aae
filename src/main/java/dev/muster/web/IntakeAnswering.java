package dev.muster.web;

import dev.muster.catalog.Scope;
import dev.muster.intake.IntakeAnswer;
import dev.muster.intake.IntakeAnswer.Result;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// What a sender is told, on its way back to the loop.
final class IntakeAnswering extends Hop {

  private static final String RETRY_AFTER_SECONDS = "1";
  private static final CharSequence XML = AsciiString.of("text/xml; charset=utf-8");

  /// What Salesforce waits for (SOAP API, Outbound Messaging); without it the message comes again.
  private static final Buffer ACK =
      Buffer.buffer(
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>\
          <notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack>\
          </notificationsResponse></soapenv:Body></soapenv:Envelope>
          """);

  /// How a sender expects to be answered.
  enum Form {
    /// As Muster's own endpoints do.
    OWN,
    /// As the Segment HTTP API does.
    ANALYTICS,
    /// As clients of `/public/v1/user/data` expect it.
    END_USER_UPDATE,
    /// As Salesforce's outbound messages want it: what was understood is acknowledged, also where
    /// objects of it were refused, for they would be refused again.
    SOAP
  }

  private final Exchange exchange;
  private final Form form;
  private final IntakeAnswer answer;

  /// Whether the rest of the body is not waited for.
  private final boolean closing;

  IntakeAnswering(Exchange exchange, Form form, IntakeAnswer answer, boolean closing) {
    this.exchange = exchange;
    this.form = form;
    this.answer = answer;
    this.closing = closing;
  }

  @Override
  void land() {
    switch (answer) {
      case IntakeAnswer.UnknownEndpoint() -> problem(unknown());
      case IntakeAnswer.Limited(var closed) -> RateLimiting.refuse(exchange, closed, this::problem);
      case IntakeAnswer.Challenge(String text) ->
          exchange.answer(200, Exchange.JSON, new JsonObject().put("challenge", text).toBuffer());
      case IntakeAnswer.Single(Result.Taken taken) -> understood(IntakeJson.single(taken));
      case IntakeAnswer.Single(Result.Refused refused) -> {
        challenge(refused.refusal().code())
            .ifPresent(how -> exchange.responseHeaders().set("WWW-Authenticate", how));
        problem(IntakeJson.problem(refused));
      }
      case IntakeAnswer.Batch(var results) -> understood(IntakeJson.batch(results));
      case IntakeAnswer.Unavailable(String why) -> {
        exchange.responseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
        problem(IntakeJson.unavailable(why));
      }
    }
    exchange.loop().meters.deliveries.record(System.nanoTime() - exchange.startNanos);
  }

  /// How one has to prove who one is (RFC 6750, section 3).
  private static Optional<String> challenge(String code) {
    return switch (code) {
      case "access-token-missing" -> Optional.of("Bearer realm=\"Muster\"");
      case "access-token-invalid" ->
          Optional.of("Bearer realm=\"Muster\", error=\"invalid_token\"");
      case "insufficient-scope" ->
          Optional.of(
              "Bearer realm=\"Muster\", error=\"insufficient_scope\", scope=\""
                  + Scope.END_USER_UPDATE_WRITE.code()
                  + "\"");
      default -> Optional.empty();
    };
  }

  private void understood(Buffer json) {
    switch (form) {
      case OWN -> exchange.answer(200, Exchange.JSON, json);
      case ANALYTICS -> with("\"success\":true", json);
      case END_USER_UPDATE -> with("\"message\":\"Request has been received\"", json);
      case SOAP -> exchange.answer(200, XML, ACK);
    }
  }

  /// @param first the first member of what is answered
  private void with(String first, Buffer json) {
    exchange.answer(
        200,
        Exchange.JSON,
        Buffer.buffer("{" + first + ",").appendBuffer(json.slice(1, json.length())));
  }

  private void problem(Problem problem) {
    if (closing) {
      exchange.problemThenClose(problem);
    } else {
      exchange.problem(problem);
    }
  }

  static Problem unknown() {
    return Problem.of(
        404,
        "unknown-endpoint",
        "Unknown endpoint",
        "No integration has an endpoint with this token. Copy it anew; it may have been replaced.");
  }
}
