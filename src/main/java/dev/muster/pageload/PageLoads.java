package dev.muster.pageload;

import dev.muster.catalog.AccessKey;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.Environment;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.PageSettings;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import dev.muster.pageload.ActivityBatch.Load;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers page loads: which segments of the live publication a user is in, right now. Evaluating
/// is safe for use by many threads and never waits.
public final class PageLoads {

  private static final Logger LOG = LoggerFactory.getLogger(PageLoads.class);

  /// What page loads see of the catalog.
  ///
  /// @param bySelector by [AccessKey#selector] of the client key
  /// @param byId by [Environment#id]
  private record Live(
      Map<String, LiveEnvironment> bySelector, Map<Integer, LiveEnvironment> byId) {}

  private final IntFunction<Population> populations;
  private final ActivityJournal activity;
  private final Browsers browsers;
  private final SecretBox box;
  private final RateLimit limit;
  private final Arrivals arrivals;
  private final Subscriptions subscriptions = new Subscriptions();
  private final Tickets tickets;
  private volatile Live live = new Live(Map.of(), Map.of());

  /// @param populations environment id to its end users; asked for environments of the catalog only
  /// @param activity where page loads of known users are noted
  /// @param browsers reads headers
  /// @param box in which the environments' secrets are closed
  /// @param limit how often one address may ask
  /// @param arrivals what arrives is noted there by whoever asks
  public PageLoads(
      IntFunction<Population> populations,
      ActivityJournal activity,
      Browsers browsers,
      SecretBox box,
      RateLimit limit,
      Arrivals arrivals) {
    this.populations = populations;
    this.activity = activity;
    this.browsers = browsers;
    this.box = box;
    this.limit = limit;
    this.arrivals = arrivals;
    this.tickets = new Tickets(box, id -> live.byId().get(id));
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
                : new LiveEnvironment(system, environment, population, box);
        if (now.proofs().unreadable() && now != known) {
          LOG.error(
              "the verification secrets of {} cannot be opened with this installation's key; bring"
                  + " back the key file that they were encrypted with (secret-key), or make new ones",
              now.name());
        }
        now.selectors().forEach(selector -> bySelector.put(selector, now));
        byId.put(now.id(), now);
      }
    }
    live = new Live(Map.copyOf(bySelector), Map.copyOf(byId));
    arrivals.retain(byId.keySet());
    for (int id : subscriptions.environments()) {
      if (before.byId().get(id) != byId.get(id)) {
        subscriptions.changed(id);
      }
    }
  }

  /// Who wants to know when the segments of users change.
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  /// With which clients subscribe.
  public Tickets tickets() {
    return tickets;
  }

  /// What has arrived, for people who look whether their pages are connected.
  public Arrivals arrivals() {
    return arrivals;
  }

  /// Whether somebody may ask for the segments of a user. Each question is counted that is not
  /// proved to be about the user who asks.
  public Admission admit(Claim claim) {
    Optional<LiveEnvironment> found = find(claim.clientKey());
    Optional<Admission.Refused> not = refusalOfPage(found, claim.origin());
    if (not.isPresent()) {
      return not.get();
    }
    LiveEnvironment environment = found.orElseThrow();
    return switch (environment.proofs().check(claim.user(), claim.hash())) {
      case Proofs.Finding.Right(String secretId) -> granted(environment, claim, secretId);
      case Proofs.Finding.Wrong(Refusal why) ->
          tooMany(environment, claim.address())
              .map(Admission.class::cast)
              .orElseGet(() ->
                  environment.proofs().required()
                      ? refused(environment, why, 0)
                      : granted(environment, claim, ""));
    };
  }

  private static Admission granted(LiveEnvironment environment, Claim claim, String secretId) {
    String selector = AccessKey.selector(claim.clientKey());
    return new Admission.Granted(environment, claim.user(), selector, secretId);
  }

  private Optional<Admission.Refused> tooMany(LiveEnvironment environment, String address) {
    int seconds = limit.secondsToWait(environment.id(), address);
    return seconds > 0
        ? Optional.of(refused(environment, Refusal.TOO_MANY, seconds))
        : Optional.empty();
  }

  private static Admission.Refused refused(LiveEnvironment environment, Refusal why, int seconds) {
    return new Admission.Refused(why, OptionalInt.of(environment.id()), seconds);
  }

  private Optional<LiveEnvironment> find(String clientKey) {
    return Optional.ofNullable(live.bySelector().get(AccessKey.selector(clientKey)))
        .filter(environment -> environment.hasKey(clientKey));
  }

  /// Whether a page may say that it cannot ask; each time is counted.
  ///
  /// @param origin of the page, as the browser sent it; null where no page of another origin asks
  /// @param address that it came from
  /// @return empty if it may
  public Optional<Admission.Refused> refusalOfComplaint(
      String clientKey, @Nullable String origin, String address) {
    Optional<LiveEnvironment> found = find(clientKey);
    return refusalOfPage(found, origin).or(() -> tooMany(found.orElseThrow(), address));
  }

  /// It keeps other people's pages from using a key that is in the source of one's own; programs
  /// can claim any origin.
  private static Optional<Admission.Refused> refusalOfPage(
      Optional<LiveEnvironment> found, @Nullable String origin) {
    if (found.isEmpty()) {
      return Optional.of(new Admission.Refused(Refusal.UNKNOWN_KEY, OptionalInt.empty(), 0));
    }
    return origin == null || found.get().allows(origin)
        ? Optional.empty()
        : Optional.of(refused(found.get(), Refusal.ORIGIN_NOT_ALLOWED, 0));
  }

  /// [dev.muster.catalog.Environment#id] of the environment that has a client key.
  public OptionalInt environmentOf(String clientKey) {
    return find(clientKey).map(LiveEnvironment::id).stream().mapToInt(id -> id).findFirst();
  }

  /// What the snippet is told that a page with this client key loads.
  ///
  /// @return empty where no environment has it
  public Optional<PageSettings> settings(String clientKey) {
    return find(clientKey).map(LiveEnvironment::settings);
  }

  /// Evaluates a page load, and notes it if the user is known.
  ///
  /// @param view what the page load says of itself
  /// @param now to the millisecond
  public PageLoad evaluate(Admission.Granted admitted, PageView view, Instant now) {
    PageLoad answer = evaluateAgain(admitted, view, now);
    if (answer.known()) {
      Load load = new Load(now.toEpochMilli(), PageName.of(view.url()), answer.segments());
      activity.seen(answer.environmentId(), admitted.user(), load);
    }
    return answer;
  }

  /// Evaluates what was a page load before, and something has changed. Notes nothing.
  public PageLoad evaluateAgain(Admission.Granted admitted, PageView view, Instant now) {
    return admitted.environment().evaluate(admitted.user(), view, now, browsers);
  }

  /// Evaluates one segment, in the middle of whatever the user does. Notes nothing.
  ///
  /// @param key of the segment
  public Flag evaluate(Admission.Granted admitted, String key, PageView view, Instant now) {
    return admitted.environment().flag(key, admitted.user(), view, now, browsers);
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
