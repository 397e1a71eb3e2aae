package dev.muster.web;

import dev.muster.intake.Intake;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/// `/public/v1/user/data`: takes what clients send that were written for another product. Whose
/// endpoint it is for stands in the body.
final class EndUserUpdateEndpoint {

  static final String PATH = "/public/v1/user/data";

  private final Intake intake;

  EndUserUpdateEndpoint(Intake intake) {
    this.intake = intake;
  }

  void handle(Exchange exchange) {
    if (!exchange.request.method().equals(HttpMethod.POST)) {
      exchange.responseHeaders().set(HttpHeaders.ALLOW, "POST");
      exchange.problem(Problems.methodNotAllowed("POST"));
      return;
    }
    BodyReader.read(
        exchange, exchange.loop().options.limits().bodyBytesMax(), body -> receive(exchange, body));
  }

  private void receive(Exchange exchange, Buffer body) {
    intake.receiveEndUserUpdates(
        DeliveryEndpoint.posted(exchange, body),
        open -> RateLimiting.tell(exchange, open),
        answer ->
            exchange
                .loop()
                .hops
                .add(
                    new IntakeAnswering(
                        exchange, IntakeAnswering.Form.END_USER_UPDATE, answer, false)));
  }
}
