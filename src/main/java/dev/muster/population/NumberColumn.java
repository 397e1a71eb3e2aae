package dev.muster.population;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Numbers of all users. A block keeps them as whole numbers of a power of ten wherever each of
/// them comes back exactly, to the bit; otherwise as doubles.
final class NumberColumn {

  private static final int ROWS_LEAST = 1024;
  private static final double[] POWERS = {1, 10, 100, 1_000, 10_000};
  private static final double WHOLE_MAX = 1L << 53;

  /// One block: scaled cells, or doubles with NaN where there is no value.
  sealed interface Block {
    record Scaled(Cells cells, int power) implements Block {}

    // Never compared; the array is the block.
    @SuppressWarnings("ArrayRecordComponent")
    record Doubles(double[] numbers) implements Block {}
  }

  private final int blockRows;
  private volatile @Nullable Block[] blocks = new Block[0];

  NumberColumn(int blockRows) {
    this.blockRows = blockRows;
  }

  /// The value of a user, or NaN where there is none.
  double get(int ordinal) {
    Block block = block(ordinal / blockRows);
    int row = ordinal % blockRows;
    return switch (block) {
      case null -> Double.NaN;
      case Block.Scaled(Cells cells, int power) -> {
        long scaled = cells.get(row);
        yield scaled == Cells.MISSING ? Double.NaN : scaled / POWERS[power];
      }
      case Block.Doubles(double[] numbers) -> row < numbers.length ? numbers[row] : Double.NaN;
    };
  }

  @Nullable Block block(int block) {
    @Nullable Block[] known = blocks;
    return block < known.length ? known[block] : null;
  }

  // Whether it is another block that has to be put in place, not whether it is equal.
  @SuppressWarnings("ReferenceEquality")
  void put(int ordinal, double value) {
    int at = ordinal / blockRows;
    int row = ordinal % blockRows;
    Block block = block(at);
    Block fitting =
        switch (block) {
          case null -> first(row, value);
          case Block.Scaled scaled -> fit(scaled, row, value);
          case Block.Doubles(double[] numbers) ->
              row < numbers.length ? block : new Block.Doubles(grown(numbers, row));
        };
    switch (fitting) {
      case Block.Scaled(Cells cells, int power) -> {
        if (!cells.put(row, scaled(value, power))) {
          throw new IllegalStateException("a number does not fit where it was made to: " + value);
        }
      }
      case Block.Doubles(double[] numbers) -> numbers[row] = value;
    }
    if (fitting != block) {
      set(at, fitting);
    }
  }

  void clear(int ordinal) {
    int row = ordinal % blockRows;
    switch (block(ordinal / blockRows)) {
      case null -> {}
      case Block.Scaled(Cells cells, _) -> {
        if (row < cells.rows()) {
          cells.clear(row);
        }
      }
      case Block.Doubles(double[] numbers) -> {
        if (row < numbers.length) {
          numbers[row] = Double.NaN;
        }
      }
    }
  }

  void set(int block, Block content) {
    @Nullable Block[] known = blocks;
    if (block >= known.length) {
      known = Arrays.copyOf(known, block + 1);
    }
    known[block] = content;
    blocks = known;
  }

  private Block first(int row, double value) {
    int power = power(value, 0);
    if (power < 0) {
      double[] numbers = new double[room(row)];
      Arrays.fill(numbers, Double.NaN);
      return new Block.Doubles(numbers);
    }
    return new Block.Scaled(Cells.of(1, room(row), scaled(value, power), 1), power);
  }

  @SuppressWarnings("ReferenceEquality")
  private Block fit(Block.Scaled block, int row, double value) {
    Cells cells = row < block.cells.rows() ? block.cells : block.cells.grow(room(row));
    int power = power(value, block.power);
    if (power == block.power) {
      long scaled = scaled(value, power);
      boolean fits = cells.put(row, scaled);
      Cells fitting = fits ? cells : cells.refit(cells.rows(), scaled);
      return fitting == block.cells ? block : new Block.Scaled(fitting, power);
    }
    return power < 0
        ? doubles(cells, block.power)
        : rescaled(cells, block.power, row, value, power);
  }

