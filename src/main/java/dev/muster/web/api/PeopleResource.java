package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Invited;
import dev.muster.catalog.NewLink;
import dev.muster.catalog.Person;
import dev.muster.catalog.PersonForm;
import dev.muster.catalog.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The people who may sign in.
final class PeopleResource {

  private static final String PATH = "/api/v1/people/";

  private final CatalogStore catalog;

  PeopleResource(CatalogStore catalog) {
    this.catalog = catalog;
  }

  private record Sent(String email, String name, String role) {}

  private record Change(@Nullable String name, @Nullable String role) {}

  private record View(
      String id,
      String name,
      String email,
      String role,
      String signIn,
      Instant createdAt,
      @Nullable Instant lastSignInAt,
      long version) {

    static View of(Person person) {
      return new View(
          person.id(),
          person.name(),
          person.email(),
          person.role().code(),
          way(person),
          person.createdAt(),
          person.lastSignInAt().orElse(null),
          person.version());
    }

    private static String way(Person person) {
      if (person.passwordHash().isPresent()) {
        return "password";
      }
      return person.oidc().isPresent() ? "oidc" : "invited";
    }
  }

  private record LinkView(String url, @Nullable Instant expiresAt) {
    static LinkView of(Request request, NewLink link) {
      // Behind the #, where browsers keep it to themselves.
      return new LinkView(
          request.base() + "/link#" + link.secret(), link.kept().expiresAt().orElse(null));
    }
  }

  private record InvitedView(@JsonUnwrapped View person, LinkView link) {}

  Answer list(Request request) {
    List<Person> all = List.copyOf(catalog.current().accounts().people().values());
    return Answer.of(request.page().cut(all, Person::id, it -> it, View::of));
  }

  Answer read(Request request) {
    return view(found(request));
  }

  private Person found(Request request) {
    String id = request.in("person");
    return catalog
        .current()
        .accounts()
        .person(id)
        .orElseThrow(() -> Problems.unknown("there is no person " + id));
  }

  private static Answer view(Person person) {
    return Answer.of(View.of(person)).versioned(person.version());
  }

  Answer invite(Request request) {
    Sent sent = request.as(Sent.class);
    Invited made =
        catalog
            .people()
            .invite(
                request.actor(),
                new PersonForm(sent.email(), sent.name(), Role.ofCode(sent.role()).orElseThrow()));
    Person person = made.person();
    return Answer.created(
            PATH + person.id(), new InvitedView(View.of(person), LinkView.of(request, made.link())))
        .versioned(person.version());
  }

  Answer change(Request request) {
    Change sent = request.as(Change.class);
    return view(
        catalog
            .people()
            .update(
                request.actor(),
                request.in("person"),
                Optional.ofNullable(sent.name()),
                Optional.ofNullable(sent.role()).flatMap(Role::ofCode),
                request.expected()));
  }

  Answer delete(Request request) {
    catalog.people().delete(request.actor(), request.in("person"), request.expected());
    return new Answer.Nothing();
  }

  Answer reset(Request request) {
    NewLink link = catalog.people().reset(request.actor(), request.in("person"));
    return new Answer.Json(201, Map.of(), LinkView.of(request, link));
  }

  Answer signOut(Request request) {
    catalog.people().signOut(request.actor(), request.in("person"));
    return new Answer.Nothing();
  }
}
