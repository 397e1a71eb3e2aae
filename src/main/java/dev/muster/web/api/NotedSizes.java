package dev.muster.web.api;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Publication;
import dev.muster.embedded.SegmentSizes;
import dev.muster.embedded.SegmentSizes.Size;
import dev.muster.insights.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// How large the segments of an environment were, as far as that was noted while they were live.
///
/// @param sizes hour by hour
/// @param zone in which days begin
record NotedSizes(SegmentSizes sizes, Environment environment, ZoneId zone) {

  /// All that was noted since a day began, by segment, the oldest first.
  Map<String, List<Size>> since(LocalDate first) {
    return sizes.since(environment.id(), first.atStartOfDay(zone).toInstant());
  }

  /// When a live segment was published for the first time since it was last not live, as far as is
  /// kept; of one that is not live, the beginning of all times.
  Instant liveSince(String segment) {
    Instant since = Instant.EPOCH;
    for (Publication publication : environment.publications().reversed()) {
      if (publication.segment(segment).isEmpty()) {
        break;
      }
      since = publication.publishedAt();
    }
    return since;
  }

  /// The last size of each day on which one was noted.
  ///
  /// @param noted of the segment, the oldest first
  /// @param last days after it are left out
  NavigableMap<LocalDate, Integer> days(String segment, List<Size> noted, LocalDate last) {
    // An hour's size is noted under its beginning, which may be before the publication.
    LocalDate first = LocalDate.ofInstant(liveSince(segment), zone);
    NavigableMap<LocalDate, Integer> days = new TreeMap<>();
    for (Size size : noted) {
      LocalDate day = LocalDate.ofInstant(size.at(), zone);
      if (!day.isAfter(last) && !day.isBefore(first)) {
        days.put(day, size.users());
      }
    }
    return days;
  }

  /// What is known of one segment in some days.
  NavigableMap<LocalDate, Integer> days(String segment, Period period) {
    return days(segment, since(period.first()).getOrDefault(segment, List.of()), period.last());
  }
}