  private Block rescaled(Cells cells, int oldPower, int row, double value, int power) {
    long factor = (long) (POWERS[power] / POWERS[oldPower]);
    Cells fine = Cells.of(1, cells.rows(), scaled(value, power), 1);
    for (int i = 0; i < cells.rows(); i++) {
      long old = cells.get(i);
      if (old == Cells.MISSING) {
        continue;
      }
      if (Math.abs(old) > WHOLE_MAX / factor) {
        return doubles(cells, oldPower);
      }
      if (!fine.put(i, old * factor)) {
        fine = fine.refit(fine.rows(), old * factor);
        fine.put(i, old * factor);
      }
    }
    long scaled = scaled(value, power);
    return new Block.Scaled(fine.put(row, scaled) ? fine : fine.refit(fine.rows(), scaled), power);
  }

  private static Block doubles(Cells cells, int power) {
    double[] numbers = new double[cells.rows()];
    for (int i = 0; i < numbers.length; i++) {
      long scaled = cells.get(i);
      numbers[i] = scaled == Cells.MISSING ? Double.NaN : scaled / POWERS[power];
    }
    return new Block.Doubles(numbers);
  }

  private double[] grown(double[] numbers, int row) {
    double[] grown = Arrays.copyOf(numbers, room(row));
    Arrays.fill(grown, numbers.length, grown.length, Double.NaN);
    return grown;
  }

  /// The least power of ten, from one on, with which the value is a whole number that gives the
  /// same value back; -1 if there is none.
  private static int power(double value, int from) {
    for (int power = from; power < POWERS.length; power++) {
      double scaled = Math.rint(value * POWERS[power]);
      if (Math.abs(scaled) < WHOLE_MAX && scaled / POWERS[power] == value) {
        return power;
      }
    }
    return -1;
  }

  private static long scaled(double value, int power) {
    return (long) Math.rint(value * POWERS[power]);
  }

  private int room(int row) {
    int room = Math.min(ROWS_LEAST, blockRows);
    while (room <= row) {
      room *= 2;
    }
    return room;
  }

  /// The power of ten that scaled numbers are to be divided by.
  static double divisor(int power) {
    return POWERS[power];
  }

  /// Adds the rows of a block whose number is in a range, both ends included.
  void select(Kernels kernels, int at, double first, double last, long[] out) {
    switch (block(at)) {
      case null -> {}
      case Block.Doubles(double[] numbers) -> kernels.doubles(numbers, first, last, out);
      case Block.Scaled(Cells cells, int power) ->
          cells.select(
              kernels,
              cells.firstCodeFrom(leastWhole(first, power)),
              cells.lastCodeTo(greatestWhole(last, power)),
              out);
    }
  }

  /// The least whole number whose value at this power is not less.
  private static long leastWhole(double value, int power) {
    double guess = Math.ceil(value * POWERS[power]);
    if (!(Math.abs(guess) < WHOLE_MAX)) {
      return value < 0 ? -(1L << 54) : 1L << 54;
    }
    long whole = (long) guess;
    while ((whole - 1) / POWERS[power] >= value) {
      whole--;
    }
    while (whole / POWERS[power] < value) {
      whole++;
    }
    return whole;
  }

  /// The greatest whole number whose value at this power is not greater.
  private static long greatestWhole(double value, int power) {
    return -leastWhole(-value, power);
  }

  long memory() {
    long memory = 0;
    for (@Nullable Block block : blocks) {
      memory +=
          switch (block) {
            case null -> 8;
            case Block.Scaled(Cells cells, _) -> 32 + cells.memory();
            case Block.Doubles(double[] numbers) -> 40 + 8L * numbers.length;
          };
    }
    return memory;
  }
}
