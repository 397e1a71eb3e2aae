package dev.muster.condition;

import java.util.Optional;

/// How the rules of a group come together.
public enum Combinator {
  /// All must hold.
  AND("and"),
  /// At least one must hold.
  OR("or");

  private final String code;

  Combinator(String code) {
    this.code = code;
  }

  /// Its name in JSON.
  public String code() {
    return code;
  }

  static Optional<Combinator> ofCode(String code) {
    for (Combinator combinator : values()) {
      if (combinator.code.equalsIgnoreCase(code)) {
        return Optional.of(combinator);
      }
    }
    return Optional.empty();
  }
}
