package dev.muster.sheet;

import static dev.muster.sheet.AnswerJson.capital;
import static dev.muster.sheet.AnswerJson.cell;
import static dev.muster.sheet.AnswerJson.date;
import static dev.muster.sheet.AnswerJson.number;
import static dev.muster.sheet.AnswerJson.numbers;
import static dev.muster.sheet.AnswerJson.period;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.sheet.Drawing.Bar;
import dev.muster.sheet.Drawing.Tile;
import dev.muster.sheet.Table.Cell;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/// Makes sheets of what views of Insights answer.
///
/// @param field how people call a field
/// @param segment how people call a segment, by its key
/// @param zone in which days are told
public record Sheets(UnaryOperator<String> field, UnaryOperator<String> segment, ZoneId zone) {

  private static final String USERS = "Users";

  /// @param view which question was asked
  /// @param result the answer
  public Sheet of(String view, JsonNode result) {
    return switch (view) {
      case "overview" -> overview(result);
      case "trend" -> new LineSheets(this::group, segment).trend(result);
      case "breakdown" -> breakdown(result);
      case "cross" -> cross(result);
      case "summary" -> summary(result);
      case "pages" -> pages(result);
      case "retention" -> retention(result);
      case "segments" -> LineSheets.segments(result);
      case "overlap" -> overlap(result);
      case "flows" -> flows(result);
      case "users" -> users(result);
      default -> throw new IllegalArgumentException("no view of Insights: " + view);
    };
  }

  private static Sheet overview(JsonNode result) {
    List<Tile> tiles = new ArrayList<>();
    tiles.add(new Tile("Users known", number(result, "known"), OptionalDouble.empty()));
    if (number(result, "matching") != number(result, "known")) {
      tiles.add(
          new Tile("Users of this report", number(result, "matching"), OptionalDouble.empty()));
    }
    JsonNode active = result.path("active");
    tiles.add(tile("Active today", active.path("today")));
    tiles.add(tile("Active in 7 days", active.path("week")));
    tiles.add(tile("Active in 30 days", active.path("month")));
    JsonNode figures = result.path("figures");
    figures
        .fieldNames()
        .forEachRemaining(name -> tiles.add(tile(figure(name), figures.path(name))));
    if (result.path("deliveries").isObject()) {
      tiles.add(tile("Deliveries in 24 hours", result.path("deliveries").path("all")));
    }
    Table.Builder table = new Table.Builder(List.of("Figure", "Now", "Before", "Change"));
    for (Tile tile : tiles) {
      if (tile.before().isPresent()) {
        double before = tile.before().getAsDouble();
        table.row(
            Cell.of(tile.name()),
            Cell.of(tile.value()),
            Cell.of(before),
            Cell.of(Figures.change(tile.value(), before)));
      } else {
        table.row(Cell.of(tile.name()), Cell.of(tile.value()), new Cell.Empty(), new Cell.Empty());
      }
    }
    return new Sheet(
        period(result.path("period")) + ", compared with as many days before",
        table.build(),
        new Drawing.Tiles(tiles));
  }

  private static Tile tile(String name, JsonNode figure) {
    return new Tile(name, number(figure, "now"), OptionalDouble.of(number(figure, "before")));
  }

  static String figure(String code) {
    return switch (code) {
      case "activeUsers" -> "Active users";
      case "newUsers" -> "New users";
      case "pageLoads" -> "Page loads";
      case "sessions" -> "Sessions";
      default -> code;
    };
  }

