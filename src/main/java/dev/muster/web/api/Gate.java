package dev.muster.web.api;

import dev.muster.catalog.AccessKey;
import dev.muster.catalog.Actor;
import dev.muster.catalog.NewSession;
import dev.muster.catalog.Session;
import dev.muster.catalog.Sessions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/// Lets requests in: by the bearer token of a program, or by the cookie of a person's session. Who
/// a session belongs to and what they may do is looked up each time, so that changes hold at once.
final class Gate {

  /// The cookie's name, over HTTPS with a prefix (see [Channel#cookie]).
  static final String COOKIE = "muster-session";

  private final Bearer bearer;
  private final Sessions sessions;
  private final InstantSource clock;

  Gate(Bearer bearer, Sessions sessions, InstantSource clock) {
    this.bearer = bearer;
    this.sessions = sessions;
    this.clock = clock;
  }

  /// What lets a request in.
  sealed interface Entry {

    /// Who asks.
    Actor actor();

    /// A bearer token.
    ///
    /// @param expiresAt empty: never
    record Token(Actor actor, Optional<Instant> expiresAt) implements Entry {}

    /// A session of a person.
    ///
    /// @param csrf what has to be sent with everything that changes something
    record Person(Actor actor, Sessions.Known known, String csrf) implements Entry {}
  }

  /// What a request says of who sent it.
  sealed interface Claim {
    /// Nothing.
    record Missing() implements Claim {}

    /// Something that does not let in.
    ///
    /// @param why in words
    record Refused(String why) implements Claim {}

    /// Something that lets in.
    record Granted(Entry entry) implements Claim {}
  }

  /// A header goes before a cookie: browsers send cookies by themselves, headers never.
  ///
  /// @param authorization the header `Authorization`
  /// @param cookie the session's key
  /// @param source the address that the request came from
  Claim claim(Optional<String> authorization, Optional<String> cookie, String source) {
    if (authorization.isEmpty() && cookie.isPresent()) {
      return sessions
          .authenticate(cookie.get(), clock.instant())
          .<Claim>map(known -> new Claim.Granted(entry(known, cookie.get(), source)))
          .orElseGet(() -> new Claim.Refused("The session has ended; sign in again."));
    }
    return switch (bearer.claim(authorization, source)) {
      case Bearer.Claim.Missing() -> new Claim.Missing();
      case Bearer.Claim.Refused(var why) -> new Claim.Refused(why);
      case Bearer.Claim.Granted(var actor, var expiresAt) ->
          new Claim.Granted(new Entry.Token(actor, expiresAt));
    };
  }

  private static Entry.Person entry(Sessions.Known known, String key, String source) {
    return new Entry.Person(known.person().actor(source), known, csrf(key));
  }

  /// What a session that has just begun lets in.
  static Entry.Person entry(NewSession begun, String source) {
    return entry(new Sessions.Known(begun.kept(), begun.person()), begun.key(), source);
  }

  /// Whether what let someone in still would.
  boolean stillGrants(Optional<String> authorization, Optional<String> cookie, Actor actor) {
    return claim(authorization, cookie, actor.source()) instanceof Claim.Granted(var entry)
        && entry.actor().equals(actor);
  }

  /// Only who can read the answers of this server learns it; another site that has the cookie sent
  /// along cannot.
  private static String csrf(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("muster csrf " + key).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Whether a request that changes something comes from the console and not from another site.
  static boolean isMeant(Entry entry, Optional<String> header) {
    return switch (entry) {
      case Entry.Token _ -> true;
      case Entry.Person person -> AccessKey.same(header.orElse(""), person.csrf());
    };
  }

  static String cookie(Channel channel, String key) {
    return channel.setCookie(COOKIE, key, Session.LASTS, "Strict");
  }

  static String noCookie(Channel channel) {
    return channel.setCookie(COOKIE, "", Duration.ZERO, "Strict");
  }
}
