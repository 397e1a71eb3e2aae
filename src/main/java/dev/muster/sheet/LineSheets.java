package dev.muster.sheet;

import static dev.muster.sheet.AnswerJson.capital;
import static dev.muster.sheet.AnswerJson.cell;
import static dev.muster.sheet.AnswerJson.date;
import static dev.muster.sheet.AnswerJson.number;
import static dev.muster.sheet.AnswerJson.numbers;
import static dev.muster.sheet.AnswerJson.period;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.sheet.Drawing.Moment;
import dev.muster.sheet.Drawing.Series;
import dev.muster.sheet.Table.Cell;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/// Makes the sheets whose figures go along with time, drawn as lines.
///
/// @param group how people call users by their value
/// @param segment how people call a segment, by its key
record LineSheets(Function<JsonNode, String> group, UnaryOperator<String> segment) {

  private static final String STILL_GOING_ON = "Still going on";

  Sheet trend(JsonNode result) {
    boolean isSize = result.path("segment").isTextual();
    String of = isSize ? segment.apply(result.path("segment").asText()) : "All";
    String name = isSize ? "Users in " + of : Sheets.figure(result.path("figure").asText());
    List<Series> series = new ArrayList<>();
    JsonNode by = result.path("by");
    boolean isSplit = result.path("split").size() > 0 || by.isObject();
    series.add(new Series(isSplit ? of : name, numbers(result.path("values")), false));
    result
        .path("split")
        .properties()
        .forEach(one ->
            series.add(
                new Series(
                    segment.apply(one.getKey()), numbers(one.getValue().path("values")), false)));
    by.path("series")
        .forEach(one ->
            series.add(
                new Series(group.apply(one.path("group")), numbers(one.path("values")), false)));
    JsonNode before = result.path("before");
    if (!isSplit) {
      String days = "Before (" + period(before.path("period")) + ")";
      series.add(new Series(days, numbers(before.path("values")), true));
    }
    OptionalInt ongoing =
        result.path("ongoing").isInt()
            ? OptionalInt.of(result.path("ongoing").asInt())
            : OptionalInt.empty();
    String interval = capital(result.path("interval").asText());
    boolean isDaily = interval.equals("Day");
    List<String> columns = new ArrayList<>(isDaily ? List.of(interval) : List.of("From", "To"));
    series.forEach(one -> columns.add(one.name()));
    if (ongoing.isPresent()) {
      columns.add(STILL_GOING_ON);
    }
    Table.Builder table = new Table.Builder(columns);
    List<Moment> moments = new ArrayList<>();
    for (JsonNode days : result.path("intervals")) {
      int at = moments.size();
      boolean isOngoing = ongoing.isPresent() && ongoing.getAsInt() == at;
      LocalDate from = date(days, "from");
      LocalDate to = date(days, "to");
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(from));
      if (!isDaily) {
        row.add(Cell.of(to));
      }
      series.forEach(
          one -> row.add(at < one.values().size() ? cell(one.values().get(at)) : new Cell.Empty()));
      if (ongoing.isPresent()) {
        row.add(isOngoing ? Cell.of("yes") : new Cell.Empty());
      }
      table.row(row);
      String words = DayWords.stretch(from, to);
      moments.add(
          new Moment(
              isOngoing ? words + ", " + STILL_GOING_ON.toLowerCase(Locale.ROOT) : words,
              DayWords.tick(from, to)));
    }
    String about = "%s, %s: %s".formatted(name, period(result.path("period")), total(result));
    return new Sheet(about, table.build(), new Drawing.Lines(interval, moments, ongoing, series));
  }

  /// A figure of the whole period and how it changed, as far as both are known.
  private static String total(JsonNode trend) {
    if (!trend.path("total").isNumber()) {
      return "not known";
    }
    double total = number(trend, "total");
    JsonNode was = trend.path("before").path("total");
    return was.isNumber()
        ? "%s (%s)".formatted(Figures.words(total), Figures.change(total, was.doubleValue()))
        : Figures.words(total);
  }

  static Sheet segments(JsonNode result) {
    TreeSet<String> days = new TreeSet<>();
    result
        .path("items")
        .forEach(one -> one.path("sizes").forEach(size -> days.add(size.path("date").asText())));
    List<LocalDate> dates = days.stream().map(LocalDate::parse).toList();
    List<Series> series = new ArrayList<>();
    List<String> columns = new ArrayList<>(List.of("Day"));
    for (JsonNode one : result.path("items")) {
      List<Double> values = new ArrayList<>();
      for (String day : days) {
        values.add(
            StreamSupport.stream(one.path("sizes").spliterator(), false)
                .filter(size -> size.path("date").asText().equals(day))
                .findFirst()
                .map(size -> number(size, "users"))
                .orElse(Double.NaN));
      }
      series.add(new Series(one.path("name").asText(), values, false));
      columns.add(one.path("name").asText());
    }
    Table.Builder table = new Table.Builder(columns);
    for (int i = 0; i < dates.size(); i++) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(dates.get(i)));
      for (Series one : series) {
        row.add(cell(one.values().get(i)));
      }
      table.row(row);
    }
    return new Sheet(
        "Users in live segments, " + period(result.path("period")),
        table.build(),
        new Drawing.Lines(
            "Day",
            dates.stream()
                .map(day -> new Moment(DayWords.of(day), DayWords.tick(day, day)))
                .toList(),
            OptionalInt.empty(),
            series));
  }
}
