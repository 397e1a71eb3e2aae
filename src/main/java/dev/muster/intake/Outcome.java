package dev.muster.intake;

import java.util.List;
import java.util.Optional;

/// What became of a delivery. The code is what the API and the log say.
public enum Outcome {
  /// Everything that was found is taken.
  ACCEPTED("accepted", 1),
  /// Some listed properties were refused, the rest is taken.
  PARTIAL("partial", 2),
  /// Nothing was taken.
  REJECTED("rejected", 3),
  /// It was understood, and is of a kind that is not to be taken.
  IGNORED("ignored", 4),
  /// The same was taken before.
  DUPLICATE("duplicate", 5),
  /// All that it tells of is older than what is known.
  STALE("stale", 6);

  /// Read once for each record of the log, where a copy of the values would cost.
  private static final List<Outcome> ALL = List.of(values());

  private final String code;
  private final int number;

  Outcome(String code, int number) {
    this.code = code;
    this.number = number;
  }

  /// The outcome's name in JSON.
  public String code() {
    return code;
  }

  /// @param number as in the log
  /// @return the outcome, or empty where no outcome has that number
  public static Optional<Outcome> ofNumber(int number) {
    for (Outcome outcome : ALL) {
      if (outcome.number == number) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  /// Stands for the outcome in the log; never used again for another.
  public int number() {
    return number;
  }
}
