package dev.muster.insights;

import dev.muster.population.Selection;
import dev.muster.population.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The numbers that users have, in a few figures.
///
/// @param users who has a number
/// @param missing who has none
/// @param sum of the numbers
/// @param least NaN if nobody has one
/// @param greatest NaN if nobody has one
/// @param percentiles of each of [#PERCENTS]: the least number that so many percent do not exceed,
///   exactly; NaN if nobody has one
public record NumberFigures(
    long users, long missing, double sum, double least, double greatest, List<Double> percentiles) {

  /// Of which percentiles are told.
  public static final List<Integer> PERCENTS = List.of(5, 25, 50, 75, 95, 99);

  private static final int STEP_BITS = 16;
  private static final int STEP = 1 << STEP_BITS;

  /// Copies the list.
  public NumberFigures {
    percentiles = List.copyOf(percentiles);
  }

  /// The average; NaN if nobody has a number.
  public double average() {
    return users == 0 ? Double.NaN : sum / users;
  }

  /// Finds them.
  ///
  /// @param tally of a field of numbers
  /// @param among of whom
  public static NumberFigures of(Tally tally, Selection among) {
    Optional<Tally.Distinct> distinct = tally.distinct(among);
    return distinct.isPresent() ? ofFew(distinct.get(), among) : ofMany(tally, among);
  }

  private static NumberFigures ofFew(Tally.Distinct distinct, Selection among) {
    double[] numbers = distinct.numbers();
    long users = Arrays.stream(distinct.users()).asLongStream().sum();
    if (users == 0) {
      List<Double> none = PERCENTS.stream().map(_ -> Double.NaN).toList();
      return new NumberFigures(0, among.count(), 0, Double.NaN, Double.NaN, none);
    }
    Double[] found = new Double[PERCENTS.size()];
    double sum = 0;
    double lost = 0;
    long seen = 0;
    int next = 0;
    for (int i = 0; i < numbers.length; i++) {
      // As Kahan does it: what a sum has no digits for is added with the next.
      double more = numbers[i] * distinct.users()[i] - lost;
      double grown = sum + more;
      lost = Double.isFinite(grown) ? (grown - sum) - more : 0;
      sum = grown;
      seen += distinct.users()[i];
      while (next < found.length && seen >= rank(PERCENTS.get(next), users)) {
        found[next++] = numbers[i];
      }
    }
    return new NumberFigures(
        users,
        among.count() - users,
        sum,
        numbers[0],
        numbers[numbers.length - 1],
        Arrays.asList(found));
  }

  private static NumberFigures ofMany(Tally tally, Selection among) {
    Tally.Range range = tally.range(among);
    long users = range.users();
    double[] percentiles =
        percentiles(
            tally, among, PERCENTS.stream().mapToLong(percent -> rank(percent, users)).toArray());
    return new NumberFigures(
        users,
        among.count() - users,
        range.sum(),
        range.least(),
        range.greatest(),
        Arrays.stream(percentiles).boxed().toList());
  }

  /// How many numbers are not greater than the percentile, at least.
  private static long rank(int percent, long users) {
    return Math.max(1, Math.ceilDiv(users * percent, 100));
  }

  /// Numbers in their order have bits in their order, once signs are turned. So the number of a
  /// rank is found 16 bits at a time: after a look at all of them it is known how its bits begin.
  ///
  /// @param ranks ascending, from 1
  private static double[] percentiles(Tally tally, Selection among, long[] ranks) {
    long[] prefixes = new long[ranks.length];
    long[] left = ranks.clone();
    for (int known = 0; known < Long.SIZE; known += STEP_BITS) {
      long[] starts = Arrays.stream(prefixes).distinct().toArray();
      int shift = Long.SIZE - known - STEP_BITS;
      int before = known;
      long[] counts =
          tally
              .buckets(
                  number -> {
                    long bits = ordered(number);
                    long prefix = before == 0 ? 0 : bits >>> shift >>> STEP_BITS;
                    for (int i = 0; i < starts.length; i++) {
                      if (starts[i] == prefix) {
                        return i * STEP + (int) (bits >>> shift & (STEP - 1));
                      }
                    }
                    return Integer.MAX_VALUE;
                  },
                  starts.length * STEP,
                  among)
              .users();
      for (int r = 0; r < ranks.length; r++) {
        int at = STEP * Arrays.binarySearch(starts, prefixes[r]);
        int step = 0;
        // Numbers may change between two looks, so that there may be fewer than before.
        while (step < STEP - 1 && left[r] > counts[at + step]) {
          left[r] -= counts[at + step];
          step++;
        }
        prefixes[r] = prefixes[r] << STEP_BITS | step;
      }
    }
    return Arrays.stream(prefixes).mapToDouble(NumberFigures::number).toArray();
  }

  /// Bits that are, without a sign, in the order of the numbers.
  private static long ordered(double number) {
    long bits = Double.doubleToLongBits(number + 0.0);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }

  private static double number(long ordered) {
    return Double.longBitsToDouble(ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered);
  }
}
