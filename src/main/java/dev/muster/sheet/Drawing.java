package dev.muster.sheet;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What is drawn of a sheet.
public sealed interface Drawing {

  /// Values over time, a line each.
  ///
  /// @param axis what the moments are: `Day`
  /// @param moments what stands below, from left to right
  /// @param ongoing the place of the moment that is not over yet; empty where all are
  /// @param series the lines
  record Lines(String axis, List<Moment> moments, OptionalInt ongoing, List<Series> series)
      implements Drawing {
    /// Copies the lists.
    public Lines {
      moments = List.copyOf(moments);
      series = List.copyOf(series);
    }
  }

  /// A stretch of time.
  ///
  /// @param name in full: `3 May 2026`
  /// @param tick what of it fits below an axis: `3 May`
  record Moment(String name, String tick) {}

  /// One line.
  ///
  /// @param name what it is
  /// @param values one a moment; NaN for none
  /// @param isPale whether it is only there to compare with
  record Series(String name, List<Double> values, boolean isPale) {
    /// Copies the list.
    public Series {
      values = List.copyOf(values);
    }
  }

  /// Values side by side.
  record Bars(List<Bar> bars) implements Drawing {
    /// Copies the list.
    public Bars {
      bars = List.copyOf(bars);
    }
  }

  /// One bar.
  record Bar(String name, double value) {}

  /// A table whose cells are the darker the more they hold.
  ///
  /// @param rows their names
  /// @param columns their names
  /// @param cells a list a row
  record Heat(List<String> rows, List<String> columns, List<List<Cell>> cells) implements Drawing {
    /// Copies the lists.
    public Heat {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
      cells = cells.stream().map(List::copyOf).toList();
    }
  }

  /// One cell.
  ///
  /// @param text what stands in it
  /// @param share how dark it is: 0 to 1
  record Cell(String text, double share) {}

  /// Single figures.
  record Tiles(List<Tile> tiles) implements Drawing {
    /// Copies the list.
    public Tiles {
      tiles = List.copyOf(tiles);
    }
  }

  /// One figure.
  ///
  /// @param name what it is
  /// @param value now
  /// @param before what it was before; empty if that is not known
  record Tile(String name, double value, OptionalDouble before) {}
}
