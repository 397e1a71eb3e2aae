package dev.muster.web.api;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.FieldError;
import dev.muster.condition.AsOf;
import dev.muster.embedded.Engine;
import dev.muster.embedded.SegmentSizes;
import dev.muster.insights.ActivityReports;
import dev.muster.insights.ActivityReports.Cohort;
import dev.muster.insights.ActivityReports.Figure;
import dev.muster.insights.ActivityReports.PageUse;
import dev.muster.insights.Interval;
import dev.muster.insights.Period;
import dev.muster.population.Selection;
import dev.muster.web.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What users did: trends, pages, who came back, and an overview of all of it.
final class ReportsResource {

  private static final int DAYS = 30;
  private static final int DAYS_MAX = 800;
  private static final int COHORTS_MAX = 60;
  private static final int PAGES = 50;
  private static final int SEGMENTS_SHOWN = 5;
  private static final String CONDITION = "condition";

  private final Engine engine;
  private final InstantSource clock;

  ReportsResource(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /// Days that are asked about: so many up to today, or from one to another.
  private record PeriodSent(@Nullable Integer days, @Nullable String from, @Nullable String to) {}

  /// The question that all reports share, with what answers it.
  private record Asked(Place place, AsOf asOf, Period period, Selection among) {
    ActivityReports reports(Engine engine) {
      return new ActivityReports(
          engine.activityOf(place.environment().id()), place.population(), asOf.zone());
    }

    LocalDate today() {
      return LocalDate.ofInstant(asOf.instant(), asOf.zone());
    }
  }

  private Asked asked(Request request, @Nullable JsonNode condition, @Nullable PeriodSent period) {
    Place place = Place.of(engine, request);
    AsOf asOf = place.asOf(clock.instant());
    Period days = period(period, LocalDate.ofInstant(asOf.instant(), asOf.zone()));
    Selection among =
        condition == null
            ? place.everybody(asOf)
            : place
                .population()
                .select(
                    Conditions.forAll(
                        place.system(), Conditions.read(condition, CONDITION), CONDITION),
                    asOf);
    return new Asked(place, asOf, days, among);
  }

  private static Period period(@Nullable PeriodSent sent, LocalDate today) {
    if (sent == null || (sent.from == null && sent.to == null)) {
      return Period.of(today, sent == null ? DAYS : requireNonNullElse(sent.days, DAYS));
    }
    if (sent.days != null) {
      throw wrong("period", "has either days, or from and to");
    }
    LocalDate from = day(sent.from, "period.from");
    LocalDate to = sent.to == null ? today : day(sent.to, "period.to");
    if (to.isBefore(from)) {
      throw wrong("period.to", "is before period.from");
    }
    if (from.plusDays(DAYS_MAX).isBefore(to)) {
      throw wrong("period", "has more than " + DAYS_MAX + " days");
    }
    return new Period(from, to);
  }

  private static LocalDate day(@Nullable String text, String path) {
    if (text == null) {
      throw wrong(path, "is missing; a day such as 2026-05-01");
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1970 && day.getYear() <= 9999) {
        return day;
      }
    } catch (DateTimeException _) {
      // Refused like a day that is too far away.
    }
    throw wrong(path, "is no day from 1970 to 9999, such as 2026-05-01");
  }

  private static ProblemException wrong(String path, String reason) {
    return Problems.invalid(List.of(new FieldError(path, reason)));
  }

  private record PeriodView(String from, String to) {
    static PeriodView of(Period period) {
      return new PeriodView(period.first().toString(), period.last().toString());
    }
  }

  private record TrendSent(
      @Nullable String figure,
      @Nullable JsonNode condition,
      @Nullable PeriodSent period,
      @Nullable String interval,
      @Nullable List<String> split) {}

  private record SeriesView(List<Long> values, long total) {}

