package dev.muster.web;

import dev.muster.intake.IntakeAnswer;
import dev.muster.intake.IntakeAnswer.Result;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

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
      case IntakeAnswer.Single(Result.Refused refused) -> problem(IntakeJson.problem(refused));
      case IntakeAnswer.Batch(var results) -> understood(IntakeJson.batch(results));
      case IntakeAnswer.Unavailable(String why) -> {
        exchange.responseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
        problem(IntakeJson.unavailable(why));
      }
    }
    exchange.loop().meters.deliveries.record(System.nanoTime() - exchange.startNanos);
  }

  private void understood(Buffer json) {
    switch (form) {
      case OWN -> exchange.answer(200, Exchange.JSON, json);
      case ANALYTICS ->
          exchange.answer(
              200,
              Exchange.JSON,
              Buffer.buffer("{\"success\":true,").appendBuffer(json.slice(1, json.length())));
      case SOAP -> exchange.answer(200, XML, ACK);
    }
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
        "No integration has this endpoint. Copy its URL anew; it may have been replaced.");
  }
}
