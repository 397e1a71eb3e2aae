package dev.muster.catalog;

import static dev.muster.catalog.StoredJson.instant;
import static dev.muster.catalog.StoredJson.list;
import static dev.muster.catalog.StoredJson.longNumber;
import static dev.muster.catalog.StoredJson.member;
import static dev.muster.catalog.StoredJson.object;
import static dev.muster.catalog.StoredJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Accounts as they are stored, in commits and in checkpoints alike.
final class AccountsJson {

  private AccountsJson() {}

  static ObjectNode write(Accounts accounts) {
    ObjectNode stored = object();
    ArrayNode people = stored.putArray("people");
    accounts.people().values().forEach(one -> people.add(write(one)));
    ArrayNode links = stored.putArray("links");
    accounts.links().values().forEach(one -> links.add(write(one)));
    ArrayNode sessions = stored.putArray("sessions");
    accounts.sessions().values().forEach(one -> sessions.add(write(one)));
    return stored;
  }

  static Accounts read(JsonNode stored) {
    SortedMap<String, Person> people = new TreeMap<>();
    for (JsonNode one : list(stored, "people")) {
      Person person = person(one);
      people.put(person.id(), person);
    }
    SortedMap<String, OneTimeLink> links = new TreeMap<>();
    for (JsonNode one : list(stored, "links")) {
      OneTimeLink link = link(one);
      links.put(link.id(), link);
    }
    SortedMap<String, Session> sessions = new TreeMap<>();
    for (JsonNode one : list(stored, "sessions")) {
      Session session = session(one);
      sessions.put(session.id(), session);
    }
    return new Accounts(people, links, sessions);
  }

  static ObjectNode write(Person person) {
    ObjectNode stored =
        object()
            .put("id", person.id())
            .put("email", person.email())
            .put("name", person.name())
            .put("role", person.role().code())
            .put("createdAt", person.createdAt().toString())
            .put("version", person.version());
    person.passwordHash().ifPresent(hash -> stored.put("passwordHash", hash));
    person
        .oidc()
        .ifPresent(oidc ->
            stored.putObject("oidc").put("issuer", oidc.issuer()).put("subject", oidc.subject()));
    person.lastSignInAt().ifPresent(at -> stored.put("lastSignInAt", at.toString()));
    return stored;
  }

  static Person person(JsonNode stored) {
    String role = text(stored, "role");
    return new Person(
        text(stored, "id"),
        text(stored, "email"),
        text(stored, "name"),
        Role.ofCode(role).orElseThrow(() -> UnreadableCatalogException.newer("the role " + role)),
        optionalText(stored, "passwordHash"),
        stored.has("oidc") ? Optional.of(oidc(member(stored, "oidc"))) : Optional.empty(),
        instant(stored, "createdAt"),
        optionalInstant(stored, "lastSignInAt"),
        longNumber(stored, "version"));
  }

  private static OidcSubject oidc(JsonNode stored) {
    return new OidcSubject(text(stored, "issuer"), text(stored, "subject"));
  }

  static ObjectNode write(OneTimeLink link) {
    ObjectNode stored =
        object()
            .put("id", link.id())
            .put("kind", link.kind().code())
            .put("sha256", link.sha256())
            .put("createdAt", link.createdAt().toString());
    link.person().ifPresent(person -> stored.put("person", person));
    link.expiresAt().ifPresent(at -> stored.put("expiresAt", at.toString()));
    return stored;
  }

  static OneTimeLink link(JsonNode stored) {
    String kind = text(stored, "kind");
    return new OneTimeLink(
        text(stored, "id"),
        OneTimeLink.Kind.ofCode(kind)
            .orElseThrow(() -> UnreadableCatalogException.newer("the kind of link " + kind)),
        optionalText(stored, "person"),
        text(stored, "sha256"),
        instant(stored, "createdAt"),
        optionalInstant(stored, "expiresAt"));
  }

  static ObjectNode write(Session session) {
    return object()
        .put("id", session.id())
        .put("person", session.person())
        .put("sha256", session.sha256())
        .put("createdAt", session.createdAt().toString())
        .put("expiresAt", session.expiresAt().toString());
  }

  static Session session(JsonNode stored) {
    return new Session(
        text(stored, "id"),
        text(stored, "person"),
        text(stored, "sha256"),
        instant(stored, "createdAt"),
        instant(stored, "expiresAt"));
  }

  static Optional<String> optionalText(JsonNode stored, String name) {
    return stored.has(name) ? Optional.of(text(stored, name)) : Optional.empty();
  }

  static Optional<Instant> optionalInstant(JsonNode stored, String name) {
    return stored.has(name) ? Optional.of(instant(stored, name)) : Optional.empty();
  }
}
