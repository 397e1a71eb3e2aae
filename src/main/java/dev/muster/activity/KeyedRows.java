package dev.muster.activity;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/// For each of some keys (pages, segments) which rows of a block it was seen with on a day, and how
/// often with each. Immutable.
///
/// Keys are numbers from 0 to 65,535. A row that was seen with a key 255 times or more is told in
/// `often`.
final class KeyedRows {

  static final KeyedRows NONE =
      new KeyedRows(new char[0], new int[] {0}, new char[0], new byte[0], new int[0]);

  /// What the times of a row are once they do not fit into a byte.
  private static final int OFTEN = 255;

  private final char[] keys;

  /// Where the rows of each key begin, and in the end where they all end.
  private final int[] starts;

  private final char[] rows;
  private final byte[] times;

  /// The times of the rows that have 255, in their order.
  private final int[] often;

  /// How often all rows of each key were seen with it.
  private final long[] sums;

  private KeyedRows(char[] keys, int[] starts, char[] rows, byte[] times, int[] often) {
    this.keys = keys;
    this.starts = starts;
    this.rows = rows;
    this.times = times;
    this.often = often;
    this.sums = new long[keys.length];
    int next = 0;
    for (int at = 0; at < keys.length; at++) {
      for (int i = starts[at]; i < starts[at + 1]; i++) {
        int more = Byte.toUnsignedInt(times[i]);
        sums[at] += more == OFTEN ? often[next++] : more;
      }
    }
  }

  /// How many keys there are.
  int keys() {
    return keys.length;
  }

  /// The key at a place.
  int key(int at) {
    return keys[at];
  }

  /// The place of a key; below 0 if it is not there.
  int find(int key) {
    return Arrays.binarySearch(keys, (char) key);
  }

  /// How many rows the key at a place has.
  int count(int at) {
    return starts[at + 1] - starts[at];
  }

  /// Adds the rows of the key at a place to a mask.
  void addTo(int at, long[] mask) {
    for (int i = starts[at]; i < starts[at + 1]; i++) {
      mask[rows[i] >> 6] |= 1L << rows[i];
    }
  }

  /// Adds how often the rows of the key at a place were seen with it.
  ///
  /// @param into a number a row
  void addTimesTo(int at, int[] into) {
    int next = firstOften(at);
    for (int i = starts[at]; i < starts[at + 1]; i++) {
      int more = Byte.toUnsignedInt(times[i]);
      into[rows[i]] += more == OFTEN ? often[next++] : more;
    }
  }

  /// How many of the rows before those of the key at a place have 255.
  private int firstOften(int at) {
    int before = 0;
    for (int i = 0; often.length > 0 && i < starts[at]; i++) {
      before += Byte.toUnsignedInt(times[i]) == OFTEN ? 1 : 0;
    }
    return before;
  }

  /// How many rows all keys have together.
  int size() {
    return rows.length;
  }

  /// How many rows of the key at a place a mask has.
  int countIn(int at, long[] mask) {
    int found = 0;
    for (int i = starts[at]; i < starts[at + 1]; i++) {
      found += (int) (mask[rows[i] >> 6] >>> rows[i] & 1);
    }
    return found;
  }

  /// How often the rows of the key at a place were seen with it.
  long times(int at) {
    return sums[at];
  }

  /// How often the rows of the key at a place that a mask has were seen with it.
  long timesIn(int at, long[] mask) {
    long sum = 0;
    int next = firstOften(at);
    for (int i = starts[at]; i < starts[at + 1]; i++) {
      int more = Byte.toUnsignedInt(times[i]);
      if (more == OFTEN) {
        more = often[next++];
      }
      sum += -(mask[rows[i] >> 6] >>> rows[i] & 1) & more;
    }
    return sum;
  }

  /// @param more what is added: see [Entries]
  KeyedRows plus(Entries more) {
    if (more.size() == 0) {
      return this;
    }
    Entries all = new Entries(rows.length + more.size());
    int next = 0;
    for (int at = 0; at < keys.length; at++) {
      for (int i = starts[at]; i < starts[at + 1]; i++) {
        int count = Byte.toUnsignedInt(times[i]);
        all.add(keys[at], rows[i], count == OFTEN ? often[next++] : count);
      }
    }
    for (int i = 0; i < more.size(); i++) {
      all.add(more.key(i), more.row(i), more.times(i));
    }
    return all.rows();
  }

  /// The same without some rows.
  KeyedRows without(BitSet without) {
    Entries all = new Entries(rows.length);
    int next = 0;
    for (int at = 0; at < keys.length; at++) {
      for (int i = starts[at]; i < starts[at + 1]; i++) {
        int count = Byte.toUnsignedInt(times[i]);
        count = count == OFTEN ? often[next++] : count;
        if (!without.get(rows[i])) {
          all.add(keys[at], rows[i], count);
        }
      }
    }
    return all.rows();
  }

  /// How many bytes of memory it takes, about.
  int memory() {
    return 136 + 10 * keys.length + 4 * starts.length + 3 * rows.length + 4 * often.length;
  }

  /// How many bytes [#write] writes.
  int bytes() {
    return 12 + 6 * keys.length + 3 * rows.length + 4 * often.length;
  }

