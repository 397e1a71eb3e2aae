package dev.muster.activity;

import dev.muster.activity.KeyedRows.Entries;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// What the users of one block of a population did on one day. Immutable.
///
/// Page loads and sessions of a user are told in the order of those who were active, so that what
/// is told of nobody takes no room. Nearly everybody who is active has begun one session that day;
/// who has not went on with one of the day before. Who has begun two has loaded two pages.
final class BlockDay {

  private final Bits active;
  private final Counts loadsPastFirst;

  /// Of those who were active, who has begun no session.
  private final Bits carriedOver;

  /// Of those with two page loads or more.
  private final Counts sessionsPastFirst;

  private final KeyedRows pages;
  private final KeyedRows segments;

  private BlockDay(
      Bits active,
      Counts loadsPastFirst,
      Bits carriedOver,
      Counts sessionsPastFirst,
      KeyedRows pages,
      KeyedRows segments) {
    this.active = active;
    this.loadsPastFirst = loadsPastFirst;
    this.carriedOver = carriedOver;
    this.sessionsPastFirst = sessionsPastFirst;
    this.pages = pages;
    this.segments = segments;
  }

  Bits active() {
    return active;
  }

  KeyedRows pages() {
    return pages;
  }

  KeyedRows segments() {
    return segments;
  }

  /// How many pages were loaded.
  long loads() {
    return active.count() + loadsPastFirst.sum();
  }

  /// How many sessions began.
  long sessions() {
    return active.count() - carriedOver.count() + sessionsPastFirst.sum();
  }

  /// How many pages were loaded by the users of a mask.
  ///
  /// @param users of the block
  long loads(long[] users, Scratch scratch) {
    if (active.countIn(users) == active.count()) {
      return loads();
    }
    int found = active.narrow(users, scratch.first);
    return found == 0 ? 0 : found + loadsPastFirst.sumIn(scratch.first, scratch.second);
  }

  /// How many sessions the users of a mask began.
  ///
  /// @param users of the block
  long sessions(long[] users, Scratch scratch) {
    if (active.countIn(users) == active.count()) {
      return sessions();
    }
    int found = active.narrow(users, scratch.first);
    if (found == 0) {
      return 0;
    }
    long sessions = (long) found - carriedOver.countIn(scratch.first);
    if (sessionsPastFirst.sum() == 0) {
      return sessions;
    }
    int several = loadsPastFirst.positive().narrow(scratch.first, scratch.second);
    return several == 0
        ? sessions
        : sessions + sessionsPastFirst.sumIn(scratch.second, scratch.third);
  }

  /// Room for what is counted in between; one a thread.
  static final class Scratch {
    final long[] first;
    final long[] second;
    final long[] third;

    Scratch(int blockRows) {
      int words = (blockRows + 63) >> 6;
      first = new long[words];
      second = new long[words];
      third = new long[words];
    }
  }

  /// What is added to the block of a day. Made once, used again and again, by one thread.
  static final class Addition {
    private final int[] loads;
    private final int[] sessions;
    private final Entries pages = new Entries(64);
    private final Entries segments = new Entries(64);

    Addition(int blockRows) {
      loads = new int[blockRows];
      sessions = new int[blockRows];
    }

    /// A page load.
    ///
    /// @param page its key, or less than 0 if it has none
    /// @param begins whether a session begins with it
    void load(int row, int page, boolean begins) {
      loads[row]++;
      sessions[row] += begins ? 1 : 0;
      if (page >= 0) {
        pages.add(page, row, 1);
      }
    }

    /// A live segment that a page load was in.
    void segment(int row, int segment) {
      segments.add(segment, row, 1);
    }

