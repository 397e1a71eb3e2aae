package dev.muster.upload;

import java.util.Locale;
import java.util.Optional;

/// In which order a date has its day, month and year. One that begins with the year is understood
/// whatever the order of the others is.
public enum DateOrder {
  /// `2026-12-31`, and no other.
  ISO("2026-12-31"),
  /// `31.12.2026`, `31/12/2026`
  DMY("31.12.2026"),
  /// `12/31/2026`
  MDY("12/31/2026");

  private final String code = name().toLowerCase(Locale.ROOT);
  private final String example;

  DateOrder(String example) {
    this.example = example;
  }

  /// Its name in JSON: `iso`, `dmy`, `mdy`.
  public String code() {
    return code;
  }

  /// A date that is written so.
  String example() {
    return example;
  }

  /// @param code a name in JSON, exact
  /// @return the one of that name, or empty where there is none
  public static Optional<DateOrder> ofCode(String code) {
    for (DateOrder order : values()) {
      if (order.code.equals(code)) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }
}
