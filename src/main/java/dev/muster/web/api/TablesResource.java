package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.attribute.PlainValues;
import dev.muster.catalog.FieldError;
import dev.muster.condition.Operand;
import dev.muster.embedded.Engine;
import dev.muster.insights.Groups;
import dev.muster.insights.Interval;
import dev.muster.insights.NumberFigures;
import dev.muster.population.Selection;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tables: users by two fields, and what their numbers add up to.
final class TablesResource {

  private static final int LIMIT = 10;

  private final Engine engine;
  private final InstantSource clock;

  TablesResource(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  private record CrossSent(
      @Nullable String rows,
      @Nullable String columns,
      @Nullable JsonNode condition,
      @Nullable List<AmongSent> among,
      @Nullable Integer limit,
      @Nullable String interval) {}

  private record GroupCount(GroupView group, long users) {}

  private record SideView(String field, String type, List<GroupCount> groups) {
    static SideView of(Groups groups) {
      return new SideView(
          groups.field().field(),
          groups.field().type().code(),
          groups.groups().stream()
              .map(one -> new GroupCount(GroupView.of(one.part()), one.users().count()))
              .toList());
    }
  }

  private record CrossView(
      long matching, SideView rows, SideView columns, List<List<Long>> cells) {}

  Answer cross(Request request) {
    CrossSent sent = request.as(CrossSent.class);
    ReportQuestion question = ReportQuestion.of(engine, request, clock.instant());
    Operand rows = field(question, sent.rows, "rows");
    Operand columns = field(question, sent.columns, "columns");
    if (rows.field().equals(columns.field())) {
      throw Problems.invalid(
          List.of(new FieldError("columns", "is the same field as rows; take another")));
    }
    Selection users = question.users(engine, sent.condition, sent.among);
    Optional<Interval> interval =
        Optional.ofNullable(sent.interval).map(code -> Interval.of(code).orElseThrow());
    Groups down = groups(question, rows, users, sent.limit, interval);
    Groups across = groups(question, columns, users, sent.limit, interval);
    return Answer.of(
        new CrossView(users.count(), SideView.of(down), SideView.of(across), down.across(across)));
  }

  private static Operand field(ReportQuestion question, @Nullable String field, String path) {
    return Conditions.reported(question.place().system(), requireNonNullElse(field, ""), path);
  }

  private static Groups groups(
      ReportQuestion question,
      Operand field,
      Selection users,
      @Nullable Integer limit,
      Optional<Interval> interval) {
    return Groups.of(
        question.place().population(),
        field,
        users,
        requireNonNullElse(limit, LIMIT),
        interval,
        question.asOf());
  }

  private record SummarySent(
      @Nullable String field,
      @Nullable String by,
      @Nullable JsonNode condition,
      @Nullable List<AmongSent> among,
      @Nullable Integer limit) {}

  private record FiguresView(
      long users,
      long missing,
      @Nullable Object sum,
      @Nullable Object average,
      @Nullable Object least,
      @Nullable Object greatest,
      Map<String, @Nullable Object> percentiles) {

    static FiguresView of(NumberFigures figures) {
      Map<String, @Nullable Object> percentiles = new LinkedHashMap<>();
      for (int i = 0; i < NumberFigures.PERCENTS.size(); i++) {
        percentiles.put(
            Integer.toString(NumberFigures.PERCENTS.get(i)), number(figures.percentiles().get(i)));
      }
      return new FiguresView(
          figures.users(),
          figures.missing(),
          figures.users() == 0 ? null : number(figures.sum()),
          number(figures.average()),
          number(figures.least()),
          number(figures.greatest()),
          percentiles);
    }

    /// JSON has no number for what is none, or too large for one.
    private static @Nullable Object number(double number) {
      return Double.isFinite(number) ? PlainValues.of(new AttributeValue.Numeric(number)) : null;
    }
  }

  private record ByView(String field, String type) {}

  private record GroupFigures(GroupView group, FiguresView figures) {}

  private record SummaryView(
      String field, @Nullable ByView by, FiguresView all, List<GroupFigures> groups) {}

  Answer summary(Request request) {
    SummarySent sent = request.as(SummarySent.class);
    ReportQuestion question = ReportQuestion.of(engine, request, clock.instant());
    Operand field = field(question, sent.field, "field");
    if (field.type() != AttributeType.NUMBER) {
      throw Problems.invalid(
          List.of(
              new FieldError(
                  "field", "has the type " + field.type().code() + "; only numbers add up")));
    }
    Optional<Operand> by = Optional.ofNullable(sent.by).map(one -> field(question, one, "by"));
    Selection users = question.users(engine, sent.condition, sent.among);
    List<GroupFigures> groups =
        by
            .map(one -> groups(question, one, users, sent.limit, Optional.empty()))
            .map(Groups::groups)
            .orElse(List.of())
            .stream()
            .map(one ->
                new GroupFigures(GroupView.of(one.part()), figures(question, field, one.users())))
            .toList();
    return Answer.of(
        new SummaryView(
            field.field(),
            by.map(one -> new ByView(one.field(), one.type().code())).orElse(null),
            figures(question, field, users),
            groups));
  }

  private static FiguresView figures(ReportQuestion question, Operand field, Selection users) {
    return FiguresView.of(
        NumberFigures.of(question.place().population().tally(field, question.asOf()), users));
  }
}
