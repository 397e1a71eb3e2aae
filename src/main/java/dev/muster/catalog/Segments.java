package dev.muster.catalog;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Editing a system's segments. Needs the role editor. Nothing of it is live before it is
/// published.
public final class Segments {

  private final CatalogStore store;

  Segments(CatalogStore store) {
    this.store = store;
  }

  /// Sets up a segment.
  ///
  /// @throws CatalogException `invalid`, with all that is wrong in the condition; `not-found`,
  ///   `already-exists`, `limit`
  public Segment create(Actor actor, String systemKey, SegmentForm form) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "segment.create",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Checks checks = edit.checks();
              checks.key(form.key());
              checks.unreserved(form.key(), Checks.ADDRESSES);
              edit.free(system.segment(form.key()).isPresent(), "a segment", form.key());
              edit.room(system.segments().size(), edit.limits().segments(), "segments");
              Segment segment =
                  new Segment(
                      form.key(),
                      form.name(),
                      form.description(),
                      form.condition(),
                      1,
                      edit.at(),
                      edit.at());
              check(checks, system, segment);
              edit.add(new Step.PutSegment(systemKey, segment));
            });
    return segment(after, systemKey, form.key());
  }

  /// Changes a segment.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @param confirm whether to go on although other segments that use it would become too large
  /// @throws CatalogException `invalid`, with all that is wrong in the condition; `not-found`,
  ///   `version-conflict`, `in-use`
  public Segment update(
      Actor actor,
      String systemKey,
      String key,
      SegmentForm form,
      OptionalLong expected,
      boolean confirm) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "segment.update",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Segment before = edit.segment(system, key);
              edit.unchanged("segment " + key, before.version(), expected);
              Checks checks = edit.checks();
              checks.fixed("key", key, form.key());
              Segment segment =
                  new Segment(
                      key,
                      form.name(),
                      form.description(),
                      form.condition(),
                      before.version() + 1,
                      before.createdAt(),
                      edit.at());
              check(checks, system, segment);
              edit.unused(confirm, "the change of segment " + key, broken(system, segment));
              edit.add(new Step.PutSegment(systemKey, segment));
            });
    return segment(after, systemKey, key);
  }

  private static void check(Checks checks, SystemDefinition system, Segment segment) {
    checks.name("name", segment.name());
    checks.description("description", segment.description());
    switch (with(system, segment).resolve(segment)) {
      case Resolution.Resolved _ -> {}
      case Resolution.Problem(var errors) ->
          errors.forEach(error -> checks.wrong(inside("condition", error.path()), error.reason()));
    }
    checks.done("the segment");
  }

  private static SystemDefinition with(SystemDefinition system, Segment segment) {
    SortedMap<String, Segment> segments = new TreeMap<>(system.segments());
    segments.put(segment.key(), segment);
    return system.withSegments(segments);
  }

  /// The segments and filters that mean something before a change of another one and nothing after
  /// it: those that it makes too large or too deep.
  private static List<Dependent> broken(SystemDefinition before, Segment changed) {
    SystemDefinition after = with(before, changed);
    return Uses.ofSegment(after, changed.key()).stream()
        // What a report or a webhook names is there as before.
        .filter(dependent -> Set.of("segment", "filter").contains(dependent.kind()))
        .filter(dependent ->
            resolution(before, dependent) instanceof Resolution.Resolved
                && resolution(after, dependent) instanceof Resolution.Problem)
        .toList();
  }

  private static Resolution resolution(SystemDefinition system, Dependent dependent) {
    return dependent.kind().equals("filter")
        ? system.resolve(system.filter(dependent.key()).orElseThrow())
        : system.resolve(system.segment(dependent.key()).orElseThrow());
  }

  static String inside(String outer, String path) {
    return path.isEmpty() ? outer : outer + "." + path;
  }

  /// Deletes a segment. Where it is live it stays so until the next publish.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @param confirm whether to go on although other segments use it
  /// @throws CatalogException `not-found`, `version-conflict`, `in-use`
  public void delete(
      Actor actor, String systemKey, String key, OptionalLong expected, boolean confirm) {
    store.commit(
        actor,
        Role.EDITOR,
        "segment.delete",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Segment before = edit.segment(system, key);
          edit.unchanged("segment " + key, before.version(), expected);
          edit.unused(confirm, "deleting segment " + key, Uses.ofSegment(system, key));
          edit.add(new Step.RemoveSegment(systemKey, key));
        });
  }

  private static Segment segment(Catalog catalog, String system, String key) {
    return catalog.system(system).flatMap(one -> one.segment(key)).orElseThrow();
  }
}