  private Sheet breakdown(JsonNode result) {
    List<Bar> bars = new ArrayList<>();
    List<String> columns =
        new ArrayList<>(List.of(field.apply(result.path("field").asText()), USERS));
    List<String> keys = new ArrayList<>();
    result.path("buckets").path(0).path("split").fieldNames().forEachRemaining(keys::add);
    keys.forEach(key -> columns.add(segment.apply(key)));
    Table.Builder table = new Table.Builder(columns);
    for (JsonNode bucket : result.path("buckets")) {
      List<Cell> row = new ArrayList<>();
      row.add(groupCell(bucket));
      row.add(Cell.of(number(bucket, "users")));
      keys.forEach(key -> row.add(Cell.of(number(bucket.path("split"), key))));
      table.row(row);
      bars.add(new Bar(group(bucket), number(bucket, "users")));
    }
    for (String rest : List.of("other", "missing")) {
      if (number(result, rest) > 0) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.of(rest(rest)));
        row.add(Cell.of(number(result, rest)));
        keys.forEach(_ -> row.add(new Cell.Empty()));
        table.row(row);
        bars.add(new Bar(rest(rest), number(result, rest)));
      }
    }
    return new Sheet(of(number(result, "matching")), table.build(), new Drawing.Bars(bars));
  }

  private Sheet cross(JsonNode result) {
    List<String> rows = groups(result.path("rows"));
    List<String> columns = groups(result.path("columns"));
    List<String> names = new ArrayList<>();
    names.add(
        field.apply(result.path("rows").path("field").asText())
            + " / "
            + field.apply(result.path("columns").path("field").asText()));
    names.addAll(columns);
    return new Sheet(
        of(number(result, "matching")),
        table(names, rows, result.path("cells")),
        heat(rows, columns, result.path("cells")));
  }

  private static Table table(List<String> names, List<String> rows, JsonNode cells) {
    Table.Builder table = new Table.Builder(names);
    for (int i = 0; i < rows.size(); i++) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(rows.get(i)));
      numbers(cells.path(i)).forEach(value -> row.add(Cell.of(value)));
      table.row(row);
    }
    return table.build();
  }

  private static Drawing heat(List<String> rows, List<String> columns, JsonNode cells) {
    double most = 1;
    for (JsonNode row : cells) {
      for (double value : numbers(row)) {
        most = Math.max(most, value);
      }
    }
    List<List<Drawing.Cell>> drawn = new ArrayList<>();
    for (JsonNode row : cells) {
      List<Drawing.Cell> line = new ArrayList<>();
      for (double value : numbers(row)) {
        line.add(new Drawing.Cell(Figures.brief(value), value / most));
      }
      drawn.add(line);
    }
    return new Drawing.Heat(rows, columns, drawn);
  }

  private List<String> groups(JsonNode side) {
    List<String> names = new ArrayList<>();
    side.path("groups").forEach(one -> names.add(group(one.path("group"))));
    return names;
  }

  private Sheet summary(JsonNode result) {
    String name = field.apply(result.path("field").asText());
    List<String> columns =
        List.of(
            "Of",
            USERS,
            "Missing",
            "Sum",
            "Average",
            "Least",
            "5 %",
            "25 %",
            "Median",
            "75 %",
            "95 %",
            "99 %",
            "Greatest");
    Table.Builder table = new Table.Builder(columns);
    JsonNode all = result.path("all");
    table.row(summary("All", all));
    List<Bar> bars = new ArrayList<>();
    for (JsonNode one : result.path("groups")) {
      table.row(summary(group(one.path("group")), one.path("figures")));
      // Of those who have no number there is no average, and 0 is one.
      if (one.path("figures").path("average").isNumber()) {
        bars.add(new Bar(group(one.path("group")), number(one.path("figures"), "average")));
      }
    }
    if (bars.isEmpty()) {
      List<Tile> tiles = new ArrayList<>();
      tiles.add(new Tile(USERS, number(all, "users"), OptionalDouble.empty()));
      add(tiles, "Sum", all.path("sum"));
      add(tiles, "Average", all.path("average"));
      add(tiles, "Median", all.path("percentiles").path("50"));
      add(tiles, "Least", all.path("least"));
      add(tiles, "Greatest", all.path("greatest"));
      return new Sheet(name, table.build(), new Drawing.Tiles(tiles));
    }
    return new Sheet("Average of " + name, table.build(), new Drawing.Bars(bars));
  }

  private static void add(List<Tile> tiles, String name, JsonNode figure) {
    if (figure.isNumber()) {
      tiles.add(new Tile(name, figure.doubleValue(), OptionalDouble.empty()));
    }
  }

  private static List<Cell> summary(String of, JsonNode figures) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(of));
    for (String key : List.of("users", "missing", "sum", "average", "least")) {
      row.add(cell(figures.path(key)));
    }
    for (String key : List.of("5", "25", "50", "75", "95", "99")) {
      row.add(cell(figures.path("percentiles").path(key)));
    }
    row.add(cell(figures.path("greatest")));
    return row;
  }

  private static Sheet pages(JsonNode result) {
    Table.Builder table = new Table.Builder(List.of("Page", USERS, "Page loads"));
    List<Bar> bars = new ArrayList<>();
    for (JsonNode one : result.path("items")) {
      page(one.path("page").asText(), one, table, bars);
    }
    if (result.path("other").isObject()) {
      page("Other pages", result.path("other"), table, bars);
    }
    String about =
        "Users by page, %s: %s page loads of %s users"
            .formatted(
                period(result.path("period")),
                Figures.words(number(result, "loads")),
                Figures.words(number(result, "users")));
    return new Sheet(about, table.build(), new Drawing.Bars(bars));
  }

  private static void page(String name, JsonNode use, Table.Builder table, List<Bar> bars) {
    double users = number(use, "users");
    table.row(Cell.of(name), Cell.of(users), Cell.of(number(use, "loads")));
    bars.add(new Bar(name, users));
  }

  private static Sheet retention(JsonNode result) {
    String interval = result.path("interval").asText();
    int longest = 0;
    for (JsonNode one : result.path("cohorts")) {
      longest = Math.max(longest, one.path("active").size());
    }
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < longest; i++) {
      columns.add(capital(interval) + " " + i);
    }
    List<String> names = new ArrayList<>(List.of("Since", USERS));
    names.addAll(columns);
    Table.Builder table = new Table.Builder(names);
    List<String> rows = new ArrayList<>();
    List<List<Drawing.Cell>> cells = new ArrayList<>();
    for (JsonNode one : result.path("cohorts")) {
      LocalDate since = date(one.path("period"), "from");
      double users = number(one, "users");
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(since));
      row.add(Cell.of(users));
      List<Drawing.Cell> line = new ArrayList<>();
      for (int i = 0; i < longest; i++) {
        JsonNode active = one.path("active").path(i);
        row.add(cell(active));
        double share = users == 0 ? 0 : active.doubleValue() / users;
        line.add(
            active.isMissingNode()
                ? new Drawing.Cell("", 0)
                : new Drawing.Cell(Math.round(share * 100) + " %", share));
      }
      table.row(row);
      rows.add(DayWords.of(since) + " · " + Figures.brief(users));
      cells.add(line);
    }
    return new Sheet(
        // With their first page load, or into a segment; the answer does not say which.
        "Users by the " + interval + " in which they came, and how many came back",
        table.build(),
        new Drawing.Heat(rows, columns, cells));
  }

  private Sheet overlap(JsonNode result) {
    Table.Builder table = new Table.Builder(List.of("In these segments and no other", USERS));
    List<Bar> bars = new ArrayList<>();
    for (JsonNode one : result.path("combinations")) {
      List<String> in = new ArrayList<>();
      one.path("in").forEach(key -> in.add(segment.apply(key.asText())));
      String name = in.isEmpty() ? "In none of them" : String.join(" + ", in);
      table.row(Cell.of(name), Cell.of(number(one, "users")));
      bars.add(new Bar(name, number(one, "users")));
    }
    return new Sheet(of(number(result, "matching")), table.build(), new Drawing.Bars(bars));
  }

  private Sheet flows(JsonNode result) {
    Table.Builder table = new Table.Builder(List.of("Segment", "Before", "Now", "Entered", "Left"));
    List<Bar> bars = new ArrayList<>();
    for (JsonNode one : result.path("segments")) {
      String name = segment.apply(one.path("segment").asText());
      table.row(
          Cell.of(name),
          Cell.of(number(one, "before")),
          Cell.of(number(one, "now")),
          Cell.of(number(one, "entered")),
          Cell.of(number(one, "left")));
      bars.add(new Bar(name + ": entered", number(one, "entered")));
      bars.add(new Bar(name + ": left", number(one, "left")));
    }
    String about =
        "%s, compared with as many days before; %s users who loaded a page in both"
            .formatted(period(result.path("period")), Figures.words(number(result, "users")));
    return new Sheet(about, table.build(), new Drawing.Bars(bars));
  }

  private static Sheet users(JsonNode result) {
    double matching = number(result, "matching");
    double total = number(result, "total");
    Table.Builder table = new Table.Builder(List.of("Figure", USERS));
    table.row(Cell.of("Users of this report"), Cell.of(matching));
    table.row(Cell.of("All users"), Cell.of(total));
    return new Sheet(
        total == 0 ? "" : Figures.percent(matching / total) + " of all users",
        table.build(),
        new Drawing.Tiles(
            List.of(
                new Tile("Users of this report", matching, OptionalDouble.empty()),
                new Tile("All users", total, OptionalDouble.empty()))));
  }

  /// Users by their value: one, a range, or the rest.
  private String group(JsonNode group) {
    if (group.has("rest")) {
      return rest(group.path("rest").asText());
    }
    if (group.has("value")) {
      JsonNode value = group.path("value");
      return value.isBoolean() ? (value.booleanValue() ? "Yes" : "No") : value.asText();
    }
    JsonNode from = group.path("from");
    JsonNode to = group.path("to");
    if (from.isNumber()) {
      return Figures.words(from.doubleValue()) + " – " + Figures.words(to.doubleValue());
    }
    Optional<LocalDate> first = day(from, 0);
    Optional<LocalDate> last = day(to, 1);
    return first.isPresent() && last.isPresent()
        ? DayWords.stretch(first.get(), last.get())
        : from.asText();
  }

  private static String rest(String code) {
    return code.equals("missing") ? "Without a value" : "Other values";
  }

  /// The same in a table, where a stretch of time is the day on which it begins.
  private Cell groupCell(JsonNode group) {
    return day(group.path("from"), 0).map(Cell::of).orElseGet(() -> Cell.of(group(group)));
  }

  /// The day on which a moment lies.
  ///
  /// @param nanosBefore how long before it
  private Optional<LocalDate> day(JsonNode time, int nanosBefore) {
    try {
      return time.isTextual()
          ? Optional.of(
              OffsetDateTime.parse(time.asText())
                  .minusNanos(nanosBefore)
                  .atZoneSameInstant(zone)
                  .toLocalDate())
          : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static String of(double users) {
    return "Of " + Figures.words(users) + (users == 1 ? " user" : " users");
  }
}