  private record TrendView(
      String figure,
      String interval,
      PeriodView period,
      List<PeriodView> intervals,
      List<Long> values,
      long total,
      BeforeView before,
      Map<String, SeriesView> split) {}

  private record BeforeView(PeriodView period, List<Long> values, long total) {}

  Answer trend(Request request) {
    TrendSent sent = request.as(TrendSent.class);
    Asked asked = asked(request, sent.condition, sent.period);
    Figure figure = figure(requireNonNull(sent.figure));
    Interval interval =
        sent.interval == null
            ? Interval.forDays(asked.period.days())
            : Interval.of(sent.interval).orElseThrow();
    SequencedMap<String, Selection> split = new LinkedHashMap<>();
    List<String> keys = sent.split == null ? List.of() : sent.split;
    split.putAll(InsightsResource.split(asked.place, keys, asked.among, asked.asOf));
    List<Selection> among = new ArrayList<>();
    among.add(asked.among);
    among.addAll(split.values());
    List<Period> parts = asked.period.by(interval);
    ActivityReports reports = asked.reports(engine);
    long[][] counts = reports.counts(figure, parts, among);
    long[] totals = reports.totals(figure, parts, among, counts);
    Map<String, SeriesView> series = new LinkedHashMap<>();
    int at = 1;
    for (String key : split.keySet()) {
      series.put(key, new SeriesView(list(counts[at]), totals[at]));
      at++;
    }
    return Answer.of(
        new TrendView(
            figure.code(),
            interval.code(),
            PeriodView.of(asked.period),
            parts.stream().map(PeriodView::of).toList(),
            list(counts[0]),
            totals[0],
            before(reports, figure, asked, interval),
            series));
  }

  /// The same figure in as many days just before.
  private static BeforeView before(
      ActivityReports reports, Figure figure, Asked asked, Interval interval) {
    Period before = asked.period.before();
    List<Selection> among = List.of(asked.among);
    List<Period> parts = before.by(interval);
    long[][] counts = reports.counts(figure, parts, among);
    return new BeforeView(
        PeriodView.of(before), list(counts[0]), reports.totals(figure, parts, among, counts)[0]);
  }

