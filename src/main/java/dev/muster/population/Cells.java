package dev.muster.population;

import org.jspecify.annotations.Nullable;

/// Whole numbers of the rows of one block, in the narrowest code that fits all of them: a value is
/// `base + unit * (code - 1)`, and code 0 says that there is none.
///
/// The shape never changes; what does not fit goes into wider cells. One thread writes; readers
/// check the block's version afterwards.
final class Cells {

  /// Not a value: there is none.
  static final long MISSING = Long.MIN_VALUE;

  private final int width;
  private final long base;
  private final long unit;
  private final byte @Nullable [] bytes;
  private final short @Nullable [] shorts;
  private final int @Nullable [] ints;
  private final long @Nullable [] longs;
  private final int rows;

  // What lies outside is not there; what lies inside may be. Codes, so without the missing.
  private long leastCode = Long.MAX_VALUE;
  private long greatestCode;

  private Cells(int width, int rows, long base, long unit) {
    this.width = width;
    this.rows = rows;
    this.base = base;
    this.unit = unit;
    this.bytes = width == 1 ? new byte[rows] : null;
    this.shorts = width == 2 ? new short[rows] : null;
    this.ints = width == 4 ? new int[rows] : null;
    this.longs = width == 8 ? new long[rows] : null;
  }

  /// Cells without values.
  ///
  /// @param width 1, 2, 4 or 8 bytes a row
  /// @param rows a multiple of 64
  /// @param base the least value
  /// @param unit what all differences of values are multiples of, 1 or more
  static Cells of(int width, int rows, long base, long unit) {
    return new Cells(width, rows, base, unit);
  }

  /// The narrowest width for a number of values, the missing counted.
  static int widthFor(long codes) {
    if (codes >= 0 && codes <= 0xFF) {
      return 1;
    }
    if (codes >= 0 && codes <= 0xFFFF) {
      return 2;
    }
    return codes >= 0 && codes <= 0xFFFF_FFFFL ? 4 : 8;
  }

  int width() {
    return width;
  }

  int rows() {
    return rows;
  }

  long base() {
    return base;
  }

  long unit() {
    return unit;
  }

  long leastCode() {
    return leastCode;
  }

  long greatestCode() {
    return greatestCode;
  }

  byte[] bytes() {
    return required(bytes);
  }

  short[] shorts() {
    return required(shorts);
  }

  int[] ints() {
    return required(ints);
  }

  long[] longs() {
    return required(longs);
  }

  private static <T> T required(@Nullable T array) {
    if (array == null) {
      throw new IllegalStateException("cells of another width");
    }
    return array;
  }

  /// The greatest code that this width can hold.
  private long codeMax() {
    return width == 8 ? Long.MAX_VALUE : (1L << (8 * width)) - 1;
  }

  /// The code of a value, or -1 if it cannot be one of these cells.
  private long codeOf(long value) {
    long difference = value - base;
    boolean overflow = ((value ^ base) & (value ^ difference)) < 0;
    if (value < base || overflow || difference % unit != 0) {
      return -1;
    }
    long code = difference / unit + 1;
    return code > 0 && code <= codeMax() ? code : -1;
  }

  /// @return false if the value does not fit; nothing is changed then
  boolean put(int row, long value) {
    long code = codeOf(value);
    if (code < 0) {
      return false;
    }
    leastCode = Math.min(leastCode, code);
    greatestCode = Math.max(greatestCode, code);
    putCode(row, code);
    return true;
  }

  void clear(int row) {
    putCode(row, 0);
  }

  void putCode(int row, long code) {
    if (bytes != null) {
      bytes[row] = (byte) code;
    } else if (shorts != null) {
      shorts[row] = (short) code;
    } else if (ints != null) {
      ints[row] = (int) code;
    } else {
      longs()[row] = code;
    }
  }

  long code(int row) {
    if (bytes != null) {
      return bytes[row] & 0xFF;
    }
    if (shorts != null) {
      return shorts[row] & 0xFFFF;
    }
    return ints != null ? ints[row] & 0xFFFF_FFFFL : longs()[row];
  }

  /// The value of a row, or [#MISSING].
  long get(int row) {
    long code = row < rows ? code(row) : 0;
    return code == 0 ? MISSING : base + unit * (code - 1);
  }

  /// The value that a code stands for.
  long valueOf(long code) {
    return base + unit * (code - 1);
  }

  /// The least code whose value is not less, 1 or more; more than the greatest code if there is
  /// none.
  long firstCodeFrom(long least) {
    if (least <= base) {
      return 1;
    }
    long difference = least - base;
    if (difference < 0) {
      return Long.MAX_VALUE;
    }
    return capped(difference / unit) + (difference % unit == 0 ? 1 : 2);
  }

  private static long capped(long codes) {
    return Math.min(codes, Long.MAX_VALUE - 2);
  }

  /// The greatest code whose value is not greater; 0 if there is none.
  long lastCodeTo(long greatest) {
    if (greatest < base) {
      return 0;
    }
    long difference = greatest - base;
    return difference < 0 ? Long.MAX_VALUE : capped(difference / unit) + 1;
  }

