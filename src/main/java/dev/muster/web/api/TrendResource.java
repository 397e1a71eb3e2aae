package dev.muster.web.api;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.FieldError;
import dev.muster.embedded.Engine;
import dev.muster.insights.ActivityReports;
import dev.muster.insights.ActivityReports.Figure;
import dev.muster.insights.Groups;
import dev.muster.insights.Interval;
import dev.muster.insights.Period;
import dev.muster.population.Selection;
import dev.muster.web.ProblemException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How a figure goes from interval to interval: what users did, or how many were in a segment.
final class TrendResource {

  private static final String SEGMENT_SIZE = "segmentSize";
  private static final int GROUPS = 5;

  private final Engine engine;
  private final InstantSource clock;

  TrendResource(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  private record TrendSent(
      @Nullable String figure,
      @Nullable String segment,
      @Nullable JsonNode condition,
      @Nullable PeriodSent period,
      @Nullable String interval,
      @Nullable List<String> split,
      @Nullable String by,
      @Nullable Integer limit) {}

  /// @param values null where it is not known
  private record SeriesView(List<@Nullable Long> values, @Nullable Long total) {}

  private record TrendView(
      String figure,
      @Nullable String segment,
      String interval,
      PeriodView period,
      List<PeriodView> intervals,
      @Nullable Integer ongoing,
      List<@Nullable Long> values,
      @Nullable Long total,
      BeforeView before,
      Map<String, SeriesView> split,
      @Nullable ByView by) {}

  private record GroupSeries(GroupView group, List<@Nullable Long> values, @Nullable Long total) {}

  private record ByView(String field, String type, List<GroupSeries> series) {}

  private record BeforeView(PeriodView period, List<@Nullable Long> values, @Nullable Long total) {}

  /// Which intervals are asked for.
  ///
  /// @param today a day that is not over yet
  private record Days(Interval interval, Period period, List<Period> parts, LocalDate today) {

    static Days of(TrendSent sent, LocalDate today) {
      Period period = PeriodSent.read(sent.period, today, "period");
      Interval interval =
          sent.interval == null
              ? Interval.forDays(period.days())
              : Interval.of(sent.interval).orElseThrow();
      return new Days(interval, period, period.by(interval), today);
    }

    /// The interval that has today; null where none has.
    @Nullable Integer ongoing() {
      return IntStream.range(0, parts.size())
          .filter(i -> !parts.get(i).first().isAfter(today) && !parts.get(i).last().isBefore(today))
          .boxed()
          .findFirst()
          .orElse(null);
    }

    List<PeriodView> views() {
      return parts.stream().map(PeriodView::of).toList();
    }

    List<Period> partsBefore() {
      return period.before().by(interval);
    }
  }

  private static ProblemException wrong(String path, String reason) {
    return Problems.invalid(List.of(new FieldError(path, reason)));
  }

  Answer trend(Request request) {
    TrendSent sent = request.as(TrendSent.class);
    ReportQuestion question = ReportQuestion.of(engine, request, clock.instant());
    Days days = Days.of(sent, question.today());
    if (SEGMENT_SIZE.equals(sent.figure)) {
      return sizes(sent, question, days);
    }
    if (sent.segment != null) {
      throw wrong("segment", "has a meaning with the figure " + SEGMENT_SIZE + " only");
    }
    return activity(sent, question, days);
  }

  private Answer activity(TrendSent sent, ReportQuestion question, Days days) {
    Figure figure = figure(requireNonNull(sent.figure));
    Selection users = question.users(engine, sent.condition, null);
    SequencedMap<String, Selection> split =
        InsightsResource.split(question, requireNonNullElse(sent.split, List.of()), users);
    Optional<Groups> groups =
        Optional.ofNullable(sent.by).map(by -> groups(question, users, by, sent.limit));
    List<Selection> among = new ArrayList<>();
    among.add(users);
    among.addAll(split.values());
    groups.ifPresent(by -> by.groups().forEach(group -> among.add(group.users())));
    ActivityReports reports = question.reports(engine);
    long[][] counts = reports.counts(figure, days.parts, among);
    long[] totals = reports.totals(figure, days.parts, among, counts);
    Map<String, SeriesView> series = new LinkedHashMap<>();
    int at = 1;
    for (String key : split.keySet()) {
      series.put(key, new SeriesView(list(counts[at]), totals[at]));
      at++;
    }
    return Answer.of(
        new TrendView(
            figure.code(),
            null,
            days.interval.code(),
            PeriodView.of(days.period),
            days.views(),
            days.ongoing(),
            list(counts[0]),
            totals[0],
            before(reports, figure, users, days),
            series,
            groups.map(by -> by(by, counts, totals, 1 + split.size())).orElse(null)));
  }

  private static Groups groups(
      ReportQuestion question, Selection among, String by, @Nullable Integer limit) {
    return Groups.of(
        question.place().population(),
        Conditions.reported(question.place().system(), by, "by"),
        among,
        requireNonNullElse(limit, GROUPS),
        Optional.empty(),
        question.asOf());
  }

  /// @param first where those of the groups begin in the counts
  private static ByView by(Groups groups, long[][] counts, long[] totals, int first) {
    List<GroupSeries> series = new ArrayList<>();
    for (int i = 0; i < groups.groups().size(); i++) {
      series.add(
          new GroupSeries(
              GroupView.of(groups.groups().get(i).part()),
              list(counts[first + i]),
              totals[first + i]));
    }
    return new ByView(groups.field().field(), groups.field().type().code(), series);
  }

  /// The same figure in as many days just before.
  private static BeforeView before(
      ActivityReports reports, Figure figure, Selection users, Days days) {
    List<Selection> among = List.of(users);
    List<Period> parts = days.partsBefore();
    long[][] counts = reports.counts(figure, parts, among);
    return new BeforeView(
        PeriodView.of(days.period.before()),
        list(counts[0]),
        reports.totals(figure, parts, among, counts)[0]);
  }

  private static List<@Nullable Long> list(long[] values) {
    return Arrays.stream(values).<@Nullable Long>mapToObj(Long::valueOf).toList();
  }

  private static Figure figure(String code) {
    return Arrays.stream(Figure.values())
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the contract lets no " + code + " through"));
  }

  /// Sizes were noted of all users and not who they were, so nothing narrows them down.
  private Answer sizes(TrendSent sent, ReportQuestion question, Days days) {
    if (sent.condition != null || sent.by != null || sent.limit != null) {
      throw wrong(
          sent.condition != null ? "condition" : sent.by != null ? "by" : "limit",
          "does not go with "
              + SEGMENT_SIZE
              + ": of the past is known how many were in a segment, not who");
    }
    if (sent.segment == null) {
      throw wrong("segment", "is missing; the key of the segment whose size is asked for");
    }
    NotedSizes noted =
        new NotedSizes(
            engine.segmentSizes(), question.place().environment(), question.asOf().zone());
    known(question, noted, sent.segment, "segment");
    Map<String, SeriesView> others = new LinkedHashMap<>();
    List<String> keys = requireNonNullElse(sent.split, List.of());
    for (int i = 0; i < keys.size(); i++) {
      known(question, noted, keys.get(i), "split[" + i + "]");
      others.put(keys.get(i), sizes(noted, keys.get(i), days.period, days.parts));
    }
    SeriesView own = sizes(noted, sent.segment, days.period, days.parts);
    Period before = days.period.before();
    SeriesView earlier = sizes(noted, sent.segment, before, days.partsBefore());
    return Answer.of(
        new TrendView(
            SEGMENT_SIZE,
            sent.segment,
            days.interval.code(),
            PeriodView.of(days.period),
            days.views(),
            days.ongoing(),
            own.values,
            own.total,
            new BeforeView(PeriodView.of(before), earlier.values, earlier.total),
            others,
            null));
  }

  /// The last size that is known of each interval, and of the whole.
  private static SeriesView sizes(
      NotedSizes noted, String segment, Period period, List<Period> parts) {
    NavigableMap<LocalDate, Integer> days = noted.days(segment, period);
    return new SeriesView(
        parts.stream().<@Nullable Long>map(part -> last(days, part)).toList(), last(days, period));
  }

  private static @Nullable Long last(NavigableMap<LocalDate, Integer> days, Period part) {
    Map.Entry<LocalDate, Integer> last = days.floorEntry(part.last());
    return last == null || last.getKey().isBefore(part.first()) ? null : (long) last.getValue();
  }

  /// One that is not there, is not live and has no size of any time is a slip.
  private static void known(ReportQuestion question, NotedSizes noted, String key, String path) {
    if (question.place().system().segment(key).isEmpty()
        && question.place().environment().live().flatMap(one -> one.segment(key)).isEmpty()
        && !noted.since(LocalDate.EPOCH).containsKey(key)) {
      throw wrong(
          path, "there is no segment " + Words.quoted(key) + ", and no size of one is known");
    }
  }
}
