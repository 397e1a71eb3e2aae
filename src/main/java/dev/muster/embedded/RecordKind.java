package dev.muster.embedded;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a record of the log is. A number is never used again for something else.
public enum RecordKind {
  /// A change of the catalog.
  CATALOG(1),
  /// A delivery and the update that it carries.
  DELIVERY(2),
  /// A batch of page loads of known users.
  ACTIVITY(3),
  /// A user of whom nothing that came before may be left.
  ERASURE(4),
  /// A step of an upload, with the rows that it takes.
  UPLOAD(5),
  /// How many users are in the live segments of an environment.
  SEGMENT_SIZES(8),
  /// Users who entered and left segments that webhooks are told of.
  SEGMENT_CHANGES(9),
  /// How far webhooks are.
  WEBHOOK_PROGRESS(10);

  private static final List<RecordKind> ALL = List.of(values());

  private final int number;

  RecordKind(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static Optional<RecordKind> ofNumber(int number) {
    for (RecordKind kind : ALL) {
      if (kind.number == number) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /// @param number as found in the log
  /// @return the kind's name in lower case, or `kind <number>` where it is not known
  public static String nameOf(int number) {
    return ofNumber(number)
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .orElse("kind " + number);
  }
}
