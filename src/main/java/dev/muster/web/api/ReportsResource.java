package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Integration;
import dev.muster.condition.AsOf;
import dev.muster.embedded.DeliveryCounts;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What users did: pages, who came back, and an overview of all of it.
final class ReportsResource {

  private static final int COHORTS_MAX = 60;
  private static final int PAGES = 50;
  private static final int SEGMENTS_SHOWN = 5;

  private final Engine engine;
  private final InstantSource clock;

  ReportsResource(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /// A question with the days that it is about, and whom.
  private record Asked(ReportQuestion question, Period period, Selection among) {
    AsOf asOf() {
      return question.asOf();
    }

    LocalDate today() {
      return question.today();
    }

    Place place() {
      return question.place();
    }
  }

  private Asked asked(Request request, @Nullable JsonNode condition, @Nullable PeriodSent period) {
    ReportQuestion question = ReportQuestion.of(engine, request, clock.instant());
    Period days = PeriodSent.read(period, question.today(), "period");
    return new Asked(question, days, question.users(engine, condition, null));
  }

  private static ProblemException wrong(String path, String reason) {
    return Problems.invalid(List.of(new FieldError(path, reason)));
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
    ActivityReports reports = asked.question.reports(engine);
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
      @Nullable JsonNode condition,
      @Nullable PeriodSent period,
      @Nullable String interval,
      @Nullable String entering) {}

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
    ActivityReports reports = asked.question.reports(engine);
    if (sent.entering != null) {
      SegmentReportsResource.known(asked.question, reports, sent.entering, "entering");
    }
    List<Cohort> cohorts =
        reports.retention(
            parts,
            sent.entering == null
                ? reports.newIn(parts, asked.among)
                : reports.enteredIn(parts, sent.entering, asked.among));
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
      DeliveriesView deliveries,
      List<SegmentView> segments) {}

  private record DeliveriesView(FigureView all, FigureView refused) {}

  Answer overview(Request request) {
    OverviewSent sent = request.as(OverviewSent.class);
    Asked asked = asked(request, sent.condition, sent.period);
    ActivityReports reports = asked.question.reports(engine);
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
            Math.max(asked.place().population().size(), asked.among.count()),
            asked.among.count(),
            new ActiveView(
                both(reports, Figure.ACTIVE_USERS, Period.of(today, 1), asked.among),
                both(reports, Figure.ACTIVE_USERS, Period.of(today, 7), asked.among),
                both(reports, Figure.ACTIVE_USERS, Period.of(today, 30), asked.among)),
            named,
            deliveries(asked),
            moved(asked)));
  }

  /// In the last 24 hours, the one that runs included, and in the 24 before.
  private DeliveriesView deliveries(Asked asked) {
    long[] all = new long[2];
    long[] refused = new long[2];
    for (Integration integration : asked.place().system().integrations().values()) {
      List<DeliveryCounts.Hour> hours =
          engine
              .counts(asked.place().environment().id(), integration.id(), asked.asOf().instant())
              .hours();
      for (int i = 0; i < hours.size(); i++) {
        int half = i < hours.size() / 2 ? 0 : 1;
        all[half] += hours.get(i).counts().sum();
        refused[half] += hours.get(i).counts().rejected();
      }
    }
    return new DeliveriesView(
        new FigureView(all[1], all[0]), new FigureView(refused[1], refused[0]));
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
    Instant from = asked.period.first().atStartOfDay(asked.asOf().zone()).toInstant();
    Instant to = asked.period.last().plusDays(1).atStartOfDay(asked.asOf().zone()).toInstant();
    List<SegmentView> moved = new ArrayList<>();
    engine
        .segmentSizes()
        .since(asked.place().environment().id(), from)
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
