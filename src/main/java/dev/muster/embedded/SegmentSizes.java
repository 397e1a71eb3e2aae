package dev.muster.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// How many users were in each live segment, hour by hour. Changed by the log's writer, read by
/// many. Putting a sample a second time changes nothing.
public final class SegmentSizes {

  /// For how many days samples are kept, unless the operator says otherwise.
  static final int KEPT_DAYS = 90;

  /// More sizes than this are not kept, whatever their age: the oldest samples go. Enough for 2,300
  /// live segments over the whole time; 20 MB.
  static final int SIZES_MAX = 5_000_000;

  private static final int SECONDS = 3_600;

  private final int sizesMax;
  private final int keptHours;
  private final Map<Integer, NavigableMap<Integer, SizeSample>> byEnvironment = new HashMap<>();
  private long sizes;

  /// @param keptDays for how many days samples are kept
  SegmentSizes(int keptDays) {
    this(keptDays, SIZES_MAX);
  }

  SegmentSizes(int keptDays, int sizesMax) {
    this.sizesMax = sizesMax;
    this.keptHours = Math.toIntExact(Duration.ofDays(keptDays).toHours());
  }

  /// A size.
  ///
  /// @param at the beginning of an hour
  /// @param users how many were in the segment
  public record Size(Instant at, int users) {}

  /// The hour that an instant lies in, counted from 1970.
  static int hour(Instant at) {
    return Math.toIntExact(Math.floorDiv(at.getEpochSecond(), SECONDS));
  }

  /// The sizes of all segments of an environment since an instant, the oldest first.
  public synchronized Map<String, List<Size>> since(int environmentId, Instant from) {
    Map<String, List<Size>> found = new HashMap<>();
    of(environmentId)
        .tailMap(hour(from.plusSeconds(SECONDS - 1)), true)
        .values()
        .forEach(sample -> {
          Instant at = Instant.ofEpochSecond(sample.hour() * (long) SECONDS);
          for (int i = 0; i < sample.users().length; i++) {
            found
                .computeIfAbsent(sample.keys().get(i), _ -> new ArrayList<>())
                .add(new Size(at, sample.users()[i]));
          }
        });
    return found;
  }

  /// The hour of the newest sample of an environment.
  synchronized Optional<Integer> newest(int environmentId) {
    NavigableMap<Integer, SizeSample> samples = of(environmentId);
    return samples.isEmpty() ? Optional.empty() : Optional.of(samples.lastKey());
  }

  private NavigableMap<Integer, SizeSample> of(int environmentId) {
    return byEnvironment.getOrDefault(environmentId, Collections.emptyNavigableMap());
  }

  synchronized void put(SizeSample sample) {
    NavigableMap<Integer, SizeSample> samples =
        byEnvironment.computeIfAbsent(sample.environmentId(), _ -> new TreeMap<>());
    Map.Entry<Integer, SizeSample> near = samples.lowerEntry(sample.hour());
    SizeSample kept = near == null ? sample : sample.sharingKeysOf(near.getValue());
    SizeSample before = samples.put(sample.hour(), kept);
    sizes += kept.users().length - (before == null ? 0 : before.users().length);
    while (samples.firstKey() <= samples.lastKey() - keptHours) {
      forget(samples);
    }
    while (sizes > sizesMax) {
      forget(oldest());
    }
  }

  private void forget(NavigableMap<Integer, SizeSample> samples) {
    sizes -= samples.pollFirstEntry().getValue().users().length;
  }

  private NavigableMap<Integer, SizeSample> oldest() {
    return byEnvironment.values().stream()
        .filter(samples -> !samples.isEmpty())
        .min(Comparator.comparing(NavigableMap::firstKey))
        .orElseThrow();
  }

  /// Forgets an environment that is no more.
  synchronized void remove(int environmentId) {
    NavigableMap<Integer, SizeSample> gone = byEnvironment.remove(environmentId);
    if (gone != null) {
      gone.values().forEach(sample -> sizes -= sample.users().length);
    }
  }

  /// All samples, as a section of a checkpoint.
  synchronized ByteBuffer section() {
    List<byte[]> all = new ArrayList<>();
    byEnvironment
        .values()
        .forEach(samples -> samples.values().forEach(one -> all.add(one.bytes())));
    ByteBuffer out = ByteBuffer.allocate(all.stream().mapToInt(one -> one.length).sum());
    all.forEach(out::put);
    return out.flip();
  }

  /// Takes over what a checkpoint had.
  ///
  /// @throws IOException if it is not what [#section] gave
  void restore(ByteBuffer section) throws IOException {
    try {
      while (section.hasRemaining()) {
        put(SizeSample.of(section));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("section " + Sections.SIZES + ": " + e.getMessage(), e);
    }
  }
}
