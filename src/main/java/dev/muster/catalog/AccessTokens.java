package dev.muster.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The bearer tokens (RFC 6750) that OAuth2 clients fetch and senders show. None is kept: each says
/// of itself whose it is, for what and until when, closed with the installation's key. So it is
/// good behind a restart, too, and no longer than its client. Thread-safe; never waits.
public final class AccessTokens {

  /// How long one is good.
  public static final Duration LASTS = Duration.ofHours(24);

  private static final String PURPOSE = "access token";
  private static final String SCHEME = "Bearer ";

  private final SecretBox box;
  private final CatalogStore catalog;
  private final TokenUses uses;

  /// @param box closes and opens them
  /// @param catalog whose clients they are of
  public AccessTokens(SecretBox box, CatalogStore catalog) {
    this.box = box;
    this.catalog = catalog;
    this.uses = catalog.tokenUses();
  }

  /// What became of a token that was shown.
  public sealed interface Check {

    /// It is good for this.
    ///
    /// @param client whose it is
    record Granted(OAuth2Client client) implements Check {}

    /// None was shown.
    record Missing() implements Check {}

    /// It is not good, or not any more.
    ///
    /// @param why in words, with what to do
    record Refused(String why) implements Check {}

    /// It is good, but not for this.
    ///
    /// @param why in words, with what to do
    record OutOfScope(String why) implements Check {}
  }

  /// Gives out a token. The same client gets the same one within one second.
  ///
  /// @param scopes what for; some of the client's
  public String give(OAuth2Client client, Set<Scope> scopes, Instant now) {
    uses.used(client, now);
    long expires = now.plus(LASTS).getEpochSecond();
    return box.closeAlike(PURPOSE, client.id() + " " + expires + " " + Scope.text(scopes));
  }

  /// Checks what somebody shows.
  ///
  /// @param authorization the header field; null if it was not sent
  /// @param needed what it has to be good for
  public Check check(@Nullable String authorization, Scope needed, Instant now) {
    if (authorization == null) {
      return new Check.Missing();
    }
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Check.Refused(
          "the header authorization is not of the form: Bearer <access token>");
    }
    String presented = authorization.substring(SCHEME.length()).strip();
    return box.open(PURPOSE, presented)
        .map(text -> opened(text, needed, now))
        .orElseGet(() -> unopened(presented, needed, now));
  }

  private Check opened(String text, Scope needed, Instant now) {
    String[] parts = text.split(" ", -1);
    Instant expires = Instant.ofEpochSecond(Long.parseLong(parts[1]));
    if (!now.isBefore(expires)) {
      return new Check.Refused("the access token expired at " + expires + "; fetch a new one");
    }
    Optional<Token> client = Optional.ofNullable(catalog.current().tokens().get(parts[0]));
    if (client.isEmpty() || !(client.get() instanceof OAuth2Client known)) {
      return new Check.Refused("the client of the access token has been revoked");
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (int i = 2; i < parts.length; i++) {
      Scope.ofCode(parts[i]).ifPresent(scopes::add);
    }
    if (!scopes.contains(needed)) {
      return outOfScope("the access token is for " + Scope.text(scopes), needed);
    }
    uses.used(known, now);
    return new Check.Granted(known);
  }

  /// Who mixes up the two kinds of tokens is told so.
  private Check unopened(String presented, Scope needed, Instant now) {
    return catalog.tokens().authenticate(presented, now) instanceof Authentication.Accepted
        ? outOfScope("this is an API token", needed)
        : new Check.Refused(
            "the access token is not one of this installation; fetch a new one with the id and"
                + " secret of an OAuth2 client");
  }

  private static Check outOfScope(String what, Scope needed) {
    return new Check.OutOfScope(
        what + "; fetch an access token with the scope " + needed.code() + " as an OAuth2 client");
  }
}
