package dev.muster.web;

import dev.muster.pageload.Admission;
import dev.muster.pageload.Refusal;

/// How refusals of those who ask for segments are told.
final class Refusals {

  private Refusals() {}

  static void answer(Exchange exchange, Admission.Refused refused) {
    if (refused.retryAfterSeconds() > 0) {
      exchange.responseHeaders().set("Retry-After", Integer.toString(refused.retryAfterSeconds()));
    }
    answer(exchange, refused.why());
  }

  static void answer(Exchange exchange, Refusal why) {
    exchange.problem(problem(why));
  }

  static Problem problem(Refusal why) {
    return switch (why) {
      case UNKNOWN_KEY ->
          of(
              401,
              why,
              "Unknown client key",
              "No environment has this client key. Copy the script tag anew: in the console, under Pages,"
                  + " Connect.");
      case ORIGIN_NOT_ALLOWED ->
          of(
              403,
              why,
              "Origin not allowed",
              "This environment lets pages of some origins only load its segments; an administrator"
                  + " can add this page's in the console, under Pages, Who may ask.");
      case HASH_MISSING ->
          of(
              403,
              why,
              "Identifier not verified",
              "This environment asks for a proof of the identifier: send “hash”, the hex HMAC-SHA256"
                  + " of the user with the environment's secret, made on your server.");
      case HASH_WRONG ->
          of(
              403,
              why,
              "Identifier not verified",
              "“hash” is not the hex HMAC-SHA256 of exactly this user with a secret of this"
                  + " environment. Make it on your server, of the identifier as it is sent.");
      case SECRETS_UNREADABLE ->
          of(
              503,
              why,
              "Verification not possible",
              "The secrets of this environment cannot be opened with this installation's key; its"
                  + " log says more to its operator.");
      case TOO_MANY ->
          of(
              429,
              why,
              "Too many page loads",
              "This address has asked for segments too often; come again when Retry-After says.");
    };
  }

  private static Problem of(int status, Refusal why, String title, String detail) {
    return Problem.of(status, why.code(), title, detail);
  }
}