    /// What there was before with what is added; nothing is added any more then.
    BlockDay to(@Nullable BlockDay before) {
      if (before != null) {
        before.unpack(loads, sessions);
      }
      KeyedRows pagesNow = (before == null ? KeyedRows.NONE : before.pages).plus(pages);
      KeyedRows segmentsNow = (before == null ? KeyedRows.NONE : before.segments).plus(segments);
      pages.clear();
      segments.clear();
      return pack(loads, sessions, pagesNow, segmentsNow);
    }
  }

  /// The same without some rows.
  ///
  /// @return null if nothing is left
  @Nullable BlockDay without(BitSet without, int blockRows) {
    int[] loads = new int[blockRows];
    int[] sessions = new int[blockRows];
    unpack(loads, sessions);
    for (int row = without.nextSetBit(0); row >= 0; row = without.nextSetBit(row + 1)) {
      loads[row] = 0;
      sessions[row] = 0;
    }
    BlockDay left = pack(loads, sessions, pages.without(without), segments.without(without));
    return left.active.count() == 0 ? null : left;
  }

  private void unpack(int[] loads, int[] sessions) {
    int users = active.count();
    int[] past = loadsPastFirst.numbers(users);
    int[] more = sessionsPastFirst.numbers(loadsPastFirst.positive().count());
    int[] at = new int[2];
    active.each(row -> {
      int rank = at[0]++;
      loads[row] += 1 + past[rank];
      sessions[row] += 1 + (past[rank] > 0 ? more[at[1]++] : 0);
    });
    if (carriedOver.count() > 0) {
      int[] rank = new int[1];
      active.each(row -> {
        if (carriedOver.has(rank[0]++)) {
          sessions[row]--;
        }
      });
    }
  }

  /// Packs and clears the arrays.
  private static BlockDay pack(int[] loads, int[] sessions, KeyedRows pages, KeyedRows segments) {
    int blockRows = loads.length;
    char[] rows = new char[blockRows];
    int users = 0;
    for (int row = 0; row < blockRows; row++) {
      if (loads[row] > 0) {
        rows[users++] = (char) row;
      }
    }
    int[] past = new int[users];
    char[] none = new char[users];
    int[] more = new int[users];
    int noneCount = 0;
    int several = 0;
    for (int rank = 0; rank < users; rank++) {
      int row = rows[rank];
      past[rank] = loads[row] - 1;
      if (sessions[row] == 0) {
        none[noneCount++] = (char) rank;
      }
      if (loads[row] > 1) {
        more[several++] = Math.max(0, sessions[row] - 1);
      }
      loads[row] = 0;
      sessions[row] = 0;
    }
    return new BlockDay(
        Bits.of(rows, users, blockRows),
        Counts.of(past, users),
        Bits.of(none, noneCount, users),
        Counts.of(more, several),
        pages,
        segments);
  }

  /// How many bytes of memory it takes, about, without pages and segments.
  int memory() {
    return 48
        + active.memory()
        + loadsPastFirst.memory()
        + carriedOver.memory()
        + sessionsPastFirst.memory();
  }

  /// How many bytes [#write] writes.
  int bytes() {
    return active.bytes()
        + loadsPastFirst.bytes()
        + carriedOver.bytes()
        + sessionsPastFirst.bytes()
        + pages.bytes()
        + segments.bytes();
  }

  /// Writes it, to be read by [#read].
  void write(ByteBuffer out) {
    active.write(out);
    loadsPastFirst.write(out);
    carriedOver.write(out);
    sessionsPastFirst.write(out);
    pages.write(out);
    segments.write(out);
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws IllegalArgumentException if it makes no sense
  static BlockDay read(ByteBuffer in, int blockRows) {
    Bits active = Bits.read(in, blockRows);
    Counts loads = Counts.read(in, active.count());
    Bits carriedOver = Bits.read(in, active.count());
    Counts sessions = Counts.read(in, loads.positive().count());
    return new BlockDay(
        active,
        loads,
        carriedOver,
        sessions,
        KeyedRows.read(in, blockRows),
        KeyedRows.read(in, blockRows));
  }
}
