package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/// Inviting, changing and removing people. Needs the role admin.
public final class People {

  private final CatalogStore store;

  People(CatalogStore store) {
    this.store = store;
  }

  /// Invites somebody. Nobody can sign in as them before the link is used.
  ///
  /// @throws CatalogException `invalid`, `already-exists`, `limit`
  public Invited invite(Actor actor, PersonForm form) {
    AtomicReference<Invited> invited = new AtomicReference<>();
    store.commit(
        actor,
        Role.ADMIN,
        "person.invite",
        edit -> {
          Checks checks = edit.checks();
          checks.email("email", form.email());
          checks.name("name", form.name());
          checks.done("the person");
          Person person = newPerson(edit, form);
          edit.add(new Step.PutPerson(person));
          invited.set(new Invited(person, Links.add(edit, person)));
        });
    return invited.get();
  }

  /// Somebody who is not there yet.
  static Person newPerson(Edit edit, PersonForm form) {
    Accounts accounts = edit.before().accounts();
    if (accounts.byEmail(form.email()).isPresent()) {
      throw new CatalogException(
          Code.ALREADY_EXISTS, "there is already a person with the e-mail " + form.email().strip());
    }
    edit.room(accounts.people().size(), Accounts.PEOPLE_MAX, "people");
    return new Person(
        AccessKey.selector(edit.newKey()),
        form.email().strip(),
        form.name(),
        form.role(),
        Optional.empty(),
        Optional.empty(),
        edit.at(),
        Optional.empty(),
        1);
  }

  /// Changes a name or a role. A new role holds from the next request on.
  ///
  /// @param id [Person#id]
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `invalid`, `not-found`, `version-conflict`, `last-admin`
  public Person update(
      Actor actor, String id, Optional<String> name, Optional<Role> role, OptionalLong expected) {
    return store
        .commit(
            actor,
            Role.ADMIN,
            "person.update",
            edit -> {
              Person before = edit.person(id);
              edit.unchanged("the person", before.version(), expected);
              Checks checks = edit.checks();
              name.ifPresent(it -> checks.name("name", it));
              checks.done("the person");
              Role now = role.orElse(before.role());
              if (now != Role.ADMIN) {
                notTheLastAdmin(edit, before);
              }
              edit.add(new Step.PutPerson(before.with(name.orElse(before.name()), now)));
            })
        .accounts()
        .person(id)
        .orElseThrow();
  }

  /// Removes somebody. Their sessions and links end at once.
  ///
  /// @param id [Person#id]
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `not-found`, `version-conflict`, `last-admin`
  public void delete(Actor actor, String id, OptionalLong expected) {
    store.commit(
        actor,
        Role.ADMIN,
        "person.delete",
        edit -> {
          Person person = edit.person(id);
          edit.unchanged("the person", person.version(), expected);
          notTheLastAdmin(edit, person);
          edit.add(new Step.RemovePerson(id));
        });
  }

  private static void notTheLastAdmin(Edit edit, Person person) {
    if (edit.before().accounts().isLastAdmin(person)) {
      throw new CatalogException(
          Code.LAST_ADMIN,
          person.email()
              + " is the only admin who can sign in; make somebody else an admin first, and let"
              + " them come in");
    }
  }

  /// Makes a link with which somebody chooses a new password; the old one goes on until then. To
  /// somebody who has not come in yet it is a new invitation. It takes the place of links before.
  ///
  /// @param id [Person#id]
  /// @throws CatalogException `not-found`
  public NewLink reset(Actor actor, String id) {
    AtomicReference<NewLink> link = new AtomicReference<>();
    store.commit(
        actor, Role.ADMIN, "person.reset", edit -> link.set(Links.add(edit, edit.person(id))));
    return link.get();
  }

  /// Ends all sessions of somebody.
  ///
  /// @param id [Person#id]
  /// @throws CatalogException `not-found`
  public void signOut(Actor actor, String id) {
    store.commit(
        actor,
        Role.ADMIN,
        "person.sign-out",
        edit -> edit.add(new Step.EndSessions(edit.person(id).id(), Optional.empty())));
  }
}
