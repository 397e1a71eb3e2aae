package dev.muster.population;

import org.jspecify.annotations.Nullable;

/// Looks at the numbers of selected users, block by block; for one thread. Where a block has few
/// different codes, users are counted by code first, so that what is done with a number is done
/// once for all who have it.
abstract class NumberScan {

  private static final int NARROW_CODES = 1 << 16;

  private final Source source;
  private final int blockRows;
  private final int[] byCode = new int[NARROW_CODES];
  private final double[] numbers;

  NumberScan(Source source, int blockRows) {
    this.source = source;
    this.blockRows = blockRows;
    this.numbers = new double[blockRows];
  }

  /// Users have a number.
  ///
  /// @param number not NaN
  /// @param users how many, 1 or more
  abstract void add(double number, int users);

  /// Users have the numbers of some rows.
  ///
  /// @param of by row; NaN where there is none
  abstract void addRows(double[] of, int from, int to);

  /// Looks at a block.
  void block(int block, Selection among) {
    int first = block * blockRows;
    switch (source) {
      case Source.Longs(LongColumn column) -> cells(column.block(block), 1, first, among);
      case Source.Numbers(NumberColumn column) -> {
        switch (column.block(block)) {
          case null -> {}
          case NumberColumn.Block.Scaled(Cells cells, int power) ->
              cells(cells, NumberColumn.divisor(power), first, among);
          case NumberColumn.Block.Doubles(double[] doubles) ->
              among.runs(first, doubles.length, (from, to) -> addRows(doubles, from, to));
        }
      }
      case Source.Coded _, Source.Nothing _ -> {}
    }
  }

  private void cells(@Nullable Cells cells, double divisor, int first, Selection among) {
    if (cells == null) {
      return;
    }
    if (cells.width() > 2) {
      cells.numbers(divisor, numbers);
      among.runs(first, cells.rows(), (from, to) -> addRows(numbers, from, to));
      return;
    }
    among.runs(first, cells.rows(), (from, to) -> cells.countCodes(from, to, byCode));
    byCode[0] = 0;
    int codes = cells.width() == 1 ? 1 << 8 : NARROW_CODES;
    for (int code = 1; code < codes; code++) {
      if (byCode[code] != 0) {
        add(cells.valueOf(code) / divisor, byCode[code]);
        byCode[code] = 0;
      }
    }
  }
}
