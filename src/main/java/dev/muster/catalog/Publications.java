package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Making a system's segments live. Needs the role publisher.
public final class Publications {

  private final CatalogStore store;

  Publications(CatalogStore store) {
    this.store = store;
  }

  /// Publishes all segments of a system, as they are now, to an environment.
  ///
  /// @param note for people; may be empty
  /// @throws CatalogException `invalid`, `not-found`; `unresolved` with the segments that have a
  ///   problem
  public Publication publish(Actor actor, String systemKey, String environmentKey, String note) {
    return publish(actor, systemKey, environmentKey, note, Optional.empty());
  }

  /// The same, if nothing has changed since it was looked at.
  ///
  /// @param basis the [PublicationBasis] that the caller has seen; empty: any
  /// @throws CatalogException also `version-conflict`
  public Publication publish(
      Actor actor, String systemKey, String environmentKey, String note, Optional<String> basis) {
    Catalog after =
        store.commit(
            actor,
            Role.PUBLISHER,
            "publication.publish",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              requireSeen(system, edit.environment(system, environmentKey), basis);
              List<FieldError> problems = new ArrayList<>();
              for (Segment segment : system.segments().values()) {
                note(problems, segment.key(), system.resolve(segment));
              }
              refuse(problems);
              publish(edit, system, environmentKey, note, OptionalInt.empty());
            });
    return live(after, systemKey, environmentKey);
  }

  /// Makes the segments of an older version live again, as the next version. The segments that
  /// editors work on stay as they are.
  ///
  /// @param version which one
  /// @param note for people; may be empty
  /// @throws CatalogException `invalid`, `not-found`; `unresolved` with the segments that no longer
  ///   mean anything
  public Publication restore(
      Actor actor, String systemKey, String environmentKey, int version, String note) {
    Catalog after =
        store.commit(
            actor,
            Role.PUBLISHER,
            "publication.restore",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Environment environment = edit.environment(system, environmentKey);
              Publication older =
                  environment
                      .publication(version)
                      .orElseThrow(() ->
                          new CatalogException(
                              Code.NOT_FOUND,
                              "environment " + environmentKey + " has no publication " + version));
              List<FieldError> problems = new ArrayList<>();
              for (PublishedSegment segment : older.segments()) {
                note(problems, segment.key(), system.resolve(older, segment));
              }
              refuse(problems);
              publish(edit, system, environmentKey, note, OptionalInt.of(version));
            });
    return live(after, systemKey, environmentKey);
  }

  private static void requireSeen(
      SystemDefinition system, Environment environment, Optional<String> basis) {
    if (basis.isPresent() && !basis.get().equals(PublicationBasis.of(system, environment))) {
      throw new CatalogException(
          Code.VERSION_CONFLICT,
          "what is live in "
              + environment.key()
              + " or what would be has changed since it was looked at; look again, then publish");
    }
  }

  private static void note(List<FieldError> problems, String segment, Resolution resolution) {
    switch (resolution) {
      case Resolution.Resolved _ -> {}
      case Resolution.Problem(var errors) ->
          errors.forEach(error ->
              problems.add(
                  new FieldError(
                      Segments.inside(segment + ".condition", error.path()), error.reason())));
    }
  }

  private static void refuse(List<FieldError> problems) {
    if (!problems.isEmpty()) {
      throw new CatalogException(
          Code.UNRESOLVED,
          "there are segments that cannot be live: mend or delete them first",
          problems,
          List.of());
    }
  }

  private static void publish(
      Edit edit,
      SystemDefinition system,
      String environmentKey,
      String note,
      OptionalInt restoredFrom) {
    Environment environment = edit.environment(system, environmentKey);
    Checks checks = edit.checks();
    checks.description("note", note);
    checks.done("the publication");
    int version = environment.live().map(Publication::version).orElse(0) + 1;
    edit.add(new Step.Publish(system.key(), environmentKey, version, note, restoredFrom));
    int kept = environment.publications().size() + 1;
    for (int i = 0; i < kept - edit.limits().publicationsKept(); i++) {
      edit.add(
          new Step.DropPublication(
              system.key(), environmentKey, environment.publications().get(i).version()));
    }
  }

  private static Publication live(Catalog catalog, String system, String environment) {
    return catalog
        .system(system)
        .flatMap(one -> one.environment(environment))
        .flatMap(Environment::live)
        .orElseThrow();
  }
}
