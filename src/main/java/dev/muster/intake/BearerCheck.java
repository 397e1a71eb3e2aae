package dev.muster.intake;

import dev.muster.catalog.AccessTokens;
import dev.muster.catalog.AccessTokens.Check;
import dev.muster.catalog.Scope;
import java.time.Instant;

/// Lets through who shows an access token that is good for updating end users (RFC 6750).
final class BearerCheck {

  private BearerCheck() {}

  /// @throws RefusedBodyException if none is shown, or it is not good, or not for this
  static void admit(AccessTokens tokens, Posted posted, Instant now) throws RefusedBodyException {
    String shown = posted.headers().apply("authorization");
    switch (tokens.check(shown, Scope.END_USER_UPDATE_WRITE, now)) {
      case Check.Granted _ -> {}
      case Check.Missing() ->
          throw new RefusedBodyException(
              Flaw.ACCESS_TOKEN_MISSING,
              "send an access token, as POST /accounts/connect/token gives it to OAuth2 clients:"
                  + " \"Authorization: Bearer <access token>\"");
      case Check.Refused(String why) ->
          throw new RefusedBodyException(Flaw.ACCESS_TOKEN_INVALID, why);
      case Check.OutOfScope(String why) ->
          throw new RefusedBodyException(Flaw.INSUFFICIENT_SCOPE, why);
    }
  }
}
