package dev.muster.activity;

import dev.muster.activity.BlockDay.Scratch;
import dev.muster.population.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Counts over activity, for selections of users: block by block on all cores, as what is counted
/// of a block stays in the processor's cache.
public final class ActivityScan {

  /// From so many blocks on several threads are worth it.
  private static final int PARALLEL_FROM = 2;

  private final Activity activity;
  private final int blockRows;

  /// Scans activity as it is now.
  public ActivityScan(Activity activity) {
    this.activity = activity;
    this.blockRows = activity.blockRows();
  }

  /// What can be counted of a day.
  public enum Measure {
    /// Users who loaded a page.
    ACTIVE_USERS,
    /// Page loads.
    PAGE_LOADS,
    /// Sessions that began.
    SESSIONS
  }

  /// What users did on each day.
  ///
  /// @param among selections of users
  /// @return for each selection, for each day of the span
  public long[][] daily(Measure measure, Span span, List<Selection> among) {
    List<@Nullable Day> days = all(span);
    long[] sums =
        sum(
            present(days),
            among.size() * days.size(),
            (block, room, into) -> {
              for (int i = 0; i < among.size(); i++) {
                if (!among.get(i).copy(block * blockRows, room.users)) {
                  continue;
                }
                for (int d = 0; d < days.size(); d++) {
                  BlockDay there = block(days.get(d), block);
                  if (there != null) {
                    into[i * days.size() + d] +=
                        switch (measure) {
                          case ACTIVE_USERS -> there.active().countIn(room.users);
                          case PAGE_LOADS -> there.loads(room.users, room.scratch);
                          case SESSIONS -> there.sessions(room.users, room.scratch);
                        };
                  }
                }
              }
            });
    return rows(sums, among.size(), days.size());
  }

  /// How many users were active at all in spans.
  ///
  /// @param among selections of users
  /// @return for each selection, for each span
  public long[][] distinct(List<Span> spans, List<Selection> among) {
    return distinct(spans, among, false);
  }

  /// How many of those who came in each of some spans were active in it and in those after it.
  ///
  /// @param came in each span, who
  /// @return for each span in which somebody came, for each span; 0 before it
  public long[][] returned(List<Span> spans, List<Selection> came) {
    return distinct(spans, came, true);
  }

  /// @param fromOwn whether what a selection did before the span of its own place does not matter
  private long[][] distinct(List<Span> spans, List<Selection> among, boolean fromOwn) {
    List<List<Day>> days = spans.stream().map(this::present).toList();
    List<Day> together = days.stream().flatMap(List::stream).distinct().toList();
    long[] sums =
        sum(
            together,
            among.size() * spans.size(),
            (block, room, into) -> {
              List<Bits> users = new ArrayList<>();
              for (Selection selection : among) {
                users.add(inBlock(selection, block));
              }
              for (int s = 0; s < days.size(); s++) {
                if (!unite(days.get(s), block, room.mask)) {
                  continue;
                }
                int end = fromOwn ? s + 1 : users.size();
                for (int i = 0; i < end; i++) {
                  into[i * spans.size() + s] += users.get(i).countIn(room.mask);
                }
              }
            });
    return rows(sums, among.size(), spans.size());
  }

  /// A list where they are few, as of cohorts most are: it is gone through once for each span.
  private Bits inBlock(Selection selection, int block) {
    long[] users = new long[words()];
    return selection.copy(block * blockRows, users) ? Bits.of(users, count(users)) : Bits.NONE;
  }

