package dev.muster.web;

import static java.util.Objects.requireNonNull;

import dev.muster.embedded.Engine;
import dev.muster.intake.Journal;
import dev.muster.intake.Passage;
import dev.muster.storage.LogMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// What the server counts and times, for Prometheus.
public final class Meters {
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger eventStreams = new AtomicInteger();
  final LatencyHistogram deliveries =
      new LatencyHistogram(
          "muster_delivery_seconds", "From a delivery's head to its answer, durable and visible");
  final LatencyHistogram pageLoads =
      new LatencyHistogram("muster_page_load_seconds", "From a page load's head to its answer");
  final LatencyHistogram evaluations =
      new LatencyHistogram(
          "muster_evaluation_seconds", "From the head of an OpenFeature evaluation to its answer");
  final LatencyHistogram commits =
      new LatencyHistogram(
          "muster_commit_seconds", "Writing and syncing one group of records of the log");
  final Counter timeouts;
  final Counter refusedConnections;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<RouteClass, AtomicReferenceArray<@Nullable Counter>> requests =
      new EnumMap<>(RouteClass.class);
  private final Map<Passage.Limit, Counter> limited = new EnumMap<>(Passage.Limit.class);

  /// Meters that nothing has been counted on yet.
  public Meters() {
    for (RouteClass route : RouteClass.values()) {
      requests.put(route, new AtomicReferenceArray<>(600));
    }
    for (Passage.Limit limit : Passage.Limit.values()) {
      limited.put(
          limit,
          Counter.builder("muster.deliveries.limited")
              .description("Requests of senders that did not come in, by the limit")
              .tag("limit", limit.code())
              .register(registry));
    }
    timeouts =
        Counter.builder("muster.http.timeouts")
            .description("Connections closed because the client took too long")
            .register(registry);
    refusedConnections =
        Counter.builder("muster.http.connections.refused")
            .description("Connections closed because too many were open")
            .register(registry);
    Gauge.builder("muster.http.connections", connections, AtomicInteger::get)
        .description("Open connections")
        .register(registry);
    Gauge.builder("muster.event.streams", eventStreams, AtomicInteger::get)
        .description("Clients that listen to the changes of a user")
        .register(registry);
    registry.getPrometheusRegistry().register(deliveries);
    registry.getPrometheusRegistry().register(pageLoads);
    registry.getPrometheusRegistry().register(evaluations);
    registry.getPrometheusRegistry().register(commits);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /// Where everything else that can be measured is registered, such as the engine's gauges.
  public MeterRegistry registry() {
    return registry;
  }

  /// To be told of each group of records that the log made durable.
  public LogMeter commits() {
    return (_, _, nanos) -> commits.record(nanos);
  }

  /// A journal that also counts what becomes of deliveries.
  public Journal counted(Journal journal) {
    return new CountedJournal(journal, registry);
  }

  /// Shows what an engine says of itself, from now on.
  public void show(Engine engine) {
    registry.getPrometheusRegistry().register(EngineMeters.register(engine, registry));
  }

  void limited(Passage.Limit limit) {
    requireNonNull(limited.get(limit)).increment();
  }

  /// Everything in the text format of Prometheus.
  String text() {
    return registry.scrape();
  }

  void answered(RouteClass route, int status) {
    AtomicReferenceArray<@Nullable Counter> byStatus = requests.get(route);
    if (byStatus == null || status < 0 || status >= byStatus.length()) {
      throw new IllegalArgumentException("not a status: " + status);
    }
    Counter counter = byStatus.get(status);
    if (counter == null) {
      counter =
          Counter.builder("muster.http.requests")
              .description("Requests by route and status")
              .tag("route", route.template())
              .tag("status", Integer.toString(status))
              .register(registry);
      byStatus.set(status, counter);
    }
    counter.increment();
  }
}
