package dev.muster.activity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the users of one environment did, a day at a time. Immutable: what comes in makes a new
/// one, which shares with the old one what has not changed.
///
/// Pages have keys as long as there is room: at most [#PAGES_MAX] that were loaded in the last
/// [#CURRENT_DAYS] days, at most [#PAGES_NEW_MAX] of them new on a day, so that addresses that
/// somebody makes up do not push out those that people use. Pages without a key are counted
/// together.
public final class Activity {

  /// Pages that have keys of their own at the same time.
  public static final int PAGES_MAX = 1_000;

  /// Pages that get keys on one day.
  public static final int PAGES_NEW_MAX = 250;

  /// For how many days a page that nobody loads takes room.
  public static final int CURRENT_DAYS = 30;

  /// Users a block: those of the population.
  static final int BLOCK_ROWS = 1 << 16;

  private final int blockRows;
  private final NavigableMap<Long, Day> days;
  private final Names pages;
  private final Names segments;
  private final PagesKept kept;

  private Activity(
      int blockRows, NavigableMap<Long, Day> days, Names pages, Names segments, PagesKept kept) {
    this.blockRows = blockRows;
    this.days = Collections.unmodifiableNavigableMap(days);
    this.pages = pages;
    this.segments = segments;
    this.kept = kept;
  }

  /// Nothing has happened.
  public static Activity none() {
    return none(BLOCK_ROWS, new PagesKept(PagesKept.ROWS_MIN));
  }

  static Activity none(int blockRows, PagesKept kept) {
    return new Activity(blockRows, new TreeMap<>(), Names.NONE, Names.NONE, kept);
  }

  /// The days on which something happened, by [Day#epochDay].
  public NavigableMap<Long, Day> days() {
    return days;
  }

  /// The pages.
  public Names pages() {
    return pages;
  }

  /// The segments, by their keys.
  public Names segments() {
    return segments;
  }

  int blockRows() {
    return blockRows;
  }

  /// The last day, which may still go on; null if nothing has happened.
  @Nullable Day newest() {
    return days.isEmpty() ? null : days.lastEntry().getValue();
  }

  PagesKept kept() {
    return kept;
  }

  /// With more page loads.
  public Activity plus(Collection<Visit> visits) {
    if (visits.isEmpty()) {
      return this;
    }
    NavigableMap<Long, List<Visit>> byDay = new TreeMap<>();
    for (Visit visit : visits) {
      byDay.computeIfAbsent(visit.epochDay(), _ -> new ArrayList<>()).add(visit);
    }
    Activity now = this;
    for (Map.Entry<Long, List<Visit>> day : byDay.entrySet()) {
      now = now.plus(day.getKey(), day.getValue());
    }
    return now;
  }

  private Activity plus(long epochDay, List<Visit> visits) {
    Names pagesNow = pages;
    Names segmentsNow = segments;
    PageRoom room = null;
    Map<String, Integer> without = new HashMap<>();
    Day.Growth growth = new Day.Growth(days.getOrDefault(epochDay, Day.empty(epochDay, blockRows)));
    for (Visit visit : visits) {
      int page = -1;
      if (visit.page() != null) {
        OptionalInt key = pagesNow.key(visit.page());
        if (key.isEmpty() && !without.containsKey(visit.page())) {
          room = room == null ? roomForPages(epochDay) : room;
          if (room.take() && pagesNow.hasRoom()) {
            pagesNow = pagesNow.plus(visit.page());
            key = pagesNow.key(visit.page());
          } else {
            without.put(visit.page(), Names.OTHER);
          }
        }
        page = key.orElse(Names.OTHER);
      }
      int row = visit.ordinal() % blockRows;
      BlockDay.Addition addition = growth.at(visit.ordinal());
      addition.load(row, page, visit.begins());
      for (String segment : visit.segments()) {
        if (segmentsNow.key(segment).isEmpty() && segmentsNow.hasRoom()) {
          segmentsNow = segmentsNow.plus(segment);
        }
        addition.segment(row, segmentsNow.key(segment).orElse(Names.OTHER));
      }
    }
    NavigableMap<Long, Day> more = new TreeMap<>(days);
    more.put(epochDay, growth.grown());
    return new Activity(blockRows, more, pagesNow, segmentsNow, kept);
  }