  private static int count(long[] words) {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /// Who was active in a span.
  ///
  /// @param size how many users there are to choose from
  public Selection active(Span span, int size) {
    List<Day> days = present(span);
    return select(days, size, (block, mask) -> unite(days, block, mask));
  }

  /// What was done on a page.
  ///
  /// @param users how many loaded it
  /// @param loads how often
  public record PageCount(long users, long loads) {}

  /// What users did on each page in a span.
  ///
  /// @param among the users
  /// @return by the key of the page, see [Activity#pages]; [Names#OTHER] for all without a key
  public SortedMap<Integer, PageCount> pages(Span span, Selection among) {
    List<Day> days = present(span);
    List<Day> over = days.stream().filter(day -> day != activity.newest()).toList();
    PagesTogether together = activity.kept().of(over, blockRows);
    List<Day> each = together == null ? days : without(days, over);
    SortedSet<Integer> keys = new TreeSet<>();
    days.forEach(day -> keys.addAll(day.pages()));
    int[] all = keys.stream().mapToInt(Integer::intValue).toArray();
    long[] sums =
        sum(
            days,
            2 * all.length,
            (block, room, into) -> {
              if (among.copy(block * blockRows, room.users)) {
                BlockPages here = new BlockPages(withPages(each, block), together, block, room);
                for (int i = 0; i < all.length; i++) {
                  here.count(all[i]);
                  into[2 * i] = here.users;
                  into[2 * i + 1] = here.loads;
                }
              }
            });
    SortedMap<Integer, PageCount> counts = new TreeMap<>();
    for (int i = 0; i < all.length; i++) {
      counts.put(all[i], new PageCount(sums[2 * i], sums[2 * i + 1]));
    }
    return counts;
  }

  private static List<Day> without(List<Day> days, List<Day> some) {
    return days.stream().filter(day -> !some.contains(day)).toList();
  }

  /// Counts what was done on the pages in one block.
  private static final class BlockPages {
    private final List<BlockDay> days;
    private final boolean[] whole;
    private final @Nullable PagesTogether together;
    private final int block;
    private final Room room;
    private long users;
    private long loads;

    /// @param room whose users are those to count
    BlockPages(List<BlockDay> days, @Nullable PagesTogether together, int block, Room room) {
      this.days = days;
      this.whole = new boolean[days.size()];
      for (int d = 0; d < whole.length; d++) {
        Bits active = days.get(d).active();
        whole[d] = active.countIn(room.users) == active.count();
      }
      this.together = together;
      this.block = block;
      this.room = room;
    }

    void count(int key) {
      Arrays.fill(room.mask, 0);
      loads = 0;
      Counts before = together == null ? null : together.loads(block, key);
      if (before != null) {
        countBefore(before);
      }
      for (int d = 0; d < whole.length; d++) {
        KeyedRows pages = days.get(d).pages();
        int at = pages.find(key);
        if (at >= 0) {
          pages.addTo(at, room.mask);
          loads += whole[d] ? pages.times(at) : pages.timesIn(at, room.users);
        }
      }
      users = both(room.mask, room.users);
    }

    private void countBefore(Counts before) {
      Bits visitors = before.positive();
      visitors.addTo(room.mask);
      if (visitors.countIn(room.users) == visitors.count()) {
        loads += before.sum();
      } else {
        System.arraycopy(room.users, 0, room.scratch.first, 0, room.users.length);
        loads += before.sumIn(room.scratch.first, room.scratch.second);
      }
    }
  }

  /// Who loaded a page in a span.
  ///
  /// @param key of the page, see [Activity#pages]
  /// @param size how many users there are to choose from
  public Selection visitors(Span span, int key, int size) {
    List<Day> days = present(span);
    return select(
        days,
        size,
        (block, mask) -> {
          for (BlockDay there : withPages(days, block)) {
            int at = there.pages().find(key);
            if (at >= 0) {
              there.pages().addTo(at, mask);
            }
          }
        });
  }

  /// Who loaded a page while in a live segment, in a span.
  ///
  /// @param key of the segment, see [Activity#segments]
  /// @param size how many users there are to choose from
  public Selection seenIn(Span span, int key, int size) {
    List<Day> days = present(span);
    return select(
        days,
        size,
        (block, mask) -> {
          for (Day day : days) {
            BlockDay there = day.block(block);
            int at = there == null ? -1 : there.segments().find(key);
            if (there != null && at >= 0) {
              there.segments().addTo(at, mask);
            }
          }
        });
  }

  /// On how many days of a span each user of a block was active.
  ///
  /// @param into a number a row; overwritten
  public void activeDays(Span span, int block, byte[] into) {
    Arrays.fill(into, (byte) 0);
    for (Day day : present(span)) {
      BlockDay there = day.block(block);
      if (there != null) {
        there.active().each(row -> into[row]++);
      }
    }
  }

  /// On how many days of a span a user was active.
  public int activeDays(Span span, int ordinal) {
    int days = 0;
    for (Day day : present(span)) {
      BlockDay there = day.block(ordinal / blockRows);
      days += there != null && there.active().has(ordinal % blockRows) ? 1 : 0;
    }
    return days;
  }

  private List<Day> present(Span span) {
    Collection<Day> days = activity.days().subMap(span.first(), true, span.last(), true).values();
    return List.copyOf(days);
  }

  private List<@Nullable Day> all(Span span) {
    List<@Nullable Day> days = new ArrayList<>();
    for (long day = span.first(); day <= span.last(); day++) {
      days.add(activity.days().get(day));
    }
    return days;
  }

  private static List<Day> present(List<@Nullable Day> days) {
    List<Day> present = new ArrayList<>();
    for (Day day : days) {
      if (day != null) {
        present.add(day);
      }
    }
    return present;
  }

  private static @Nullable BlockDay block(@Nullable Day day, int block) {
    return day == null ? null : day.block(block);
  }

  private static List<BlockDay> withPages(List<Day> days, int block) {
    return days.stream()
        .flatMap(day -> Stream.ofNullable(day.block(block)))
        .filter(there -> there.pages().keys() > 0)
        .toList();
  }

  /// @return whether anybody was active
  private static boolean unite(List<Day> days, int block, long[] mask) {
    Arrays.fill(mask, 0);
    boolean any = false;
    for (Day day : days) {
      BlockDay there = day.block(block);
      if (there != null) {
        there.active().addTo(mask);
        any = true;
      }
    }
    return any;
  }

  private static long both(long[] one, long[] other) {
    long count = 0;
    for (int i = 0; i < one.length; i++) {
      count += Long.bitCount(one[i] & other[i]);
    }
    return count;
  }

  private int words() {
    return (blockRows + 63) >> 6;
  }

  /// Room for what is counted of a block.
  private final class Room {
    final long[] users = new long[words()];
    final long[] mask = new long[words()];
    final Scratch scratch = new Scratch(blockRows);
  }

  private interface BlockCount {
    void count(int block, Room room, long[] into);
  }

  private long[] sum(List<Day> days, int size, BlockCount one) {
    return blocks(days)
        .mapToObj(block -> {
          long[] counts = new long[size];
          one.count(block, new Room(), counts);
          return counts;
        })
        .reduce(
            new long[size],
            (left, right) -> {
              long[] both = new long[size];
              for (int i = 0; i < size; i++) {
                both[i] = left[i] + right[i];
              }
              return both;
            });
  }

  private interface BlockMask {
    void mark(int block, long[] mask);
  }

  private Selection select(List<Day> days, int size, BlockMask one) {
    long[] words = new long[(size + 63) >> 6];
    blocks(days)
        .forEach(block -> {
          long[] mask = new long[words()];
          one.mark(block, mask);
          int from = block * words();
          if (from < words.length) {
            System.arraycopy(mask, 0, words, from, Math.min(mask.length, words.length - from));
          }
        });
    if (size % 64 != 0) {
      words[words.length - 1] &= (1L << size) - 1;
    }
    return Selection.of(words, size);
  }

  private static IntStream blocks(List<Day> days) {
    int blocks = days.stream().mapToInt(Day::blocks).max().orElse(0);
    IntStream all = IntStream.range(0, blocks);
    return blocks >= PARALLEL_FROM ? all.parallel() : all;
  }

  private static long[][] rows(long[] sums, int rows, int columns) {
    long[][] result = new long[rows][];
    for (int i = 0; i < rows; i++) {
      result[i] = Arrays.copyOfRange(sums, i * columns, (i + 1) * columns);
    }
    return result;
  }
}
