package dev.muster.insights;

import dev.muster.population.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How users went from segment to segment between two periods, by the live segments in which their
/// page loads were; of those who loaded a page in both.
///
/// @param users how many loaded a page in both
/// @param segments of each segment
/// @param cells from each to each, in their order, those that were in none of them last. Who was in
///   several segments is in several cells
public record SegmentFlows(long users, List<Change> segments, List<Cell> cells) {

  /// Copies the lists.
  public SegmentFlows {
    segments = List.copyOf(segments);
    cells = List.copyOf(cells);
  }

  /// What became of a segment.
  ///
  /// @param before how many were in it
  /// @param now how many are in it
  /// @param entered in it now and not before
  /// @param left in it before and not now
  public record Change(String segment, long before, long now, long entered, long left) {}

  /// From where to where.
  ///
  /// @param from a segment before; empty: none of them
  /// @param to a segment now; empty: none of them
  public record Cell(Optional<String> from, Optional<String> to, long users) {}

  /// Finds them.
  ///
  /// @param segments their keys
  /// @param among of whom
  public static SegmentFlows of(
      ActivityReports reports, Period before, Period now, List<String> segments, Selection among) {
    Selection both = among.copy();
    both.retain(reports.active(before, among.size()));
    both.retain(reports.active(now, among.size()));
    List<Selection> from = in(reports, before, segments, both);
    List<Selection> to = in(reports, now, segments, both);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      Selection was = from.get(i);
      Selection is = to.get(i);
      changes.add(
          new Change(
              segments.get(i),
              was.count(),
              is.count(),
              is.countWithout(was),
              was.countWithout(is)));
    }
    List<Cell> cells = new ArrayList<>();
    for (int f = 0; f <= segments.size(); f++) {
      for (int t = 0; t <= segments.size(); t++) {
        cells.add(new Cell(name(segments, f), name(segments, t), from.get(f).countWith(to.get(t))));
      }
    }
    return new SegmentFlows(both.count(), changes, cells);
  }

  private static Optional<String> name(List<String> segments, int at) {
    return at < segments.size() ? Optional.of(segments.get(at)) : Optional.empty();
  }

  /// Who was in each segment, and in the end who was in none.
  private static List<Selection> in(
      ActivityReports reports, Period period, List<String> segments, Selection among) {
    List<Selection> users = new ArrayList<>();
    Selection none = among.copy();
    for (String segment : segments) {
      Selection seen = reports.seenIn(period, segment, among.size());
      seen.retain(among);
      none.remove(seen);
      users.add(seen);
    }
    users.add(none);
    return users;
  }
}
