package dev.muster.catalog;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Who may sign in to the console, and who has. An immutable value, part of the [Catalog].
///
/// @param people by id
/// @param links that have not been used, by id
/// @param sessions by id
public record Accounts(
    SortedMap<String, Person> people,
    SortedMap<String, OneTimeLink> links,
    SortedMap<String, Session> sessions) {

  /// Nobody.
  public static final Accounts EMPTY =
      new Accounts(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  /// How many people there may be.
  public static final int PEOPLE_MAX = 1_000;

  /// How many sessions one person may have; the oldest ends when one more begins.
  public static final int SESSIONS_MAX = 20;

  /// Copies the maps.
  public Accounts {
    people = Collections.unmodifiableSortedMap(new TreeMap<>(people));
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
    sessions = Collections.unmodifiableSortedMap(new TreeMap<>(sessions));
  }

  /// The person of this id.
  public Optional<Person> person(String id) {
    return Optional.ofNullable(people.get(id));
  }

  /// The person with this e-mail address, in any case.
  public Optional<Person> byEmail(String email) {
    String folded = Person.folded(email);
    return people.values().stream()
        .filter(one -> Person.folded(one.email()).equals(folded))
        .findFirst();
  }

  /// The person whom an identity provider knows like this.
  public Optional<Person> byOidc(OidcSubject subject) {
    return people.values().stream()
        .filter(one -> one.oidc().equals(Optional.of(subject)))
        .findFirst();
  }

  /// Whether no admin can sign in, so that somebody has to be made one.
  public boolean setUpNeeded() {
    return people.values().stream().noneMatch(Accounts::isWorkingAdmin);
  }

  /// Whether nobody could manage people any more without this one.
  boolean isLastAdmin(Person person) {
    return isWorkingAdmin(person)
        && people.values().stream()
            .noneMatch(one -> !one.id().equals(person.id()) && isWorkingAdmin(one));
  }

  private static boolean isWorkingAdmin(Person person) {
    return person.role() == Role.ADMIN && person.canSignIn();
  }

  List<Session> sessionsOf(String person) {
    return sessions.values().stream().filter(one -> one.person().equals(person)).toList();
  }

  Accounts with(Person person) {
    return new Accounts(with(people, person.id(), person), links, sessions);
  }

  /// Their links and sessions go with them.
  Accounts withoutPerson(String id) {
    return new Accounts(
        without(people, one -> one.id().equals(id)),
        without(links, one -> one.person().equals(Optional.of(id))),
        without(sessions, one -> one.person().equals(id)));
  }

  /// It takes the place of others of the person; those that have expired go.
  Accounts with(OneTimeLink link, Instant now) {
    SortedMap<String, OneTimeLink> kept =
        without(links, one -> one.person().equals(link.person()) || one.expired(now));
    return new Accounts(people, with(kept, link.id(), link), sessions);
  }

  Accounts withoutLink(String id) {
    return new Accounts(people, without(links, one -> one.id().equals(id)), sessions);
  }

  /// The person has signed in. Sessions that have expired go, and the oldest if there are too many.
  Accounts with(Session session, Instant now) {
    SortedMap<String, Session> kept = without(sessions, one -> one.expired(now));
    kept.values().stream()
        .filter(one -> one.person().equals(session.person()))
        .sorted(Comparator.comparing(Session::createdAt).thenComparing(Session::id).reversed())
        .skip(SESSIONS_MAX - 1L)
        .toList()
        .forEach(one -> kept.remove(one.id()));
    Accounts begun = new Accounts(people, links, with(kept, session.id(), session));
    return person(session.person())
        .map(person -> begun.with(person.signedInAt(session.createdAt())))
        .orElse(begun);
  }

  Accounts withoutSession(String id) {
    return new Accounts(people, links, without(sessions, one -> one.id().equals(id)));
  }

  /// @param kept the one that stays, by id; empty: none
  Accounts withoutSessionsOf(String person, Optional<String> kept) {
    return new Accounts(
        people,
        links,
        without(
            sessions, one -> one.person().equals(person) && !kept.equals(Optional.of(one.id()))));
  }

  private static <V> SortedMap<String, V> with(SortedMap<String, V> map, String key, V value) {
    SortedMap<String, V> changed = new TreeMap<>(map);
    changed.put(key, value);
    return changed;
  }

  private static <V> SortedMap<String, V> without(SortedMap<String, V> map, Predicate<V> gone) {
    SortedMap<String, V> changed = new TreeMap<>(map);
    changed.values().removeIf(gone);
    return changed;
  }
}
