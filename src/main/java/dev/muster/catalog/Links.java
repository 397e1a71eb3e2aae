package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import dev.muster.catalog.OneTimeLink.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One-time links: the first admin's, those of people who were invited, and of people who forgot
/// their password.
public final class Links {

  /// Who makes the link of the first admin.
  private static final Actor MUSTER = new Actor("muster", Role.ADMIN, "");

  private final CatalogStore store;

  Links(CatalogStore store) {
    this.store = store;
  }

  /// Makes the link with which the first admin comes in. It takes the place of one before.
  ///
  /// @return empty if there is an admin already
  public Optional<NewLink> setUp() {
    if (!store.current().accounts().setUpNeeded()) {
      return Optional.empty();
    }
    AtomicReference<NewLink> link = new AtomicReference<>();
    store.commit(
        MUSTER,
        Role.ADMIN,
        "link.set-up",
        edit -> link.set(add(edit, Kind.SET_UP, Optional.empty())));
    return Optional.of(link.get());
  }

  static NewLink add(Edit edit, Person person) {
    return add(edit, person.canSignIn() ? Kind.RESET : Kind.INVITATION, Optional.of(person.id()));
  }

  private static NewLink add(Edit edit, Kind kind, Optional<String> person) {
    String secret = edit.newKey();
    OneTimeLink link =
        new OneTimeLink(
            AccessKey.selector(secret),
            kind,
            person,
            Tokens.sha256(secret),
            edit.at(),
            kind.lasts().map(edit.at()::plus));
    edit.add(new Step.PutLink(link));
    return new NewLink(link, secret);
  }

  /// The link of this secret, if it can still be used.
  ///
  /// @param presented of any form
  /// @param now against which expiry is checked
  public Optional<OneTimeLink> find(String presented, Instant now) {
    return find(store.current().accounts(), presented, now);
  }

  private static Optional<OneTimeLink> find(Accounts accounts, String presented, Instant now) {
    OneTimeLink link = accounts.links().get(AccessKey.selector(presented));
    boolean same = AccessKey.same(Tokens.sha256(presented), link == null ? "" : link.sha256());
    return Optional.ofNullable(link)
        .filter(one -> same && !one.expired(now))
        .filter(one -> one.kind() != Kind.SET_UP || accounts.setUpNeeded());
  }

  /// Uses a link up: its holder has the password from now on, and is signed in. All sessions before
  /// end.
  ///
  /// @param source the address that they came from
  /// @throws CatalogException `link-unknown`, `invalid`, `already-exists`, `limit`
  public NewSession use(String presented, LinkForm form, String source) {
    // Before the dear part, so that nobody has hashes made without a link.
    Accounts before = store.current().accounts();
    OneTimeLink seen = known(before, presented, store.now());
    Optional<Person> whose = seen.person().flatMap(before::person);
    check(store.checks(), seen.kind(), whose, form);
    String hash = Passwords.hash(form.password());
    Actor actor =
        whose
            .map(person -> person.actor(source))
            .orElseGet(() -> new Actor(form.email().orElseThrow().strip(), Role.ADMIN, source));
    AtomicReference<NewSession> begun = new AtomicReference<>();
    store.commit(
        actor,
        Role.VIEWER,
        action(seen.kind()),
        edit -> {
          Accounts now = edit.before().accounts();
          OneTimeLink link = known(now, presented, edit.at());
          Person person =
              link.person()
                  .map(edit::person)
                  .map(one -> one.with(form.name().orElse(one.name()), one.role()))
                  .orElseGet(() ->
                      People.newPerson(
                          edit,
                          new PersonForm(
                              form.email().orElseThrow(), form.name().orElseThrow(), Role.ADMIN)))
                  .withPassword(hash);
          edit.add(new Step.RemoveLink(link.id()));
          edit.add(new Step.PutPerson(person));
          if (link.kind() == Kind.RESET) {
            edit.add(new Step.EndSessions(person.id(), Optional.empty()));
          }
          begun.set(Sessions.begin(edit, person));
        });
    return begun.get();
  }

  private static OneTimeLink known(Accounts accounts, String presented, Instant now) {
    return find(accounts, presented, now)
        .orElseThrow(() ->
            new CatalogException(
                Code.LINK_UNKNOWN,
                "the link has been used, has expired, or never was; ask an administrator for a new"
                    + " one"));
  }

  private static void check(Checks checks, Kind kind, Optional<Person> whose, LinkForm form) {
    if (kind == Kind.SET_UP) {
      form.email()
          .ifPresentOrElse(
              it -> checks.email("email", it), () -> checks.wrong("email", "is missing"));
      if (form.name().isEmpty()) {
        checks.wrong("name", "is missing");
      }
    } else {
      form.email()
          .filter(it ->
              whose.filter(one -> Person.folded(one.email()).equals(Person.folded(it))).isEmpty())
          .ifPresent(_ -> checks.wrong("email", "is not that of the link"));
    }
    form.name().ifPresent(it -> checks.name("name", it));
    checks.password(
        "password", form.password(), whose.map(Person::email).or(form::email).orElse(""));
    checks.done("the account");
  }

  private static String action(Kind kind) {
    return switch (kind) {
      case SET_UP -> "person.set-up";
      case INVITATION -> "person.join";
      case RESET -> "person.reset-password";
    };
  }
}
