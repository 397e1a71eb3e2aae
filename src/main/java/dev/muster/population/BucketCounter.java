package dev.muster.population;

/// Counts numbers by bucket.
final class BucketCounter extends NumberScan {

  private final Tally.Bucket bucket;
  private final long[] counts;
  private long valued;

  BucketCounter(Source source, int blockRows, Tally.Bucket bucket, int buckets) {
    super(source, blockRows);
    this.bucket = bucket;
    this.counts = new long[buckets];
  }

  @Override
  void add(double number, int users) {
    valued += users;
    int at = bucket.of(number);
    if (at < counts.length) {
      counts[at] += users;
    }
  }

  @Override
  void addRows(double[] of, int from, int to) {
    for (int row = from; row < to; row++) {
      if (!Double.isNaN(of[row])) {
        add(of[row], 1);
      }
    }
  }

  /// What both have counted.
  BucketCounter plus(BucketCounter other) {
    valued += other.valued;
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    return this;
  }

  Tally.Bucketed found() {
    return new Tally.Bucketed(counts, valued);
  }
}
