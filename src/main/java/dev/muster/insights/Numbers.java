package dev.muster.insights;

import java.math.BigDecimal;

/// Numbers as text.
final class Numbers {

  private Numbers() {}

  /// Without an exponent, and without digits that the number does not have: `1200000`, `0.5`.
  static String text(double number) {
    BigDecimal exact = BigDecimal.valueOf(number);
    return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
  }
}
