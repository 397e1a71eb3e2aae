package dev.muster.activity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the users of an environment did on one day, in blocks of users. Immutable.
public final class Day {

  private static final int FORMAT = 1;

  private final long epochDay;
  private final int blockRows;
  private final @Nullable BlockDay[] blocks;
  private final long users;
  private final long loads;
  private final long sessions;
  private final long pageRows;
  private volatile @Nullable SortedSet<Integer> pages;

  private Day(long epochDay, int blockRows, @Nullable BlockDay[] blocks) {
    this.epochDay = epochDay;
    this.blockRows = blockRows;
    this.blocks = blocks;
    long allUsers = 0;
    long allLoads = 0;
    long allSessions = 0;
    long allPageRows = 0;
    for (BlockDay block : blocks) {
      if (block != null) {
        allUsers += block.active().count();
        allLoads += block.loads();
        allSessions += block.sessions();
        allPageRows += block.pages().size();
      }
    }
    this.users = allUsers;
    this.loads = allLoads;
    this.sessions = allSessions;
    this.pageRows = allPageRows;
  }

  /// Which day, counted from 1970-01-01, in the time zone that the system had then.
  public long epochDay() {
    return epochDay;
  }

  /// How many users loaded a page.
  public long users() {
    return users;
  }

  /// How many pages were loaded.
  public long loads() {
    return loads;
  }

  /// How many sessions began.
  public long sessions() {
    return sessions;
  }

  /// How many users each of the pages had, all of them together.
  long pageRows() {
    return pageRows;
  }

  @Nullable BlockDay block(int block) {
    return block < blocks.length ? blocks[block] : null;
  }

  int blocks() {
    return blocks.length;
  }

  /// The keys of the pages that were loaded.
  SortedSet<Integer> pages() {
    SortedSet<Integer> known = pages;
    if (known == null) {
      // Found out several times at worst: a day does not change.
      known = Collections.unmodifiableSortedSet(pageKeys());
      pages = known;
    }
    return known;
  }

  private SortedSet<Integer> pageKeys() {
    SortedSet<Integer> keys = new TreeSet<>();
    for (BlockDay block : blocks) {
      for (int at = 0; block != null && at < block.pages().keys(); at++) {
        keys.add(block.pages().key(at));
      }
    }
    return keys;
  }

  /// The keys of the segments that page loads were in.
  SortedSet<Integer> segments() {
    SortedSet<Integer> keys = new TreeSet<>();
    for (BlockDay block : blocks) {
      for (int at = 0; block != null && at < block.segments().keys(); at++) {
        keys.add(block.segments().key(at));
      }
    }
    return keys;
  }

  /// A day on which nothing has happened yet.
  static Day empty(long epochDay, int blockRows) {
    return new Day(epochDay, blockRows, new BlockDay[0]);
  }

  /// Puts together what is added to a day.
  static final class Growth {
    private final Day before;
    private final Map<Integer, BlockDay.Addition> additions = new HashMap<>();

    Growth(Day before) {
      this.before = before;
    }

    /// What is added to the block that an ordinal is in.
    BlockDay.Addition at(int ordinal) {
      return additions.computeIfAbsent(
          ordinal / before.blockRows, _ -> new BlockDay.Addition(before.blockRows));
    }

    Day grown() {
      int count = additions.keySet().stream().mapToInt(block -> block + 1).max().orElse(0);
      @Nullable BlockDay[] blocks =
          Arrays.copyOf(before.blocks, Math.max(count, before.blocks.length));
      additions.forEach((block, addition) -> blocks[block] = addition.to(blocks[block]));
      return new Day(before.epochDay, before.blockRows, blocks);
    }
  }

  /// The same without some users; itself if none of them did anything.
  Day without(BitSet ordinals) {
    @Nullable BlockDay[] left = blocks.clone();
    boolean changed = false;
    for (int i = 0; i < left.length; i++) {
      BlockDay block = left[i];
      BitSet rows = ordinals.get(i * blockRows, (i + 1) * blockRows);
      if (block != null && rows.stream().anyMatch(block.active()::has)) {
        left[i] = block.without(rows, blockRows);
        changed = true;
      }
    }
    return changed ? new Day(epochDay, blockRows, left) : this;
  }

  /// How many bytes of memory it takes, about.
  Memory memory() {
    long own = 0;
    long pages = 0;
    long segments = 0;
    for (BlockDay block : blocks) {
      if (block != null) {
        own += block.memory();
        pages += block.pages().memory();
        segments += block.segments().memory();
      }
    }
    return new Memory(own, pages, segments);
  }

  /// How many bytes of memory something takes, about.
  ///
  /// @param users who was active, page loads and sessions
  /// @param pages who loaded which pages
  /// @param segments who was in which segments
  public record Memory(long users, long pages, long segments) {
    Memory plus(Memory other) {
      return new Memory(users + other.users, pages + other.pages, segments + other.segments);
    }
  }

  /// The day as bytes, for [#read].
  ByteBuffer bytes() {
    int size = 5 * Integer.BYTES;
    for (BlockDay block : blocks) {
      size += block == null ? 0 : Integer.BYTES + block.bytes();
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(FORMAT).putInt(blockRows).putLong(epochDay).putInt(blocks.length);
    for (int i = 0; i < blocks.length; i++) {
      BlockDay block = blocks[i];
      if (block != null) {
        out.putInt(i);
        block.write(out);
      }
    }
    return out.flip();
  }

  /// Reads what [#bytes] gave.
  ///
  /// @throws IllegalArgumentException if it makes no sense, or is of a newer version
  static Day read(ByteBuffer bytes, int blockRows) {
    ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
    int format = in.getInt();
    if (format != FORMAT) {
      throw new IllegalArgumentException("a day of activity of the unknown form " + format);
    }
    if (in.getInt() != blockRows) {
      throw new IllegalArgumentException("a day of activity in other blocks");
    }
    long epochDay = in.getLong();
    int count = in.getInt();
    if (count < 0 || count > Integer.MAX_VALUE / blockRows) {
      throw new IllegalArgumentException(count + " blocks");
    }
    @Nullable BlockDay[] blocks = new BlockDay[count];
    while (in.hasRemaining()) {
      int block = in.getInt();
      if (block < 0 || block >= count) {
        throw new IllegalArgumentException("block " + block + " of " + count);
      }
      blocks[block] = BlockDay.read(in, blockRows);
    }
    return new Day(epochDay, blockRows, blocks);
  }
}