  /// Writes them, to be read by [#read].
  void write(ByteBuffer out) {
    out.putInt(keys.length).putInt(rows.length).putInt(often.length);
    for (int at = 0; at < keys.length; at++) {
      out.putChar(keys[at]).putInt(starts[at + 1]);
    }
    for (char row : rows) {
      out.putChar(row);
    }
    out.put(times);
    for (int one : often) {
      out.putInt(one);
    }
  }

  /// Reads what [#write] wrote.
  ///
  /// @param blockRows rows of a block
  /// @throws IllegalArgumentException if it makes no sense
  static KeyedRows read(ByteBuffer in, int blockRows) {
    char[] keys = new char[length(in)];
    char[] rows = new char[length(in)];
    int[] often = new int[length(in)];
    int[] starts = new int[keys.length + 1];
    for (int at = 0; at < keys.length; at++) {
      keys[at] = in.getChar();
      starts[at + 1] = in.getInt();
      if (starts[at + 1] < starts[at] || (at > 0 && keys[at] <= keys[at - 1])) {
        throw new IllegalArgumentException("keys out of order");
      }
    }
    if (starts[keys.length] != rows.length) {
      throw new IllegalArgumentException("rows without a key");
    }
    for (int i = 0; i < rows.length; i++) {
      rows[i] = in.getChar();
      if (rows[i] >= blockRows) {
        throw new IllegalArgumentException("row " + (int) rows[i]);
      }
    }
    byte[] times = new byte[rows.length];
    in.get(times);
    int counted = 0;
    for (byte one : times) {
      counted += Byte.toUnsignedInt(one) == OFTEN ? 1 : 0;
    }
    if (counted != often.length) {
      throw new IllegalArgumentException(often.length + " high counts instead of " + counted);
    }
    for (int i = 0; i < often.length; i++) {
      often[i] = in.getInt();
    }
    return new KeyedRows(keys, starts, rows, times, often);
  }

  private static int length(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a length of " + length);
    }
    return length;
  }

  /// Which rows were seen with which keys, in any order, the same maybe several times.
  static final class Entries {
    private long[] places;
    private int[] times;
    private int size;
    private boolean sorted = true;

    Entries(int room) {
      places = new long[room];
      times = new int[room];
    }

    int size() {
      return size;
    }

    int key(int i) {
      return (int) (places[i] >> 16);
    }

    int row(int i) {
      return (int) (places[i] & 0xFFFF);
    }

    int times(int i) {
      return times[i];
    }

    void clear() {
      size = 0;
      sorted = true;
    }

    void add(int key, int row, int more) {
      if (size == places.length) {
        places = Arrays.copyOf(places, Math.max(16, 2 * size));
        times = Arrays.copyOf(times, places.length);
      }
      places[size] = (long) key << 16 | row;
      sorted &= size == 0 || places[size - 1] <= places[size];
      times[size++] = more;
    }

    private KeyedRows rows() {
      sort();
      int distinct = 0;
      int keyCount = 0;
      int high = 0;
      for (int i = 0; i < size; i++) {
        if (i > 0 && places[i] == places[distinct - 1]) {
          times[distinct - 1] += times[i];
          continue;
        }
        keyCount += i == 0 || key(i) != key(distinct - 1) ? 1 : 0;
        places[distinct] = places[i];
        times[distinct++] = times[i];
      }
      for (int i = 0; i < distinct; i++) {
        high += times[i] >= OFTEN ? 1 : 0;
      }
      if (distinct == 0) {
        return NONE;
      }
      char[] keys = new char[keyCount];
      int[] starts = new int[keyCount + 1];
      char[] rows = new char[distinct];
      byte[] small = new byte[distinct];
      int[] often = new int[high];
      int at = -1;
      int next = 0;
      for (int i = 0; i < distinct; i++) {
        if (at < 0 || keys[at] != key(i)) {
          keys[++at] = (char) key(i);
        }
        starts[at + 1] = i + 1;
        rows[i] = (char) row(i);
        small[i] = (byte) Math.min(times[i], OFTEN);
        if (times[i] >= OFTEN) {
          often[next++] = times[i];
        }
      }
      return new KeyedRows(keys, starts, rows, small, often);
    }

    /// By place; the old ones, which are most, are sorted already and are merged with the new ones.
    private void sort() {
      if (sorted) {
        return;
      }
      int head = 1;
      while (head < size && places[head - 1] <= places[head]) {
        head++;
      }
      // Few behind many: sorted by place and what the place had, then merged.
      int tail = size - head;
      long[][] behind = new long[tail][];
      for (int i = 0; i < tail; i++) {
        behind[i] = new long[] {places[head + i], times[head + i]};
      }
      Arrays.sort(behind, (a, b) -> Long.compare(a[0], b[0]));
      long[] merged = new long[size];
      int[] mergedTimes = new int[size];
      int left = 0;
      int right = 0;
      for (int i = 0; i < size; i++) {
        if (right == tail || (left < head && places[left] <= behind[right][0])) {
          merged[i] = places[left];
          mergedTimes[i] = times[left++];
        } else {
          merged[i] = behind[right][0];
          mergedTimes[i] = (int) behind[right++][1];
        }
      }
      places = merged;
      times = mergedTimes;
      sorted = true;
    }
  }
}
