package dev.muster.embedded;

import dev.muster.attribute.RefusalKind;
import dev.muster.embedded.DeliveryCounts.Counts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that is counted of what came through one integration to one environment in the last four
/// weeks. No value that a sender sent is in it.
///
/// @param recent the last two days, by outcome
/// @param hours those in which anything came, the oldest first
/// @param days those on which anything came, the oldest first; in the system's time zone
/// @param properties what was there of each property that ever was
/// @param refusals why deliveries were refused as a whole
public record IntegrationCounts(
    DeliveryCounts recent,
    List<Hour> hours,
    List<Day> days,
    List<PropertyCounts> properties,
    List<RefusalCounts> refusals) {

  /// How many days are kept.
  public static final int DAYS = 28;

  /// Copies the lists.
  public IntegrationCounts {
    hours = List.copyOf(hours);
    days = List.copyOf(days);
    properties = List.copyOf(properties);
    refusals = List.copyOf(refusals);
  }

  /// What is counted of one property.
  ///
  /// @param attributeId of its attribute
  /// @return empty if it never came
  public Optional<PropertyCounts> property(int attributeId) {
    return properties.stream().filter(one -> one.attributeId() == attributeId).findFirst();
  }

  /// One hour.
  ///
  /// @param number hours since 1970-01-01T00:00Z
  /// @param all deliveries
  /// @param refused as a whole
  public record Hour(long number, long all, long refused) {}

  /// One day.
  ///
  /// @param counts by outcome
  /// @param read deliveries whose properties were looked at: not those of no known sender, without
  ///   an identifier, taken before, or of a kind that is not taken
  public record Day(LocalDate day, Counts counts, long read) {}

  /// One property.
  ///
  /// @param attributeId of the attribute that it fills
  /// @param lastAt when it last came, whatever it was
  /// @param lastValueAt when it last came with a value that was taken; empty: never
  /// @param missedSince deliveries that were read since it last came
  /// @param emptySince deliveries that had `null` for it since it last was something else
  /// @param refusedLately about which part of what came of it was refused, 0 to 1: the later, the
  ///   more it counts, the last twenty for most
  /// @param refusedSince when that began; empty if hardly any is refused
  /// @param lastRefusal why it was last refused
  /// @param days those on which it came, the oldest first
  public record PropertyCounts(
      int attributeId,
      Instant lastAt,
      Optional<Instant> lastValueAt,
      long missedSince,
      long emptySince,
      double refusedLately,
      Optional<Instant> refusedSince,
      Optional<RefusalKind> lastRefusal,
      List<PropertyDay> days) {
    /// Copies the list.
    public PropertyCounts {
      days = List.copyOf(days);
    }
  }

  /// One property on one day.
  ///
  /// @param valued deliveries that had a value for it
  /// @param empty deliveries that had `null` for it
  /// @param refused deliveries of which it was refused, by why; only what there was
  public record PropertyDay(
      LocalDate day, long valued, long empty, Map<RefusalKind, Long> refused) {
    /// Copies the map.
    public PropertyDay {
      refused = Map.copyOf(refused);
    }

    /// How many deliveries it was refused of.
    public long refusals() {
      return refused.values().stream().mapToLong(Long::longValue).sum();
    }

    /// How many deliveries had it, as whatever.
    public long came() {
      return valued + empty + refusals();
    }
  }

  /// Deliveries that were refused as a whole for one reason.
  ///
  /// @param code such as `signature-invalid`
  /// @param lastAt when the last one came
  /// @param hours of the last week in which there were any, the oldest first
  public record RefusalCounts(String code, Instant lastAt, List<Hour> hours) {
    /// Copies the list.
    public RefusalCounts {
      hours = List.copyOf(hours);
    }
  }
}
