package dev.muster.insights;

import dev.muster.attribute.AttributeValue;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Users by the value of a field.
///
/// @param kind how they are parted
/// @param interval of a breakdown over time; else empty
/// @param total all users
/// @param matching those that are parted
/// @param missing of these, those without a value
/// @param other of these, those with a value that no bucket is for. Missing, other and the users of
///   the buckets add up to the matching ones, except of lists: there each value of a user counts,
///   and this counts values
/// @param buckets values by frequency; ranges and times ascending
public record Breakdown(
    Kind kind,
    Optional<Interval> interval,
    long total,
    long matching,
    long missing,
    long other,
    List<Bucket> buckets) {

  /// How users are parted.
  public enum Kind {
    /// By value.
    VALUES("values"),
    /// By ranges of numbers.
    HISTOGRAM("histogram"),
    /// By stretches of the calendar.
    TIME("time");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /// The kind's name in JSON.
    public String code() {
      return code;
    }
  }

  /// What a bucket is for.
  public sealed interface Content {
    /// One value.
    record Value(AttributeValue value) implements Content {}

    /// From one value, which is in it, to another, which is not.
    record Range(AttributeValue from, AttributeValue to) implements Content {}
  }

  /// A part of the users.
  ///
  /// @param content which
  /// @param users how many
  /// @param split by segment key, how many of them are in the segment, too
  public record Bucket(Content content, long users, SequencedMap<String, Long> split) {
    /// Makes the map unmodifiable.
    public Bucket {
      split = Collections.unmodifiableSequencedMap(split);
    }
  }

  /// Copies the list.
  public Breakdown {
    buckets = List.copyOf(buckets);
  }
}
