package dev.muster.web.api;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.LinkForm;
import dev.muster.catalog.NewSession;
import dev.muster.catalog.OneTimeLink;
import dev.muster.catalog.Person;
import dev.muster.web.Oidc;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signing in and out, and one-time links.
final class SessionResource {

  private final CatalogStore catalog;
  private final Attempts attempts;
  private final Optional<Oidc> oidc;
  private final InstantSource clock;

  SessionResource(
      CatalogStore catalog, Attempts attempts, Optional<Oidc> oidc, InstantSource clock) {
    this.catalog = catalog;
    this.attempts = attempts;
    this.oidc = oidc;
    this.clock = clock;
  }

  private record Ways(
      boolean password, boolean setUpNeeded, boolean signedIn, @Nullable OidcView oidc) {}

  private record OidcView(String name, String url) {}

  private record Credentials(String email, String password) {}

  private record PasswordChange(String current, String password) {}

  private record Use(@Nullable String email, @Nullable String name, String password) {}

  private record PersonView(String id, String name, String email, String role, boolean password) {}

  private record TokenView(String name, String role) {}

  private record View(
      @Nullable PersonView person,
      @Nullable TokenView token,
      String role,
      @Nullable String csrfToken,
      @Nullable Instant expiresAt) {

    static View of(Gate.Entry entry) {
      return switch (entry) {
        case Gate.Entry.Token(var actor, var expiresAt) ->
            new View(
                null,
                new TokenView(actor.name(), actor.role().code()),
                actor.role().code(),
                null,
                expiresAt.orElse(null));
        case Gate.Entry.Person(var actor, var known, var csrf) -> {
          Person person = known.person();
          yield new View(
              new PersonView(
                  person.id(),
                  person.name(),
                  person.email(),
                  actor.role().code(),
                  person.passwordHash().isPresent()),
              null,
              actor.role().code(),
              csrf,
              known.session().expiresAt());
        }
      };
    }
  }

  private record LinkView(
      String kind,
      @Nullable String email,
      @Nullable String name,
      String role,
      @Nullable Instant expiresAt) {}

  Answer ways(Request request) {
    return Answer.of(
        new Ways(
            true,
            catalog.current().accounts().setUpNeeded(),
            isSignedIn(request),
            oidc.map(it -> new OidcView(it.name(), "/api/v1/oidc/sign-in")).orElse(null)));
  }

  /// Whether the browser's session is good, so that the console need not be refused to find out.
  private boolean isSignedIn(Request request) {
    return request
        .cookie(request.channel().cookie(Gate.COOKIE))
        .flatMap(key -> catalog.sessions().authenticate(key, clock.instant()))
        .isPresent();
  }

  Answer read(Request request) {
    return Answer.of(View.of(request.entry()));
  }

  Answer signIn(Request request) {
    request.channel().requireSafe();
    Credentials sent = request.as(Credentials.class);
    String source = request.channel().address();
    Attempts.Attempt from = attempts.from(source);
    Attempts.Attempt of = attempts.of(sent.email());
    NewSession begun =
        catalog
            .sessions()
            .signIn(sent.email(), sent.password(), source)
            .orElseThrow(() ->
                new ProblemException(
                    Problem.of(
                        401,
                        "wrong-credentials",
                        "Wrong e-mail or password",
                        "The e-mail or the password is wrong. An administrator can make a link to"
                            + " choose a new password.")));
    from.succeeded();
    of.succeeded();
    return begun(request, begun);
  }

  private static Answer begun(Request request, NewSession begun) {
    return new Answer.Json(
        200,
        Map.of("Set-Cookie", Gate.cookie(request.channel(), begun.key())),
        View.of(Gate.entry(begun, request.channel().address())));
  }

  Answer signOut(Request request) {
    Gate.Entry.Person here = session(request);
    if (request.asked("everywhere").map(Boolean::valueOf).orElse(false)) {
      catalog.sessions().signOutEverywhere(here.actor(), here.known().person().id());
    } else {
      catalog.sessions().signOut(here.actor(), here.known().session().id());
    }
    return new Answer.Nothing(List.of(Gate.noCookie(request.channel())));
  }

  Answer changePassword(Request request) {
    Gate.Entry.Person here = session(request);
    request.channel().requireSafe();
    PasswordChange sent = request.as(PasswordChange.class);
    Attempts.Attempt of = attempts.of(here.known().person().email());
    catalog
        .sessions()
        .changePassword(here.actor(), here.known().session(), sent.current(), sent.password());
    of.succeeded();
    return new Answer.Nothing();
  }

  private static Gate.Entry.Person session(Request request) {
    return switch (request.entry()) {
      case Gate.Entry.Person person -> person;
      case Gate.Entry.Token _ ->
          throw new ProblemException(
              Problem.of(
                  409,
                  "no-session",
                  "Not a session",
                  "A bearer token has neither a session nor a password; revoke it at"
                      + " /api/v1/tokens."));
    };
  }

  Answer link(Request request) {
    Attempts.Attempt from = attempts.from(request.channel().address());
    OneTimeLink link =
        catalog
            .links()
            .find(request.in("link"), clock.instant())
            .orElseThrow(() ->
                new ProblemException(
                    Problem.of(
                        404,
                        "link-unknown",
                        "Not a link that works",
                        "The link has been used, has expired, or never was. Ask an administrator for"
                            + " a new one.")));
    from.succeeded();
    Optional<Person> person = link.person().flatMap(catalog.current().accounts()::person);
    return Answer.of(
        new LinkView(
            link.kind().code(),
            person.map(Person::email).orElse(null),
            person.map(Person::name).orElse(null),
            person.map(one -> one.role().code()).orElse("admin"),
            link.expiresAt().orElse(null)));
  }

  Answer useLink(Request request) {
    request.channel().requireSafe();
    Use sent = request.as(Use.class);
    String source = request.channel().address();
    Attempts.Attempt from = attempts.from(source);
    LinkForm form =
        new LinkForm(
            Optional.ofNullable(sent.email()), Optional.ofNullable(sent.name()), sent.password());
    NewSession begun = catalog.links().use(request.in("link"), form, source);
    from.succeeded();
    return begun(request, begun);
  }
}
