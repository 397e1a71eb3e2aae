package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.sheet.Drawing;
import dev.muster.sheet.Sheet;
import dev.muster.sheet.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a report shows, as it is written: the figures as rows, and the same to be drawn.
///
/// @param about one line; may be empty
/// @param columns names of what stands in the rows
/// @param rows a text, a number or null a column
/// @param drawing one of four kinds
record SheetView(
    String about, List<String> columns, List<List<@Nullable Object>> rows, Drawn drawing) {

  /// What is drawn.
  sealed interface Drawn {
    /// `lines`, `bars`, `heat` or `tiles`.
    String kind();
  }

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record Lines(
      String kind,
      String axis,
      List<String> moments,
      List<String> ticks,
      @Nullable Integer ongoing,
      List<Series> series)
      implements Drawn {}

  private record Series(String name, List<@Nullable Double> values, boolean past) {}

  private record Bars(String kind, List<Drawing.Bar> bars) implements Drawn {}

  private record Heat(
      String kind, List<String> rows, List<String> columns, List<List<Drawing.Cell>> cells)
      implements Drawn {}

  private record Tiles(String kind, List<Tile> tiles) implements Drawn {}

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record Tile(String name, double value, @Nullable Double before) {}

  static SheetView of(Sheet sheet) {
    return new SheetView(
        sheet.about(),
        sheet.table().columns(),
        sheet.table().rows().stream()
            .map(row -> row.stream().<@Nullable Object>map(SheetView::cell).toList())
            .toList(),
        drawn(sheet.drawing()));
  }

  private static @Nullable Object cell(Table.Cell cell) {
    return switch (cell) {
      case Table.Cell.Text(String text) -> text;
      case Table.Cell.Figure(double value) -> value;
      case Table.Cell.Day(var day) -> day.toString();
      case Table.Cell.Empty() -> null;
    };
  }

  private static Drawn drawn(Drawing drawing) {
    return switch (drawing) {
      case Drawing.Lines(var axis, var moments, var ongoing, var series) ->
          new Lines(
              "lines",
              axis,
              moments.stream().map(Drawing.Moment::name).toList(),
              moments.stream().map(Drawing.Moment::tick).toList(),
              ongoing.isPresent() ? (Integer) ongoing.getAsInt() : null,
              series.stream().map(SheetView::series).toList());
      case Drawing.Bars(var bars) -> new Bars("bars", bars);
      case Drawing.Heat(var rows, var columns, var cells) -> new Heat("heat", rows, columns, cells);
      case Drawing.Tiles(var tiles) ->
          new Tiles(
              "tiles",
              tiles.stream()
                  .map(tile ->
                      new Tile(
                          tile.name(),
                          tile.value(),
                          tile.before().isPresent() ? (Double) tile.before().getAsDouble() : null))
                  .toList());
    };
  }

  private static Series series(Drawing.Series series) {
    return new Series(
        series.name(),
        series.values().stream()
            .<@Nullable Double>map(value -> value.isNaN() ? null : value)
            .toList(),
        series.isPale());
  }
}
