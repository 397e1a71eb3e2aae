package dev.muster.cli.transfer;

import java.util.Locale;

/// Numbers for people.
final class Amounts {

  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  private Amounts() {}

  /// Such as `1,234,567`.
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// Such as `812 bytes` or `1.5 GiB`.
  static String bytes(long bytes) {
    int unit = 0;
    double amount = (double) bytes;
    while (amount >= 1_024 && unit < UNITS.length - 1) {
      amount /= 1_024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
  }

  /// Such as `12 s`, `3 min 5 s` or `2 h 10 min`.
  static String time(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
  }
}
