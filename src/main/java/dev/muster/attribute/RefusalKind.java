package dev.muster.attribute;

import java.util.List;
import java.util.Optional;

/// Why a value of a listed property is refused, without the value: what can be counted and kept.
public enum RefusalKind {
  /// It is of another type.
  WRONG_TYPE("type", 1),
  /// It is a number that is none of those that are kept.
  OUT_OF_RANGE("range", 2),
  /// It is too long, or has too many parts.
  TOO_LARGE("size", 3),
  /// It is not well-formed text.
  MALFORMED("malformed", 4),
  /// It is older than what is known.
  OLDER("older", 5),
  /// Anything else, such as what an older version said.
  OTHER("other", 6);

  private static final List<RefusalKind> ALL = List.of(values());

  /// How the reason begins of what is older than what is known.
  public static final String OLDER_WORDS = "older than what is known";

  private final String code;
  private final int number;

  RefusalKind(String code, int number) {
    this.code = code;
    this.number = number;
  }

  /// Its name in JSON.
  public String code() {
    return code;
  }

  /// Stands for it where it is stored, from 1; never used again for another.
  public int number() {
    return number;
  }

  /// @return empty where no kind has that number
  public static Optional<RefusalKind> ofNumber(int number) {
    return number < 1 || number > ALL.size() ? Optional.empty() : Optional.of(ALL.get(number - 1));
  }

  /// The kind of a reason.
  ///
  /// @param reason as [ValueReader] gives it; records of the log have no more than that
  public static RefusalKind of(String reason) {
    if (reason.startsWith("not well-formed")) {
      return MALFORMED;
    }
    if (reason.startsWith("not a")) {
      return WRONG_TYPE;
    }
    if (reason.startsWith("a number out of range")) {
      return OUT_OF_RANGE;
    }
    if (reason.startsWith("a list of ") || reason.startsWith("a string of ")) {
      return TOO_LARGE;
    }
    return reason.startsWith(OLDER_WORDS) ? OLDER : OTHER;
  }
}
