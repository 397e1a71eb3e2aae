package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Signing in and out, and who has.
public final class Sessions {

  private final CatalogStore store;

  Sessions(CatalogStore store) {
    this.store = store;
  }

  /// A session that was found good.
  public record Known(Session session, Person person) {}

  /// Signs somebody in. Takes the same time whether the e-mail is known or not.
  ///
  /// @param source the address that they came from
  /// @return empty if the e-mail or the password is wrong
  public Optional<NewSession> signIn(String email, String password, String source) {
    Optional<Person> found = store.current().accounts().byEmail(email);
    boolean right = Passwords.matches(password, found.flatMap(Person::passwordHash));
    if (found.isEmpty() || !right) {
      return Optional.empty();
    }
    AtomicReference<Optional<NewSession>> begun = new AtomicReference<>(Optional.empty());
    Person person = found.get();
    try {
      store.commit(
          person.actor(source),
          Role.VIEWER,
          "session.sign-in",
          edit -> {
            same(edit, person);
            begun.set(Optional.of(begin(edit, edit.person(person.id()))));
          });
    } catch (CatalogException e) {
      if (e.code() == Code.WRONG_PASSWORD || e.code() == Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
    return begun.get();
  }

  /// Between the check and the commit the password may have been changed.
  private static void same(Edit edit, Person checked) {
    if (!edit.person(checked.id()).passwordHash().equals(checked.passwordHash())) {
      throw new CatalogException(Code.WRONG_PASSWORD, "the password is another one by now");
    }
  }

  /// Signs in whom an identity provider vouches for: somebody it let in before, somebody with that
  /// e-mail, or, where it may bring new people, somebody new.
  ///
  /// @param email verified by the provider
  /// @param name what the provider calls them
  /// @param newRole the role of somebody new; empty: nobody new may come in
  /// @param source the address that they came from
  /// @return empty if they may not come in
  /// @throws CatalogException `limit`, `invalid`
  public Optional<NewSession> signInWith(
      OidcSubject subject, String email, String name, Optional<Role> newRole, String source) {
    Accounts accounts = store.current().accounts();
    Optional<Person> found = accounts.byOidc(subject).or(() -> accounts.byEmail(email));
    if (found.isEmpty() && newRole.isEmpty()) {
      return Optional.empty();
    }
    Role role = found.map(Person::role).or(() -> newRole).orElseThrow();
    AtomicReference<Optional<NewSession>> begun = new AtomicReference<>(Optional.empty());
    try {
      store.commit(
          new Actor(found.map(Person::email).orElse(email), role, source),
          Role.VIEWER,
          found.isPresent() ? "session.sign-in" : "person.join",
          edit -> begun.set(Optional.of(begin(edit, person(edit, subject, email, name, newRole)))));
    } catch (CatalogException e) {
      if (e.code() == Code.FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
    return begun.get();
  }

  private static Person person(
      Edit edit, OidcSubject subject, String email, String name, Optional<Role> newRole) {
    Accounts accounts = edit.before().accounts();
    Optional<Person> known = accounts.byOidc(subject);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<Person> invited = accounts.byEmail(email);
    if (invited.flatMap(Person::oidc).isPresent() || (invited.isEmpty() && newRole.isEmpty())) {
      // The same e-mail under another subject is another person, who got the address later.
      throw new CatalogException(Code.FORBIDDEN, "they may not come in");
    }
    Person person =
        invited
            .orElseGet(() -> {
              Checks checks = edit.checks();
              checks.email("email", email);
              checks.name("name", name);
              checks.done("what the identity provider says");
              return People.newPerson(edit, new PersonForm(email, name, newRole.orElseThrow()));
            })
            .withOidc(subject);
    edit.add(new Step.PutPerson(person));
    accounts.links().values().stream()
        .filter(link -> link.person().equals(Optional.of(person.id())))
        .forEach(link -> edit.add(new Step.RemoveLink(link.id())));
    return person;
  }

  static NewSession begin(Edit edit, Person person) {
    String key = edit.newKey();
    Session session =
        new Session(
            AccessKey.selector(key),
            person.id(),
            Tokens.sha256(key),
            edit.at(),
            edit.at().plus(Session.LASTS));
    edit.add(new Step.PutSession(session));
    return new NewSession(session, person, key);
  }

  /// Checks a session's key. Takes the same time wherever it is wrong.
  ///
  /// @param presented of any form
  /// @param now against which expiry is checked
  /// @return empty if it is none, has ended or has expired
  public Optional<Known> authenticate(String presented, Instant now) {
    Accounts accounts = store.current().accounts();
    Session session = accounts.sessions().get(AccessKey.selector(presented));
    boolean same =
        AccessKey.same(Tokens.sha256(presented), session == null ? "" : session.sha256());
    return Optional.ofNullable(session)
        .filter(one -> same && !one.expired(now))
        .flatMap(one -> accounts.person(one.person()).map(person -> new Known(one, person)));
  }

  /// Ends a session. Does nothing if it has ended already.
  ///
  /// @param id [Session#id]
  public void signOut(Actor actor, String id) {
    if (store.current().accounts().sessions().containsKey(id)) {
      store.commit(
          actor, Role.VIEWER, "session.sign-out", edit -> edit.add(new Step.RemoveSession(id)));
    }
  }

  /// Ends all sessions of somebody, asked for by themselves.
  ///
  /// @param person [Person#id]
  public void signOutEverywhere(Actor actor, String person) {
    store.commit(
        actor,
        Role.VIEWER,
        "session.sign-out-everywhere",
        edit -> edit.add(new Step.EndSessions(edit.person(person).id(), Optional.empty())));
  }

  /// Changes somebody's own password. Their other sessions end, and so do links to reset it.
  ///
  /// @param session from which they do it; it goes on
  /// @param current the password until now
  /// @throws CatalogException `invalid`; `wrong-password` if `current` is not it
  public void changePassword(Actor actor, Session session, String current, String password) {
    Person person = store.current().accounts().person(session.person()).orElseThrow();
    Checks checks = store.checks();
    checks.password("password", password, person.email());
    checks.done("the password");
    if (!Passwords.matches(current, person.passwordHash())) {
      throw new CatalogException(Code.WRONG_PASSWORD, "the current password is another one");
    }
    String hash = Passwords.hash(password);
    store.commit(
        actor,
        Role.VIEWER,
        "person.change-password",
        edit -> {
          same(edit, person);
          edit.add(new Step.PutPerson(edit.person(person.id()).withPassword(hash)));
          edit.add(new Step.EndSessions(person.id(), Optional.of(session.id())));
          edit.before().accounts().links().values().stream()
              .filter(link -> link.person().equals(Optional.of(person.id())))
              .forEach(link -> edit.add(new Step.RemoveLink(link.id())));
        });
  }
}
