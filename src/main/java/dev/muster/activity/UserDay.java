package dev.muster.activity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What one user did on one day.
///
/// @param epochDay which day, as in [Day#epochDay]
/// @param pageLoads one or more
/// @param sessions how many began
/// @param pages the most loaded first; loads of pages without a name of any kind are in none
/// @param segments the live segments at page loads, by key, in the order of the alphabet
public record UserDay(
    long epochDay, long pageLoads, long sessions, List<Page> pages, List<String> segments) {

  /// How often the user loaded a page.
  ///
  /// @param name empty for those for which there was no room
  public record Page(Optional<String> name, long pageLoads) {}

  /// Copies the lists.
  public UserDay {
    pages = List.copyOf(pages);
    segments = List.copyOf(segments);
  }

  /// The days on which a user did anything, the earliest first.
  static List<UserDay> of(Activity activity, int ordinal) {
    int blockRows = activity.blockRows();
    int row = ordinal % blockRows;
    long[] mask = new long[(blockRows + 63) >> 6];
    mask[row >> 6] = 1L << row;
    BlockDay.Scratch scratch = new BlockDay.Scratch(blockRows);
    List<UserDay> days = new ArrayList<>();
    for (Day day : activity.days().values()) {
      BlockDay block = day.block(ordinal / blockRows);
      if (block != null && block.active().has(row)) {
        days.add(
            new UserDay(
                day.epochDay(),
                block.loads(mask, scratch),
                block.sessions(mask, scratch),
                pages(activity, block, mask),
                segments(activity, block, mask)));
      }
    }
    return days;
  }

  private static List<Page> pages(Activity activity, BlockDay block, long[] mask) {
    List<Page> pages = new ArrayList<>();
    for (int at = 0; at < block.pages().keys(); at++) {
      if (block.pages().countIn(at, mask) > 0) {
        String name = activity.pages().name(block.pages().key(at));
        pages.add(new Page(Optional.ofNullable(name), block.pages().timesIn(at, mask)));
      }
    }
    pages.sort(
        Comparator.comparingLong(Page::pageLoads)
            .reversed()
            .thenComparing(page -> page.name().orElse("\uFFFF")));
    return pages;
  }

  private static List<String> segments(Activity activity, BlockDay block, long[] mask) {
    List<String> segments = new ArrayList<>();
    for (int at = 0; at < block.segments().keys(); at++) {
      String name = activity.segments().name(block.segments().key(at));
      if (name != null && block.segments().countIn(at, mask) > 0) {
        segments.add(name);
      }
    }
    segments.sort(Comparator.naturalOrder());
    return segments;
  }
}
