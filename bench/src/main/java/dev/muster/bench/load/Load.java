package dev.muster.bench.load;

import org.HdrHistogram.Histogram;

/// What one run of a load saw.
///
/// @param latency of every request, in microseconds
/// @param nanos from the first request to the last answer
public record Load(Histogram latency, long nanos) {

  /// Requests a second.
  public double rate() {
    return latency.getTotalCount() * 1e9 / nanos;
  }

  /// The latency that this part of the requests stayed under, in milliseconds.
  ///
  /// @param percent such as 99
  public double millis(double percent) {
    return latency.getValueAtPercentile(percent) / 1_000.0;
  }
}
