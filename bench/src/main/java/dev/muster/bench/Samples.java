package dev.muster.bench;

import java.util.Arrays;
import java.util.Locale;

/// What the same measurement gave in each of its rounds.
final class Samples {
  private double[] values = {};

  void add(double value) {
    values = Arrays.copyOf(values, values.length + 1);
    values[values.length - 1] = value;
  }

  double median() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /// The median, with the least and the greatest beside it.
  ///
  /// @param format of one number, such as `%.2f`
  String words(String format) {
    double least = Arrays.stream(values).min().orElseThrow();
    double greatest = Arrays.stream(values).max().orElseThrow();
    String one = String.format(Locale.ROOT, format, median());
    return values.length == 1
        ? one
        : String.format(Locale.ROOT, "%s (" + format + " to " + format + ")", one, least, greatest);
  }
}
