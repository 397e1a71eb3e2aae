package dev.muster.population;

/// Finds the least and the greatest number, and adds all up.
final class RangeFinder extends NumberScan {

  private long users;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private boolean whole = true;
  private double sum;

  RangeFinder(Source source, int blockRows) {
    super(source, blockRows);
  }

  @Override
  void add(double number, int count) {
    users += count;
    sum += number * count;
    least = Math.min(least, number);
    greatest = Math.max(greatest, number);
    whole &= number == Math.rint(number);
  }

  @Override
  void addRows(double[] of, int from, int to) {
    long valued = 0;
    double added = 0;
    double low = least;
    double high = greatest;
    for (int row = from; row < to; row++) {
      // Nothing is less or greater than NaN, and it is not itself.
      double number = of[row];
      low = number < low ? number : low;
      high = number > high ? number : high;
      valued += Double.isNaN(number) ? 0 : 1;
      added += Double.isNaN(number) ? 0 : number;
    }
    for (int row = from; row < to && whole; row++) {
      whole = Double.isNaN(of[row]) || of[row] == Math.rint(of[row]);
    }
    users += valued;
    sum += added;
    least = low;
    greatest = high;
  }

  /// What both have found.
  RangeFinder plus(RangeFinder other) {
    users += other.users;
    sum += other.sum;
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
    whole &= other.whole;
    return this;
  }

  Tally.Range found() {
    return users == 0
        ? new Tally.Range(0, Double.NaN, Double.NaN, true, 0)
        : new Tally.Range(users, least, greatest, whole, sum);
  }
}
