package dev.muster.embedded;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Publication;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.Resolution;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.condition.ResolvedCondition;
import dev.muster.population.Population;
import dev.muster.storage.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts the users of live segments once an hour: at its beginning, or as soon as there is
/// something live and the server runs. Segments that need a page have no size.
final class SizeSampler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SizeSampler.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final Log log;
  private final EngineState state;
  private final InstantSource clock;
  private final Thread thread;
  private volatile boolean stopping;

  SizeSampler(Log log, EngineState state, InstantSource clock) {
    this.log = log;
    this.state = state;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("muster-segment-sizes").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!stopping) {
      try {
        Thread.sleep(LOOK_EVERY);
        sample(clock.instant());
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException failed) {
        LOG.error("segments could not be counted; their trend has a gap", failed);
      }
    }
  }

  /// Takes a sample of each environment that has none of this hour.
  synchronized void sample(Instant now) {
    int hour = SegmentSizes.hour(now);
    for (SystemDefinition system : state.catalog().systems().values()) {
      for (Environment environment : system.environments()) {
        Population population = state.populations().get(environment.id());
        boolean due =
            state.sizes().newest(environment.id()).filter(newest -> newest >= hour).isEmpty();
        if (due && population != null && environment.live().isPresent()) {
          SortedMap<String, Integer> users =
              count(system, environment.live().get(), population, now);
          if (!users.isEmpty()) {
            submit(environment.id(), hour, users);
          }
        }
      }
    }
  }

  private void submit(int environmentId, int hour, SortedMap<String, Integer> users) {
    SizeSample sample =
        new SizeSample(
            environmentId,
            hour,
            users.keySet().stream().toList(),
            users.values().stream().mapToInt(Integer::intValue).toArray());
    if (!log.submit(new SizeEntry(state, sample))) {
      LOG.debug("the log takes no sample of segment sizes now");
    }
  }

  private SortedMap<String, Integer> count(
      SystemDefinition system, Publication live, Population population, Instant now) {
    AsOf asOf = new AsOf(now, system.timeZone());
    SortedMap<String, Integer> users = new TreeMap<>();
    for (PublishedSegment segment : live.segments()) {
      switch (system.resolve(live, segment)) {
        case Resolution.Problem _ -> users.put(segment.key(), 0);
        case Resolution.Resolved(ResolvedCondition condition) when condition.needsPage() -> {}
        case Resolution.Resolved(ResolvedCondition condition) ->
            users.put(segment.key(), Math.toIntExact(population.count(condition, asOf)));
      }
    }
    return users;
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
