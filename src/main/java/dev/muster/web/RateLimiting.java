package dev.muster.web;

import dev.muster.catalog.Rate;
import dev.muster.intake.Intake;
import dev.muster.intake.Passage;
import dev.muster.intake.Passage.Standing;
import io.vertx.core.MultiMap;
import java.util.function.Consumer;

/// Tells senders how often they may come: 429 with `Retry-After` to those who come too often, and
/// to all who are counted how they stand, in the fields `RateLimit` and `RateLimit-Policy`
/// (draft-ietf-httpapi-ratelimit-headers-10: `q` requests come back within `w` seconds, `r` of them
/// are left, `t` seconds until it changes).
final class RateLimiting {

  private RateLimiting() {}

  /// Counts a request, before its body is read where that is possible. One that does not come in is
  /// answered here.
  ///
  /// @param token of the endpoint, as the sender gave it
  static boolean letsIn(Exchange exchange, Intake intake, String token) {
    return switch (intake.pass(token, exchange.address())) {
      case Passage.Open open -> {
        tell(exchange, open);
        yield true;
      }
      case Passage.Closed closed -> {
        refuse(exchange, closed, exchange::problem);
        yield false;
      }
    };
  }

  /// Answers what does not come in.
  ///
  /// @param answer how
  static void refuse(Exchange exchange, Passage.Closed closed, Consumer<Problem> answer) {
    Standing by = closed.by();
    tell(exchange, by);
    exchange.responseHeaders().set("Retry-After", Long.toString(by.resetSeconds()));
    exchange.loop().meters.limited(by.limit());
    answer.accept(problem(by));
  }

  /// Tells whoever was let in how it stands.
  static void tell(Exchange exchange, Passage.Open open) {
    open.standings().forEach(standing -> tell(exchange, standing));
  }

  private static void tell(Exchange exchange, Standing standing) {
    Rate rate = standing.rate();
    String name = "\"" + standing.limit().code() + "\"";
    MultiMap headers = exchange.responseHeaders();
    headers.add(
        "RateLimit-Policy",
        name + ";q=" + rate.burst() + ";w=" + Math.ceilDiv(rate.burst(), rate.perSecond()));
    headers.add("RateLimit", name + ";r=" + standing.left() + ";t=" + standing.resetSeconds());
  }

  private static Problem problem(Standing by) {
    Rate rate = by.rate();
    String often =
        "%,d a second, and %,d at once after a pause".formatted(rate.perSecond(), rate.burst());
    String detail =
        switch (by.limit()) {
          case ENDPOINT ->
              "This endpoint takes " + often + "; more came. Nothing of this request was taken. ";
          case SOURCE ->
              "This endpoint takes "
                  + often
                  + ", from each address; more came from this one. Nothing of this request was"
                  + " taken. ";
          case REFUSED ->
              "Too many requests from this address were refused, since they were not proved to be"
                  + " the sender's or were too large. So would this one be; it is not recorded."
                  + " Check the secret that the sender signs with, and its address. ";
        };
    return Problem.of(
            429,
            "rate-limited",
            "Too many requests",
            detail + "Send it again in " + seconds(by.resetSeconds()) + ".")
        .with("limit", by.limit().code())
        .with("retryAfter", by.resetSeconds());
  }

  private static String seconds(long seconds) {
    return seconds == 1 ? "1 second" : seconds + " seconds";
  }
}
