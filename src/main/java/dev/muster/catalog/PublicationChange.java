package dev.muster.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a publication changed of one segment, against the publication before it.
///
/// @param kind what became of it
/// @param key of the segment
/// @param name of the segment; of one that was removed, the name that it had
public record PublicationChange(Kind kind, String key, String name) {

  /// What can become of a segment.
  public enum Kind {
    /// It was not live before.
    ADDED,
    /// It was live in another form.
    CHANGED,
    /// It is live no longer.
    REMOVED;

    private final String code = name().toLowerCase(Locale.ROOT);

    /// The kind's name in JSON: `added`, `changed`, `removed`.
    public String code() {
      return code;
    }
  }

  /// What the publication of this version changed, by segment key. Against nothing if the version
  /// before is the environment's first or is no longer kept.
  public static List<PublicationChange> of(Environment environment, Publication publication) {
    return between(
        environment
            .publication(publication.version() - 1)
            .map(Publication::segments)
            .orElse(List.of()),
        publication.segments());
  }

  static List<PublicationChange> between(
      List<PublishedSegment> before, List<PublishedSegment> after) {
    Map<String, PublishedSegment> gone = new TreeMap<>();
    before.forEach(segment -> gone.put(segment.key(), segment));
    Map<String, PublicationChange> changes = new TreeMap<>();
    for (PublishedSegment segment : after) {
      PublishedSegment old = gone.remove(segment.key());
      if (!segment.equals(old)) {
        changes.put(
            segment.key(),
            new PublicationChange(
                old == null ? Kind.ADDED : Kind.CHANGED, segment.key(), segment.name()));
      }
    }
    gone.forEach(
        (key, old) -> changes.put(key, new PublicationChange(Kind.REMOVED, key, old.name())));
    return new ArrayList<>(changes.values());
  }
}
