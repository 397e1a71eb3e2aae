package dev.muster.pageload;

import dev.muster.catalog.AccessKey;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.Environment;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.SystemDefinition;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// Answers page loads: which segments of the live publication a user is in, right now. Evaluating
/// is safe for use by many threads and never waits.
public final class PageLoads {

  /// What page loads see of the catalog.
  ///
  /// @param bySelector by [AccessKey#selector] of the client key
  /// @param byId by [Environment#id]
  private record Live(
      Map<String, LiveEnvironment> bySelector, Map<Integer, LiveEnvironment> byId) {}

  private final IntFunction<Population> populations;
  private final ActivityJournal activity;
  private final Browsers browsers;
  private volatile Live live = new Live(Map.of(), Map.of());

  /// @param populations environment id to its end users; asked for environments of the catalog only
  /// @param activity where page loads of known users are noted
  /// @param browsers reads headers
  public PageLoads(
      IntFunction<Population> populations, ActivityJournal activity, Browsers browsers) {
    this.populations = populations;
    this.activity = activity;
    this.browsers = browsers;
  }

  /// Takes up a catalog; to be registered with [dev.muster.catalog.CatalogStore#onChange]. Compiles
  /// the environments that the change concerns and keeps the others. By one thread at a time.
  public void rebuild(Catalog catalog) {
    Live before = live;
    Map<String, LiveEnvironment> bySelector = new HashMap<>();
    Map<Integer, LiveEnvironment> byId = new HashMap<>();
    for (SystemDefinition system : catalog.systems().values()) {
      for (Environment environment : system.environments()) {
        Population population = populations.apply(environment.id());
        LiveEnvironment known = before.byId().get(environment.id());
        LiveEnvironment now =
            known != null && known.isBuiltFrom(system, environment, population)
                ? known
                : new LiveEnvironment(system, environment, population);
        bySelector.put(now.selector(), now);
        byId.put(now.id(), now);
      }
    }
    live = new Live(Map.copyOf(bySelector), Map.copyOf(byId));
  }

  /// Whether a page of an origin may load segments of the environment that has a client key. It
  /// keeps other people's pages from using a key that is in the source of one's own; programs can
  /// claim any origin.
  ///
  /// @param clientKey as the page gave it; where it is unknown, nothing is known of origins either
  /// @param origin as the browser sent it
  public boolean allows(String clientKey, String origin) {
    LiveEnvironment environment = live.bySelector().get(AccessKey.selector(clientKey));
    return environment == null || !environment.hasKey(clientKey) || environment.allows(origin);
  }

  /// Evaluates a page load, and notes it if the user is known.
  ///
  /// @param clientKey as the page gave it; compared in constant time
  /// @param user whom the page named
  /// @param view what the page load says of itself
  /// @param now to the millisecond
  /// @return empty if no environment has that client key
  public Optional<PageLoad> evaluate(String clientKey, UserId user, PageView view, Instant now) {
    LiveEnvironment environment = live.bySelector().get(AccessKey.selector(clientKey));
    if (environment == null || !environment.hasKey(clientKey)) {
      return Optional.empty();
    }
    PageLoad answer = environment.evaluate(user, view, now, browsers);
    if (answer.known()) {
      activity.seen(environment.id(), user, now.toEpochMilli());
    }
    return Optional.of(answer);
  }

  /// The live segments that a user is in whatever the page; those that look at the page, the
  /// browser or the time are left out. Notes nothing.
  ///
  /// @param environmentId of an environment; one that is gone has no segments
  public List<String> segments(int environmentId, UserId user, Instant now) {
    LiveEnvironment environment = live.byId().get(environmentId);
    return environment == null ? List.of() : environment.segmentsWithoutPage(user, now);
  }

  /// The live segments that match nobody because something that they use is gone or of another
  /// type, by key, with the reasons.
  ///
  /// @param environmentId of an environment; one that is gone has no segments
  public SortedMap<String, List<FieldError>> problems(int environmentId) {
    LiveEnvironment environment = live.byId().get(environmentId);
    return environment == null ? new TreeMap<>() : new TreeMap<>(environment.problems());
  }
}
