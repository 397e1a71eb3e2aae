package dev.muster.web.api;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Environment;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Publication;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.Resolution;
import dev.muster.condition.ResolvedCondition;
import dev.muster.embedded.Engine;
import dev.muster.embedded.SegmentSizes;
import dev.muster.insights.ActivityReports;
import dev.muster.insights.Overlap;
import dev.muster.insights.Period;
import dev.muster.insights.SegmentFlows;
import dev.muster.population.Selection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reports about segments: how large they are and were, who is in several, who came and who left.
final class SegmentReportsResource {

  private final Engine engine;
  private final InstantSource clock;
  private final SegmentCounts counts = new SegmentCounts();

  SegmentReportsResource(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  private record SizesSent(@Nullable PeriodSent period) {}

  private record DayView(String date, int users) {}

  private record SizeView(
      String segment, String name, @Nullable Long now, Instant since, List<DayView> sizes) {}

  private record SizesView(PeriodView period, List<SizeView> items) {}

  Answer sizes(Request request) {
    SizesSent sent = request.as(SizesSent.class);
    ReportQuestion question = ReportQuestion.of(engine, request, clock.instant());
    Period period = PeriodSent.read(sent.period, question.today(), "period");
    Environment environment = question.place().environment();
    NotedSizes all = new NotedSizes(engine.segmentSizes(), environment, question.asOf().zone());
    Map<String, List<SegmentSizes.Size>> sizes = all.since(period.first());
    Map<String, Resolution> live = new LinkedHashMap<>();
    environment
        .live()
        .ifPresent(publication ->
            publication
                .segments()
                .forEach(one ->
                    live.put(one.key(), question.place().system().resolve(publication, one))));
    Map<ResolvedCondition, SegmentCounts.Count> counted =
        counts.count(
            question.place().population(),
            live.values().stream().flatMap(one -> one.countable().stream()).toList(),
            question.asOf());
    List<SizeView> items = new ArrayList<>();
    for (PublishedSegment segment :
        environment.live().map(Publication::segments).orElse(List.of())) {
      List<SegmentSizes.Size> noted = sizes.getOrDefault(segment.key(), List.of());
      items.add(
          new SizeView(
              segment.key(),
              segment.name(),
              now(requireNonNull(live.get(segment.key())), counted, noted),
              all.liveSince(segment.key()),
              days(all.days(segment.key(), noted, period.last()))));
    }
    items.sort(
        Comparator.comparingLong((SizeView one) -> -requireNonNullElse(one.now, -1L))
            .thenComparing(SizeView::segment));
    return Answer.of(new SizesView(PeriodView.of(period), items));
  }

  /// How many users a live segment has. Where there are more segments than can be counted in time,
  /// some are as large as they were last counted or noted.
  private static @Nullable Long now(
      Resolution segment,
      Map<ResolvedCondition, SegmentCounts.Count> counted,
      List<SegmentSizes.Size> noted) {
    if (segment instanceof Resolution.Problem) {
      // What is live and cannot be run holds for nobody.
      return 0L;
    }
    return segment
        .countable()
        .map(condition -> {
          SegmentCounts.Count count = counted.get(condition);
          return count != null
              ? Long.valueOf(count.users())
              : noted.isEmpty() ? null : Long.valueOf(noted.getLast().users());
        })
        .orElse(null);
  }

  private static List<DayView> days(Map<LocalDate, Integer> days) {
    return days.entrySet().stream()
        .map(one -> new DayView(one.getKey().toString(), one.getValue()))
        .toList();
  }

  private record OverlapSent(
      @Nullable List<String> segments,
      @Nullable JsonNode condition,
      @Nullable List<AmongSent> among) {}

  private record OneView(String segment, long users) {}

  private record CombinationView(List<String> in, long users) {}

  private record OverlapView(
      long matching, List<OneView> segments, List<CombinationView> combinations) {}

  Answer overlap(Request request) {
    OverlapSent sent = request.as(OverlapSent.class);
    ReportQuestion question = ReportQuestion.of(engine, request, clock.instant());
    List<String> keys = requireNonNullElse(sent.segments, List.of());
    Selection among = question.users(engine, sent.condition, sent.among);
    List<Selection> sets =
        IntStream.range(0, keys.size())
            .mapToObj(i -> question.segment(keys.get(i), "segments[" + i + "]"))
            .toList();
    List<Long> counts = Overlap.of(sets, among).combinations();
    return Answer.of(
        new OverlapView(
            among.count(),
            IntStream.range(0, keys.size())
                .mapToObj(i -> new OneView(keys.get(i), sets.get(i).countWith(among)))
                .toList(),
            IntStream.range(0, counts.size())
                .mapToObj(place -> new CombinationView(in(place, keys), counts.get(place)))
                .toList()));
  }

  private static List<String> in(int combination, List<String> keys) {
    return IntStream.range(0, keys.size())
        .filter(i -> (combination >> i & 1) == 1)
        .mapToObj(keys::get)
        .toList();
  }

  private record FlowsSent(
      @Nullable List<String> segments, @Nullable JsonNode condition, @Nullable PeriodSent period) {}

  private record CellView(@Nullable String from, @Nullable String to, long users) {}

  private record FlowsView(
      PeriodView period,
      PeriodView before,
      long users,
      List<SegmentFlows.Change> segments,
      List<CellView> cells) {}

  Answer flows(Request request) {
    FlowsSent sent = request.as(FlowsSent.class);
    ReportQuestion question = ReportQuestion.of(engine, request, clock.instant());
    Period period = PeriodSent.read(sent.period, question.today(), "period");
    List<String> keys = requireNonNullElse(sent.segments, List.of());
    ActivityReports reports = question.reports(engine);
    for (int i = 0; i < keys.size(); i++) {
      known(question, reports, keys.get(i), "segments[" + i + "]");
    }
    SegmentFlows flows =
        SegmentFlows.of(
            reports, period.before(), period, keys, question.users(engine, sent.condition, null));
    return Answer.of(
        new FlowsView(
            PeriodView.of(period),
            PeriodView.of(period.before()),
            flows.users(),
            flows.segments(),
            flows.cells().stream()
                .map(one -> new CellView(name(one.from()), name(one.to()), one.users()))
                .toList()));
  }

  private static @Nullable String name(Optional<String> segment) {
    return segment.orElse(null);
  }

  /// One that is neither there nor was live is a slip.
  static void known(ReportQuestion question, ActivityReports reports, String key, String path) {
    if (question.place().system().segment(key).isEmpty() && !reports.knowsSegment(key)) {
      throw Problems.invalid(
          List.of(
              new FieldError(
                  path, "there is no segment " + Words.quoted(key) + ", and none of it was live")));
    }
  }
}
