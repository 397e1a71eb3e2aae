package dev.muster.insights;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/// Ranges of numbers with edges that people can read: multiples of 1, 2, 2.5 or 5 times a power of
/// ten. A range has its first edge in it, and its second not.
final class RoundEdges {

  private static final List<BigDecimal> STEPS =
      List.of(
          new BigDecimal("1"),
          new BigDecimal("2"),
          new BigDecimal("2.5"),
          new BigDecimal("5"),
          new BigDecimal("10"));

  private final double[] edges;
  private final double least;
  private final double greatest;
  private final double perStep;

  private RoundEdges(double[] edges, double least, double greatest) {
    this.edges = edges;
    this.least = least;
    this.greatest = greatest;
    this.perStep =
        1 / Math.max(Double.MIN_NORMAL, edges[ranges()] / ranges() - edges[0] / ranges());
  }

  /// The narrowest round ranges that cover the numbers from one to the other.
  ///
  /// @param least finite
  /// @param greatest finite, not less than the least
  /// @param whole whether there are only whole numbers, so that narrower ranges than 1 make no
  ///   sense
  /// @param rangesMax how many ranges at most, 2 or more
  static RoundEdges of(double least, double greatest, boolean whole, int rangesMax) {
    BigDecimal from = BigDecimal.valueOf(least);
    BigDecimal to = BigDecimal.valueOf(greatest);
    BigDecimal raw = to.subtract(from).divide(BigDecimal.valueOf(rangesMax), MathContext.DECIMAL64);
    if (raw.signum() == 0) {
      // All numbers are one: a range as wide as a tenth of it.
      raw = from.signum() == 0 ? BigDecimal.ONE : from.abs().movePointLeft(1);
      raw = new BigDecimal(raw.doubleValue() == 0 ? Double.MIN_NORMAL : raw.doubleValue());
    }
    if (whole && raw.compareTo(BigDecimal.ONE) < 0) {
      raw = BigDecimal.ONE;
    }
    int exponent = raw.precision() - raw.scale() - 1;
    while (true) {
      for (BigDecimal mantissa : STEPS) {
        BigDecimal step = mantissa.scaleByPowerOfTen(exponent);
        boolean fits = !whole || step.remainder(BigDecimal.ONE).signum() == 0;
        if (fits && step.compareTo(raw) >= 0) {
          BigInteger first = floor(from, step);
          int ranges = floor(to, step).subtract(first).intValueExact() + 1;
          if (ranges <= rangesMax) {
            return new RoundEdges(edges(first, step, ranges), least, greatest);
          }
        }
      }
      exponent++;
    }
  }

  private static BigInteger floor(BigDecimal value, BigDecimal step) {
    return value.divide(step, 0, RoundingMode.FLOOR).toBigInteger();
  }

  private static double[] edges(BigInteger first, BigDecimal step, int ranges) {
    double[] edges = new double[ranges + 1];
    for (int i = 0; i <= ranges; i++) {
      double edge = step.multiply(new BigDecimal(first.add(BigInteger.valueOf(i)))).doubleValue();
      edges[i] = Math.clamp(edge, -Double.MAX_VALUE, Double.MAX_VALUE);
    }
    // Of numbers that are large and close together edges can be the same.
    double[] distinct = Arrays.stream(edges).distinct().toArray();
    return distinct.length > 1 ? distinct : new double[] {edges[0], Math.nextUp(edges[0])};
  }

  int ranges() {
    return edges.length - 1;
  }

  /// The first number of a range; of the one after the last, where the last ends.
  double edge(int i) {
    return edges[i];
  }

  /// The range that a number is in; one that is not there for numbers that were not to be covered.
  int of(double number) {
    if (number < least || number > greatest) {
      return Integer.MAX_VALUE;
    }
    int last = ranges() - 1;
    int range = Math.clamp((long) (number * perStep - edges[0] * perStep), 0, last);
    while (range > 0 && number < edges[range]) {
      range--;
    }
    while (range < last && number >= edges[range + 1]) {
      range++;
    }
    return range;
  }
}