  private static List<Long> list(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static Figure figure(String code) {
    return Arrays.stream(Figure.values())
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the contract lets no " + code + " through"));
  }

  private record PagesSent(
      @Nullable JsonNode condition, @Nullable PeriodSent period, @Nullable Integer limit) {}

  private record PageView(String page, long users, long loads) {}

  private record CountView(long users, long loads) {}

  private record PagesView(
      PeriodView period,
      long users,
      long loads,
      long pages,
      List<PageView> items,
      @Nullable CountView other) {}

  Answer pages(Request request) {
    PagesSent sent = request.as(PagesSent.class);
    Asked asked = asked(request, sent.condition, sent.period);
    ActivityReports reports = asked.reports(engine);
    List<Selection> among = List.of(asked.among);
    List<Period> whole = List.of(asked.period);
    List<PageUse> pages = reports.pages(asked.period, asked.among);
    List<PageView> named = new ArrayList<>();
    Optional<PageUse> other = Optional.empty();
    for (PageUse one : pages) {
      if (one.page() == null) {
        other = Optional.of(one);
      } else {
        named.add(new PageView(one.page(), one.users(), one.loads()));
      }
    }
    return Answer.of(
        new PagesView(
            PeriodView.of(asked.period),
            reports.counts(Figure.ACTIVE_USERS, whole, among)[0][0],
            reports.counts(Figure.PAGE_LOADS, whole, among)[0][0],
            named.size(),
            named.stream().limit(requireNonNullElse(sent.limit, PAGES)).toList(),
            other.map(one -> new CountView(one.users(), one.loads())).orElse(null)));
  }

  private record RetentionSent(
      @Nullable JsonNode condition, @Nullable PeriodSent period, @Nullable String interval) {}

  private record CohortView(PeriodView period, long users, List<Long> active) {}

  private record RetentionView(String interval, PeriodView period, List<CohortView> cohorts) {}

  Answer retention(Request request) {
    RetentionSent sent = request.as(RetentionSent.class);
    Asked asked = asked(request, sent.condition, sent.period);
    Interval interval =
        sent.interval == null ? Interval.WEEK : Interval.of(sent.interval).orElseThrow();
    List<Period> parts = asked.period.by(interval);
    if (parts.size() > COHORTS_MAX) {
      throw wrong(
          "period",
          "has %d intervals, more than %d; take a shorter period or longer intervals"
              .formatted(parts.size(), COHORTS_MAX));
    }
    List<Cohort> cohorts = asked.reports(engine).retention(parts, asked.among);
    return Answer.of(
        new RetentionView(
            interval.code(),
            PeriodView.of(asked.period),
            cohorts.stream()
                .map(one -> new CohortView(PeriodView.of(one.came()), one.users(), one.active()))
                .toList()));
  }

  private record OverviewSent(@Nullable JsonNode condition, @Nullable PeriodSent period) {}

  private record FigureView(long now, long before) {}

  private record ActiveView(FigureView today, FigureView week, FigureView month) {}

  private record SegmentView(String segment, int before, int now) {}

  private record OverviewView(
      PeriodView period,
      PeriodView before,
      long known,
      long matching,
      ActiveView active,
      Map<String, FigureView> figures,
      List<SegmentView> segments) {}

  Answer overview(Request request) {
    OverviewSent sent = request.as(OverviewSent.class);
    Asked asked = asked(request, sent.condition, sent.period);
    ActivityReports reports = asked.reports(engine);
    Map<Figure, FigureView> figures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      figures.put(figure, both(reports, figure, asked.period, asked.among));
    }
    Map<String, FigureView> named = new LinkedHashMap<>();
    figures.forEach((figure, view) -> named.put(figure.code(), view));
    LocalDate today = asked.today();
    return Answer.of(
        new OverviewView(
            PeriodView.of(asked.period),
            PeriodView.of(asked.period.before()),
            Math.max(asked.place.population().size(), asked.among.count()),
            asked.among.count(),
            new ActiveView(
                both(reports, Figure.ACTIVE_USERS, Period.of(today, 1), asked.among),
                both(reports, Figure.ACTIVE_USERS, Period.of(today, 7), asked.among),
                both(reports, Figure.ACTIVE_USERS, Period.of(today, 30), asked.among)),
            named,
            moved(asked)));
  }

  private static FigureView both(
      ActivityReports reports, Figure figure, Period period, Selection among) {
    List<Selection> one = List.of(among);
    return new FigureView(
        reports.counts(figure, List.of(period), one)[0][0],
        reports.counts(figure, List.of(period.before()), one)[0][0]);
  }

  /// The live segments whose sizes changed most since the period began; of all users, whatever the
  /// condition.
  private List<SegmentView> moved(Asked asked) {
    Instant from = asked.period.first().atStartOfDay(asked.asOf.zone()).toInstant();
    Instant to = asked.period.last().plusDays(1).atStartOfDay(asked.asOf.zone()).toInstant();
    List<SegmentView> moved = new ArrayList<>();
    engine
        .segmentSizes()
        .since(asked.place.environment().id(), from)
        .forEach((key, sizes) -> {
          List<SegmentSizes.Size> within =
              sizes.stream().filter(size -> size.at().isBefore(to)).toList();
          if (!within.isEmpty()) {
            moved.add(new SegmentView(key, within.getFirst().users(), within.getLast().users()));
          }
        });
    moved.removeIf(one -> one.now == one.before);
    moved.sort(
        Comparator.comparingInt((SegmentView one) -> -Math.abs(one.now - one.before))
            .thenComparing(SegmentView::segment));
    return moved.stream().limit(SEGMENTS_SHOWN).toList();
  }
}
