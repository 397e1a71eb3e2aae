package dev.muster.web;

import dev.muster.catalog.Environment;
import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.Engine;
import dev.muster.outgoing.Outgoing;
import dev.muster.population.Memory;
import dev.muster.population.Population;
import dev.muster.upload.UploadStatus;
import dev.muster.upload.Uploads;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Optional;

/// What the engine says of itself, for Prometheus: the log's queue and state, and the end users of
/// each environment with the memory that they take.
final class EngineMeters implements MultiCollector {

  private final Engine engine;

  private EngineMeters(Engine engine) {
    this.engine = engine;
  }

  static MultiCollector register(Engine engine, MeterRegistry registry) {
    Gauge.builder("muster.log.queue.entries", engine, e -> e.log().queuedEntries())
        .description("Entries that wait for the log's writer")
        .register(registry);
    Gauge.builder("muster.log.queue.bytes", engine, e -> e.log().queuedBytes())
        .description("Bytes of the entries that wait for the log's writer")
        .register(registry);
    Gauge.builder("muster.log.position.bytes", engine, e -> e.log().durablePosition())
        .description("The end of the log since it began")
        .register(registry);
    Gauge.builder("muster.log.disk.full", engine, e -> e.log().diskFull() ? 1 : 0)
        .description("1 while the log finds no room on the disk")
        .register(registry);
    Gauge.builder("muster.log.failed", engine, e -> e.log().failure().isPresent() ? 1 : 0)
        .description("1 once the log has failed and takes nothing until a restart")
        .register(registry);
    Gauge.builder("muster.log.syncing.seconds", engine, e -> e.log().syncing().toNanos() / 1e9)
        .description("For how long the disk has been at the present sync")
        .register(registry);
    Gauge.builder("muster.schedules.in.trouble", engine, e -> e.schedules().inTrouble())
        .description("Schedules that cannot look for files, or find some that they cannot take")
        .register(registry);
    Gauge.builder("muster.mailings.in.trouble", engine, EngineMeters::mailingsInTrouble)
        .description("Mailings that did not go out, or not to all of their recipients")
        .register(registry);
    registerWebhooks(engine.outgoing(), registry);
    FunctionCounter.builder("muster.log.groups", engine, e -> e.log().groups())
        .description("Groups of records made durable")
        .register(registry);
    FunctionCounter.builder("muster.log.entries", engine, e -> e.log().entries())
        .description("Records made durable")
        .register(registry);
    FunctionCounter.builder("muster.payloads.dropped", engine, Engine::payloadsDropped)
        .description("Payloads of refused deliveries not kept, since the disk was too slow or full")
        .register(registry);
    FunctionCounter.builder("muster.delivery.ids.forgotten", engine, Engine::deliveryIdsForgotten)
        .description("Ids of deliveries forgotten within their 24 hours, since too many came")
        .register(registry);
    FunctionCounter.builder("muster.page.loads.forgotten", engine, Engine::pageLoadsForgotten)
        .description("Page loads answered but not noted, since too many users were seen at once")
        .register(registry);
    registerUploads(engine.uploads(), registry);
    return new EngineMeters(engine);
  }

  private static long mailingsInTrouble(Engine engine) {
    return engine.catalog().current().systems().values().stream()
        .flatMap(system -> system.reporting().mailings().values().stream())
        .filter(one -> one.content().isEnabled() && one.progress().lastProblem().isPresent())
        .count();
  }

  private static void registerWebhooks(Outgoing outgoing, MeterRegistry registry) {
    Gauge.builder("muster.webhook.changes.waiting", outgoing, Outgoing::waiting)
        .description("Changes of segments that webhooks have yet to be told of")
        .register(registry);
    FunctionCounter.builder("muster.webhook.messages.sent", outgoing, all -> all.totals().sent())
        .description("Messages that webhooks' targets took")
        .register(registry);
    FunctionCounter.builder(
            "muster.webhook.attempts.failed", outgoing, all -> all.totals().failed())
        .description("Attempts to tell webhooks that failed")
        .register(registry);
    FunctionCounter.builder(
            "muster.webhook.messages.given.up", outgoing, all -> all.totals().givenUp())
        .description("Messages to webhooks that are not tried any more")
        .register(registry);
  }

  private static void registerUploads(Uploads uploads, MeterRegistry registry) {
    for (UploadStatus status : UploadStatus.values()) {
      if (!status.isOver()) {
        Gauge.builder("muster.uploads", uploads, all -> all.count(status))
            .description("CSV files that arrive, wait or are read")
            .tag("status", status.code())
            .register(registry);
      }
    }
    String rows = "muster.upload.rows";
    String about = "Rows of CSV files, dry runs left out";
    FunctionCounter.builder(rows, uploads, all -> all.totals().taken())
        .description(about)
        .tag("outcome", "taken")
        .register(registry);
    FunctionCounter.builder(rows, uploads, all -> all.totals().refused())
        .description(about)
        .tag("outcome", "refused")
        .register(registry);
  }

  @Override
  public MetricSnapshots collect() {
    GaugeSnapshot.Builder users =
        GaugeSnapshot.builder().name("muster_users").help("End users that are known");
    GaugeSnapshot.Builder memory =
        GaugeSnapshot.builder()
            .name("muster_population_bytes")
            .help("Memory of the end users, by part: identifiers, index and each column");
    for (SystemDefinition system : engine.catalog().current().systems().values()) {
      for (Environment environment : system.environments()) {
        Optional<Population> population = engine.population(environment.id());
        if (population.isPresent()) {
          Labels labels = Labels.of("system", system.key(), "environment", environment.key());
          add(labels, population.get().memory(), users, memory);
        }
      }
    }
    return MetricSnapshots.of(users.build(), memory.build());
  }

  private static void add(
      Labels labels, Memory taken, GaugeSnapshot.Builder users, GaugeSnapshot.Builder memory) {
    users.dataPoint(point(labels, taken.users()));
    taken
        .parts()
        .forEach((part, bytes) -> memory.dataPoint(point(labels.add("part", part), bytes)));
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }
}