  /// How many pages can still get keys on a day.
  private static final class PageRoom {
    private int left;

    PageRoom(int left) {
      this.left = left;
    }

    boolean take() {
      return left-- > 0;
    }
  }

  private PageRoom roomForPages(long epochDay) {
    Set<Integer> current = new HashSet<>();
    days.subMap(epochDay - CURRENT_DAYS, true, epochDay, false)
        .values()
        .forEach(day -> current.addAll(day.pages()));
    Set<Integer> today = new HashSet<>();
    Day day = days.get(epochDay);
    if (day != null) {
      today.addAll(day.pages());
    }
    Set<Integer> fresh = new HashSet<>(today);
    fresh.removeAll(current);
    current.addAll(today);
    current.remove(Names.OTHER);
    fresh.remove(Names.OTHER);
    return new PageRoom(Math.min(PAGES_MAX - current.size(), PAGES_NEW_MAX - fresh.size()));
  }

  /// What a user did, the earliest day first.
  public List<UserDay> of(int ordinal) {
    return UserDay.of(this, ordinal);
  }

  /// Without anything that some users did.
  ///
  /// @param ordinals theirs
  public Activity without(BitSet ordinals) {
    NavigableMap<Long, Day> left = new TreeMap<>();
    boolean changed = false;
    for (Map.Entry<Long, Day> day : days.entrySet()) {
      Day rest = day.getValue().without(ordinals);
      changed |= rest != day.getValue();
      left.put(day.getKey(), rest);
    }
    return changed ? new Activity(blockRows, left, pages, segments, kept) : this;
  }

  /// Without the days before one, and the names that only they used.
  public Activity since(long epochDay) {
    if (days.isEmpty() || days.firstKey() >= epochDay) {
      return this;
    }
    NavigableMap<Long, Day> left = new TreeMap<>(days.tailMap(epochDay, true));
    Set<Integer> usedPages = new HashSet<>();
    Set<Integer> usedSegments = new HashSet<>();
    for (Day day : left.values()) {
      usedPages.addAll(day.pages());
      usedSegments.addAll(day.segments());
    }
    return new Activity(blockRows, left, pages.only(usedPages), segments.only(usedSegments), kept);
  }

  /// How many bytes of memory it takes, about.
  public Day.Memory memory() {
    Day.Memory all = new Day.Memory(0, 0, 0);
    for (Day day : days.values()) {
      all = all.plus(day.memory());
    }
    return all;
  }

  /// The names as bytes, for [#restore].
  public ByteBuffer names() {
    ByteBuffer out =
        ByteBuffer.allocate(pages.bytes() + segments.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    pages.write(out);
    segments.write(out);
    return out.flip();
  }

  /// A day as bytes, for [#day].
  ///
  /// @param day one of [#days]
  public static ByteBuffer bytes(Day day) {
    return day.bytes();
  }

  /// Reads a day.
  ///
  /// @param bytes what [#bytes] gave
  /// @throws IllegalArgumentException if they make no sense, or are of a newer version
  /// @throws java.nio.BufferUnderflowException if they are cut off
  public static Day day(ByteBuffer bytes) {
    return Day.read(bytes, BLOCK_ROWS);
  }

  /// Puts together what was kept.
  ///
  /// @param names what [#names] gave
  /// @throws IllegalArgumentException if they make no sense
  /// @throws java.nio.BufferUnderflowException if they are cut off
  public static Activity restore(ByteBuffer names, Collection<Day> days) {
    return restore(names, days, BLOCK_ROWS, new PagesKept(PagesKept.ROWS_MIN));
  }

  static Activity restore(ByteBuffer names, Collection<Day> days, int blockRows, PagesKept kept) {
    NavigableMap<Long, Day> all = new TreeMap<>();
    days.forEach(day -> all.put(day.epochDay(), day));
    ByteBuffer in = names.order(ByteOrder.LITTLE_ENDIAN);
    Names pages = Names.read(in);
    return new Activity(blockRows, all, pages, Names.read(in), kept);
  }
}
