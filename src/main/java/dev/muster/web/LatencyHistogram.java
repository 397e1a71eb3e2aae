package dev.muster.web;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/// How long something takes, in fixed buckets; cheap enough for every request of a hot path. Any
/// thread.
final class LatencyHistogram implements Collector {
  private static final double[] BOUNDS_SECONDS = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };
  private static final long[] BOUNDS_NANOS =
      Arrays.stream(BOUNDS_SECONDS).mapToLong(seconds -> Math.round(seconds * 1e9)).toArray();

  private final String name;
  private final String help;
  private final LongAdder[] counts = new LongAdder[BOUNDS_NANOS.length + 1];
  private final LongAdder sumNanos = new LongAdder();

  /// @param name as Prometheus wants it: with the unit, `…_seconds`
  LatencyHistogram(String name, String help) {
    this.name = name;
    this.help = help;
    Arrays.setAll(counts, _ -> new LongAdder());
  }

  void record(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    sumNanos.add(nanos);
  }

  @Override
  public MetricSnapshot collect() {
    double[] bounds = Arrays.copyOf(BOUNDS_SECONDS, counts.length);
    bounds[counts.length - 1] = Double.POSITIVE_INFINITY;
    Number[] values = Arrays.stream(counts).map(LongAdder::sum).toArray(Number[]::new);
    return HistogramSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(
            HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, values))
                .sum(sumNanos.sum() / 1e9)
                .labels(Labels.EMPTY)
                .build())
        .build();
  }
}
