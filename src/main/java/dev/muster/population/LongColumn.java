package dev.muster.population;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Whole numbers of all users, block by block: dates, booleans, times, positions, codes of a
/// dictionary. A block without a value takes no room.
final class LongColumn {

  /// The least room of a block, in rows; it doubles as users come.
  private static final int ROWS_LEAST = 1024;

  private final int blockRows;
  private final long firstUnit;
  private volatile @Nullable Cells[] blocks = new Cells[0];

  /// @param blockRows users a block, a power of two, 64 or more
  /// @param firstUnit what differences of values are hoped to be multiples of
  LongColumn(int blockRows, long firstUnit) {
    this.blockRows = blockRows;
    this.firstUnit = firstUnit;
  }

  /// The value of a user, or [Cells#MISSING].
  long get(int ordinal) {
    Cells cells = block(ordinal / blockRows);
    return cells == null ? Cells.MISSING : cells.get(ordinal % blockRows);
  }

  /// The cells of a block; null where no user of it has a value.
  @Nullable Cells block(int block) {
    @Nullable Cells[] known = blocks;
    return block < known.length ? known[block] : null;
  }

  void put(int ordinal, long value) {
    int block = ordinal / blockRows;
    int row = ordinal % blockRows;
    Cells cells = block(block);
    if (cells == null) {
      cells = Cells.of(1, room(row), value, firstUnit);
      set(block, cells);
    } else if (row >= cells.rows()) {
      cells = cells.grow(room(row));
      set(block, cells);
    }
    if (!cells.put(row, value)) {
      cells = cells.refit(cells.rows(), value);
      cells.put(row, value);
      set(block, cells);
    }
  }

  void clear(int ordinal) {
    Cells cells = block(ordinal / blockRows);
    int row = ordinal % blockRows;
    if (cells != null && row < cells.rows()) {
      cells.clear(row);
    }
  }

  /// Puts a whole block in its place.
  void set(int block, Cells cells) {
    @Nullable Cells[] known = blocks;
    if (block >= known.length) {
      known = Arrays.copyOf(known, block + 1);
    }
    known[block] = cells;
    blocks = known;
  }

  private int room(int row) {
    int room = Math.min(ROWS_LEAST, blockRows);
    while (room <= row) {
      room *= 2;
    }
    return room;
  }

  long memory() {
    long memory = 0;
    for (@Nullable Cells cells : blocks) {
      memory += 8 + (cells == null ? 0 : cells.memory());
    }
    return memory;
  }
}