  /// The same values in cells that also fit another one, with room for more rows if asked for.
  Cells refit(int rowsNeeded, long value) {
    long least = value;
    long greatest = value;
    long step = unit;
    if (greatestCode > 0) {
      least = Math.min(valueOf(leastCode), value);
      greatest = Math.max(valueOf(greatestCode), value);
      step = gcd(unit, Math.abs(value - valueOf(leastCode)));
    }
    long span = greatest - least;
    int wide = span < 0 ? 8 : Math.max(width, widthFor(span / step + 1));
    // Room below and above, so that a slow drift does not refit at each value.
    long room = wide == 8 ? 0 : ((1L << (8 * wide)) - 2 - span / step) / 2;
    long lowest = least - Math.min(room, greatestCode == 0 ? room / 2 : room) * step;
    Cells fitted = new Cells(wide, rowsNeeded, lowest > least ? least : lowest, step);
    for (int row = 0; row < rows; row++) {
      long old = get(row);
      if (old != MISSING && !fitted.put(row, old)) {
        throw new IllegalStateException("a value does not fit where it was made to: " + old);
      }
    }
    return fitted;
  }

  /// The same values with room for more rows.
  Cells grow(int rowsNeeded) {
    Cells grown = new Cells(width, rowsNeeded, base, unit);
    if (bytes != null) {
      System.arraycopy(bytes, 0, grown.bytes(), 0, rows);
    } else if (shorts != null) {
      System.arraycopy(shorts, 0, grown.shorts(), 0, rows);
    } else if (ints != null) {
      System.arraycopy(ints, 0, grown.ints(), 0, rows);
    } else {
      System.arraycopy(longs(), 0, grown.longs(), 0, rows);
    }
    grown.leastCode = leastCode;
    grown.greatestCode = greatestCode;
    return grown;
  }

  /// Looks at all codes for the least and the greatest; for cells that were filled from outside.
  void measure() {
    leastCode = Long.MAX_VALUE;
    greatestCode = 0;
    for (int row = 0; row < rows; row++) {
      long code = code(row);
      if (code != 0) {
        leastCode = Math.min(leastCode, code);
        greatestCode = Math.max(greatestCode, code);
      }
    }
  }

  /// Adds the rows whose code is in a range.
  ///
  /// @param out a bit a row, 64 a word
  void select(Kernels kernels, long firstCode, long lastCode, long[] out) {
    long first = Math.max(firstCode, leastCode);
    long last = Math.min(lastCode, greatestCode);
    if (first > last || first < 1) {
      return;
    }
    if (bytes != null) {
      kernels.bytes(bytes, (int) first, (int) last, out);
    } else if (shorts != null) {
      kernels.shorts(shorts, (int) first, (int) last, out);
    } else if (ints != null) {
      kernels.ints(ints, (int) first, (int) last, out);
    } else {
      kernels.longs(longs(), first, last, out);
    }
  }

  /// Writes the values of all rows as numbers; NaN where there is none.
  ///
  /// @param divisor what each is divided by
  /// @param out as long as there are rows, or longer
  void numbers(double divisor, double[] out) {
    if (ints != null) {
      for (int row = 0; row < rows; row++) {
        out[row] = number(ints[row] & 0xFFFF_FFFFL, divisor);
      }
    } else if (longs != null) {
      for (int row = 0; row < rows; row++) {
        out[row] = number(longs[row], divisor);
      }
    } else {
      for (int row = 0; row < rows; row++) {
        out[row] = number(code(row), divisor);
      }
    }
  }

  /// The whole numbers of all rows; [#MISSING] where there is none.
  ///
  /// @param out of [#rows]
  void wholes(long[] out) {
    if (ints != null) {
      for (int row = 0; row < rows; row++) {
        out[row] = whole(ints[row] & 0xFFFF_FFFFL);
      }
    } else if (longs != null) {
      for (int row = 0; row < rows; row++) {
        out[row] = whole(longs[row]);
      }
    } else {
      for (int row = 0; row < rows; row++) {
        out[row] = whole(code(row));
      }
    }
  }

  private long whole(long code) {
    return code == 0 ? MISSING : valueOf(code);
  }

  private double number(long code, double divisor) {
    return code == 0 ? Double.NaN : (base + unit * (code - 1)) / divisor;
  }

  /// Counts how often each code occurs in some rows; for codes of one or two bytes.
  ///
  /// @param counts by code; 65,536 of them
  void countCodes(int from, int to, int[] counts) {
    if (bytes != null) {
      for (int row = from; row < to; row++) {
        counts[bytes[row] & 0xFF]++;
      }
    } else {
      short[] codes = shorts();
      for (int row = from; row < to; row++) {
        counts[codes[row] & 0xFFFF]++;
      }
    }
  }

  /// How many bytes of memory it takes.
  long memory() {
    return 64 + (long) rows * width;
  }

  private static long gcd(long one, long other) {
    long a = one;
    long b = other;
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return Math.max(1, a);
  }
}
