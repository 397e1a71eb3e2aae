package dev.muster.sheet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Locale;

/// How numbers and days are written.
public final class Figures {

  private static final double WHOLE_MAX = 1e15;

  private Figures() {}

  /// For people: `1,234,567`, `12.35`.
  public static String words(double value) {
    if (value == Math.rint(value) && Math.abs(value) < WHOLE_MAX) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%,.2f", rounded);
  }

  /// A day, for people: `3 May 2026`.
  public static String words(LocalDate day) {
    return DayWords.of(day);
  }

  /// For where there is little room: `1.2M`.
  static String brief(double value) {
    double size = Math.abs(value);
    if (size >= 1e9) {
      return brief(value / 1e9, "B");
    }
    if (size >= 1e6) {
      return brief(value / 1e6, "M");
    }
    if (size >= 10_000) {
      return brief(value / 1e3, "k");
    }
    return words(value);
  }

  private static String brief(double value, String unit) {
    return BigDecimal.valueOf(value)
            .setScale(1, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + unit;
  }

  /// `12.3 %`
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  /// How much more or less it is than before: `+12.3 %`.
  static String change(double now, double before) {
    if (before == 0) {
      return now == 0 ? "no change" : "none before";
    }
    double change = (now - before) / before;
    return Math.abs(change) < 0.0005
        ? "no change"
        : String.format(Locale.ROOT, "%+.1f %%", change * 100);
  }
}
