package dev.muster.catalog;

import java.util.Locale;

/// How a segment, as its editors see it, compares to what is live in an environment.
public enum SegmentStatus {
  /// Not live.
  DRAFT,
  /// Live as it is.
  LIVE,
  /// Live in an older form: its name, description or condition is another.
  CHANGED;

  private final String code = name().toLowerCase(Locale.ROOT);

  /// The status's name in JSON: `draft`, `live`, `changed`.
  public String code() {
    return code;
  }

  /// The status of a segment in one environment.
  public static SegmentStatus of(Segment segment, Environment environment) {
    return environment
        .live()
        .flatMap(publication -> publication.segment(segment.key()))
        .map(live -> live.equals(segment.publish()) ? LIVE : CHANGED)
        .orElse(DRAFT);
  }
}
