package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Property;
import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.DeliveryCounts;
import dev.muster.embedded.Engine;
import dev.muster.embedded.IntegrationCounts;
import dev.muster.embedded.IntegrationCounts.PropertyCounts;
import dev.muster.embedded.IntegrationCounts.PropertyDay;
import dev.muster.health.Checkup;
import dev.muster.health.Health;
import dev.muster.health.HealthFinding;
import dev.muster.health.HealthWords;
import dev.muster.upload.UploadPlace;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How one integration is, and what that is taken from.
final class HealthResource {

  /// How many days of properties are shown; all that is kept is looked at.
  private static final int PROPERTY_DAYS = 14;

  /// Of how many days the share of deliveries is that have a property.
  private static final int SHARE_DAYS = 7;

  private final Engine engine;
  private final Checkup checkup;
  private final Lookup lookup;
  private final InstantSource clock;

  HealthResource(Engine engine, Checkup checkup, InstantSource clock) {
    this.engine = engine;
    this.checkup = checkup;
    this.lookup = new Lookup(engine.catalog());
    this.clock = clock;
  }

  private record View(
      String state,
      String words,
      Instant at,
      List<FindingView> findings,
      List<PropertyView> properties,
      List<DayView> days,
      List<HourView> hours,
      List<RefusalView> refusals,
      List<FilesHealth.FileView> files) {}

  private record FindingView(
      String kind,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String property,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant since,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String upload,
      String words,
      String whatToDo) {

    static FindingView of(HealthFinding finding, HealthWords words) {
      return new FindingView(
          finding.code(),
          finding.about().map(Property::name).orElse(null),
          finding.begin().orElse(null),
          finding.upload().orElse(null),
          words.of(finding),
          HealthWords.whatToDo(finding));
    }
  }

  record PropertyView(
      String path,
      String name,
      String type,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastAt,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastValueAt,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double share,
      List<PropertyDayView> days,
      List<FilesHealth.ColumnView> files) {}

  record PropertyDayView(
      String day, long read, long valued, long empty, Map<String, Long> refused) {}

  private record DayView(
      String day,
      long accepted,
      long partial,
      long rejected,
      long ignored,
      long duplicate,
      long stale) {}

  private record HourView(
      Instant at,
      long accepted,
      long partial,
      long rejected,
      long ignored,
      long duplicate,
      long stale) {}

  private record RefusalView(String code, long lastDay, Instant lastAt) {}

  Answer read(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    Environment environment = lookup.askedEnvironment(system, request);
    Instant now = clock.instant();
    Health health = checkup.of(system, integration, environment, now, Set.of());
    HealthWords words = new HealthWords(system.timeZone(), now);
    List<FindingView> findings =
        health.findings().stream().map(one -> FindingView.of(one, words)).toList();
    if (integration.kind() == IntegrationKind.CSV) {
      FilesHealth files =
          FilesHealth.of(engine.uploads().list(new UploadPlace(system, integration, environment)));
      return Answer.of(
          new View(
              health.state().code(),
              health.words(),
              now,
              findings,
              integration.properties().stream().map(files::property).toList(),
              List.of(),
              List.of(),
              List.of(),
              files.views()));
    }
    IntegrationCounts counts =
        engine.history(environment.id(), integration.id(), now, system.timeZone());
    LocalDate today = LocalDate.ofInstant(now, system.timeZone());
    return Answer.of(
        new View(
            health.state().code(),
            health.words(),
            now,
            findings,
            integration.properties().stream().map(one -> property(one, counts, today)).toList(),
            days(counts, today),
            counts.recent().hours().stream().map(HealthResource::hour).toList(),
            refusals(counts, now),
            List.of()));
  }

  private static PropertyView property(
      Property property, IntegrationCounts counts, LocalDate today) {
    Optional<PropertyCounts> found = counts.property(property.attributeId());
    Map<LocalDate, PropertyDay> came =
        found.map(PropertyCounts::days).orElse(List.of()).stream()
            .collect(Collectors.toMap(PropertyDay::day, Function.identity()));
    Map<LocalDate, Long> read =
        counts.days().stream()
            .collect(Collectors.toMap(IntegrationCounts.Day::day, IntegrationCounts.Day::read));
    List<PropertyDayView> days =
        IntStream.rangeClosed(1 - PROPERTY_DAYS, 0)
            .mapToObj(today::plusDays)
            .map(day -> {
              PropertyDay one = came.getOrDefault(day, new PropertyDay(day, 0, 0, Map.of()));
              return new PropertyDayView(
                  day.toString(),
                  read.getOrDefault(day, 0L),
                  one.valued(),
                  one.empty(),
                  one.refused().entrySet().stream()
                      .collect(Collectors.toMap(it -> it.getKey().code(), Map.Entry::getValue)));
            })
            .toList();
    long all = 0;
    long had = 0;
    for (PropertyDayView day : days.subList(PROPERTY_DAYS - SHARE_DAYS, PROPERTY_DAYS)) {
      all += day.read;
      had += day.valued + day.empty;
      had += day.refused.values().stream().mapToLong(Long::longValue).sum();
    }
    return new PropertyView(
        property.path(),
        property.name(),
        property.type().code(),
        found.map(PropertyCounts::lastAt).orElse(null),
        found.flatMap(PropertyCounts::lastValueAt).orElse(null),
        all == 0 ? null : (Double) Math.min(1, (double) had / all),
        days,
        List.of());
  }

  private static List<DayView> days(IntegrationCounts counts, LocalDate today) {
    Map<LocalDate, DeliveryCounts.Counts> known =
        counts.days().stream()
            .collect(Collectors.toMap(IntegrationCounts.Day::day, IntegrationCounts.Day::counts));
    return IntStream.rangeClosed(1 - IntegrationCounts.DAYS, 0)
        .mapToObj(today::plusDays)
        .map(day -> {
          DeliveryCounts.Counts one =
              known.getOrDefault(day, new DeliveryCounts.Counts(0, 0, 0, 0, 0, 0));
          return new DayView(
              day.toString(),
              one.accepted(),
              one.partial(),
              one.rejected(),
              one.ignored(),
              one.duplicate(),
              one.stale());
        })
        .toList();
  }

  private static HourView hour(DeliveryCounts.Hour hour) {
    DeliveryCounts.Counts one = hour.counts();
    return new HourView(
        hour.at(),
        one.accepted(),
        one.partial(),
        one.rejected(),
        one.ignored(),
        one.duplicate(),
        one.stale());
  }

  private static List<RefusalView> refusals(IntegrationCounts counts, Instant now) {
    long from = now.getEpochSecond() / 3_600 - 23;
    return counts.refusals().stream()
        .map(one ->
            new RefusalView(
                one.code(),
                one.hours().stream()
                    .filter(hour -> hour.number() >= from)
                    .mapToLong(IntegrationCounts.Hour::all)
                    .sum(),
                one.lastAt()))
        .filter(one -> one.lastDay > 0)
        .toList();
  }
}
