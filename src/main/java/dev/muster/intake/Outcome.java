package dev.muster.intake;

/// What became of a delivery. The code is what the API and the log say.
public enum Outcome {
  /// Everything that was found is taken.
  ACCEPTED("accepted", 1),
  /// Some listed properties were refused, the rest is taken.
  PARTIAL("partial", 2),
  /// Nothing was taken.
  REJECTED("rejected", 3);

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

  /// Stands for the outcome in the log; never used again for another.
  public int number() {
    return number;
  }
}
