package dev.muster.outgoing;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.Webhook;
import dev.muster.population.Population;
import dev.muster.signature.StandardWebhooksSigner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Tells webhooks who enters and leaves live segments. Safe for use by many threads.
public final class Outgoing implements UserChanges, AutoCloseable {

  static final String NO_SECRET =
      "its secret was kept with another secret-key of the server; give it another secret";

  private final OutgoingState state;
  private final CatalogStore catalog;
  private final Function<Integer, Optional<Population>> populations;
  private final SecretBox secrets;
  private final WebhookClient client;
  private final TargetRules rules;
  private final InstantSource clock;
  private final Watch watch;
  private final Dispatcher dispatcher;

  /// @param state what the log says
  /// @param journal where what is found and done becomes durable
  /// @param populations by environment id
  /// @param secrets opens what messages are signed with
  /// @param client sends
  /// @param rules where it may send to
  /// @param clock what time it is for those who change segment by time, and for pauses
  public Outgoing(
      OutgoingState state,
      OutgoingJournal journal,
      CatalogStore catalog,
      Function<Integer, Optional<Population>> populations,
      SecretBox secrets,
      WebhookClient client,
      TargetRules rules,
      OutgoingOptions options,
      InstantSource clock) {
    this.state = state;
    this.catalog = catalog;
    this.populations = populations;
    this.secrets = secrets;
    this.client = client;
    this.rules = rules;
    this.clock = clock;
    this.watch = new Watch(state, journal, populations, clock, options);
    this.dispatcher =
        new Dispatcher(
            state, journal, catalog::current, populations, secrets, client, clock, options);
  }

  /// Begins; the log takes records by now.
  public void start() {
    catalog.onChange(watch::rebuild);
    watch.start();
    dispatcher.start();
  }

  @Override
  public boolean watches(int environmentId) {
    return watch.watches(environmentId);
  }

  @Override
  public void changing(int environmentId, int ordinal) {
    watch.changing(environmentId, ordinal);
  }

  @Override
  public void changed(int environmentId, int ordinal) {
    watch.changed(environmentId, ordinal);
  }

  @Override
  public void changed(int environmentId) {
    watch.changed(environmentId);
  }

  /// Looks at once at whoever has changed, and at all who change by time alone where that is due.
  /// Happens by itself; this is for those whose clock goes faster.
  public void look() {
    watch.look();
  }

  /// Whether a URL can be that of a webhook here. May wait for seconds.
  ///
  /// @throws TargetException if not; the message says why
  public void check(String url) throws TargetException {
    List<?> _ = rules.addresses(Target.of(url));
  }

  /// How a webhook is, as of a moment ago.
  public WebhookStatus status(Environment environment, Webhook webhook) {
    Optional<Lane.View> view = dispatcher.view(webhook.id());
    if (view.isEmpty()) {
      return WebhookStatus.IDLE;
    }
    Lane.View lane = view.get();
    long waiting =
        lane.open()
            + state.waiting(
                lane.cursor(),
                place ->
                    place.environmentId() == environment.id()
                        && webhook.content().tells(place.segment()));
    return new WebhookStatus(
        waiting,
        lane.counts().sent(),
        lane.counts().failed(),
        lane.counts().givenUp(),
        lane.failingSince(),
        isErased(environment.id(), lane.troubleOf())
            ? Trouble.withoutAnswer(lane.trouble())
            : lane.trouble(),
        lane.pausedUntil().filter(until -> until.isAfter(clock.instant())));
  }

  private boolean isErased(int environmentId, int ordinal) {
    return ordinal >= 0
        && populations.apply(environmentId).filter(all -> all.isErased(ordinal)).isPresent();
  }

  /// The latest attempts of a webhook, the newest first; 500 at most.
  public List<WebhookAttempt> attempts(Webhook webhook) {
    return state.attempts(webhook.id()).stream().map(one -> attempt(webhook, one)).toList();
  }

  private WebhookAttempt attempt(Webhook webhook, AttemptNote one) {
    Change change = one.change();
    Optional<String> user =
        populations
            .apply(change.place().environmentId())
            .filter(all -> change.ordinal() < all.rows() && !all.isErased(change.ordinal()))
            .map(all -> all.idOf(change.ordinal()).toString());
    return new WebhookAttempt(
        change.messageId(webhook.id()),
        change.place().segment(),
        user,
        change.entered(),
        change.at(),
        one.at(),
        one.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        one.answered(),
        one.trouble(),
        Duration.ofMillis(one.tookMillis()),
        one.number(),
        one.next());
  }

  /// Sends a message that waits, or what its user has to be told before it, now.
  ///
  /// @return whether it waits
  public boolean retry(Webhook webhook, String messageId) {
    return dispatcher
        .retry(webhook.id(), messageId)
        .completeOnTimeout(false, 5, TimeUnit.SECONDS)
        .join();
  }

  /// Sends a message that says nothing, to see whether it arrives; also for one that is not
  /// enabled. It is not tried again.
  public CompletableFuture<Reply> test(
      SystemDefinition system, Environment environment, Webhook webhook) {
    Instant now = clock.instant();
    Recipient to = new Recipient(system, environment, webhook);
    Optional<StandardWebhooksSigner> signer = to.signer(secrets, now);
    if (signer.isEmpty()) {
      return CompletableFuture.completedFuture(new Reply.Nothing(NO_SECRET, Duration.ZERO));
    }
    try {
      return client.send(
          Target.of(webhook.content().url()),
          SegmentMessage.test(
              "msg_test_" + UUID.randomUUID().toString().replace("-", ""),
              now,
              system,
              environment,
              webhook.key()),
          signer.get());
    } catch (TargetException refused) {
      return CompletableFuture.completedFuture(
          new Reply.Nothing("the URL " + refused.getMessage(), Duration.ZERO));
    }
  }

  /// What was told since the start.
  public OutgoingTotals totals() {
    return dispatcher.totals();
  }

  /// How many changes wait to be told, or until it is noted that they were.
  public int waiting() {
    return state.waiting();
  }

  /// Stops looking and sending, and notes how far it is; the log is still open.
  @Override
  public void close() {
    watch.close();
    dispatcher.close();
  }
}
