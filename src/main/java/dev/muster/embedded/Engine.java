package dev.muster.embedded;

import dev.muster.activity.Activity;
import dev.muster.catalog.AccessTokens;
import dev.muster.catalog.CatalogCommit;
import dev.muster.catalog.CatalogLimits;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.CommitLog;
import dev.muster.catalog.SecretBox;
import dev.muster.intake.Delivery;
import dev.muster.intake.Journal;
import dev.muster.intake.Payload;
import dev.muster.outgoing.Outgoing;
import dev.muster.outgoing.OutgoingJournal;
import dev.muster.outgoing.ProgressNote;
import dev.muster.outgoing.SegmentChanges;
import dev.muster.outgoing.TargetRules;
import dev.muster.outgoing.WebhookClient;
import dev.muster.pageload.ActivityJournal;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import dev.muster.storage.DataDirectory;
import dev.muster.storage.Disk;
import dev.muster.storage.KeptBytes;
import dev.muster.storage.Log;
import dev.muster.storage.LogEntry;
import dev.muster.storage.LogMeter;
import dev.muster.storage.LogStats;
import dev.muster.upload.UploadJournal;
import dev.muster.upload.UploadLedger;
import dev.muster.upload.UploadStep;
import dev.muster.upload.Uploads;
import dev.muster.upload.schedule.ScheduledImports;
import dev.muster.upload.schedule.SourceRules;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine of one machine: everything that changes goes through one log, and what it adds up to
/// is in memory. Safe for many threads once it is open.
public final class Engine implements Journal, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /// How many users one record of the log erases; nothing else is taken while it is applied.
  private static final int ERASED_AT_ONCE = 1_000;

  private final DataDirectory directory;
  private final Log log;
  private final EngineState state;
  private final Checkpointer checkpointer;
  private final SecretBox secrets;
  private final AccessTokens accessTokens;
  private final CatalogStore catalog;
  private final ActivityFlush activity;
  private final SizeSampler sampler;
  private final DeliveryHistory deliveries;
  private final Uploads uploads;
  private final ScheduledImports schedules;
  private final DeliveryFeed feed = new DeliveryFeed();
  private final UserFeed users = new UserFeed();
  private final WebhookClient webhookClient;
  private final Outgoing outgoing;
  private volatile boolean closing;

  Engine(
      DataDirectory directory,
      Log log,
      EngineState state,
      Checkpointer checkpointer,
      SecretBox secrets,
      EngineOptions options)
      throws IOException {
    this.directory = directory;
    this.log = log;
    this.state = state;
    this.checkpointer = checkpointer;
    this.secrets = secrets;
    InstantSource clock = options.clock();
    this.catalog = new CatalogStore(new Commits(), state.catalog(), CatalogLimits.DEFAULT, clock);
    this.accessTokens = new AccessTokens(secrets, catalog);
    this.activity = new ActivityFlush(log, state);
    this.sampler = new SizeSampler(log, state, clock);
    this.deliveries = new DeliveryHistory(log, state);
    TargetRules targets = new TargetRules(options.outgoing().targetsAllowed());
    this.webhookClient = new WebhookClient(targets, InstantSource.system());
    this.outgoing =
        new Outgoing(
            state.outgoing(),
            new OutgoingRecords(),
            catalog,
            id -> Optional.ofNullable(state.populations().get(id)),
            secrets,
            webhookClient,
            targets,
            options.outgoing(),
            clock);
    this.uploads =
        new Uploads(
            directory.uploads(),
            new UploadSteps(),
            catalog,
            id -> Optional.ofNullable(state.populations().get(id)),
            options.uploads(),
            clock);
    this.schedules =
        new ScheduledImports(
            catalog, uploads, secrets, new SourceRules(options.uploads().importFolder()), clock);
  }

  /// Opens a data directory, or makes one: loads the newest whole checkpoint, replays the rest of
  /// the log and starts to take updates. May take seconds.
  ///
  /// @param meter told of each group of records that became durable
  /// @param progress told how far it is, on the calling thread
  /// @throws IOException if the directory is in use, cannot be read, is of a newer version, or
  ///   holds something broken; the message names the file and what to do
  public static Engine open(EngineOptions options, LogMeter meter, StartProgress progress)
      throws IOException {
    return open(options, Disk.real(), meter, progress);
  }

  /// The same on another disk, for trying what happens when one fails.
  public static Engine open(
      EngineOptions options, Disk disk, LogMeter meter, StartProgress progress) throws IOException {
    return new EngineStart(options, disk, meter, progress).open();
  }

  void start() {
    log.start();
    checkpointer.start();
    activity.start();
    sampler.start();
    uploads.start();
    schedules.start();
    state.tell(outgoing);
    outgoing.start();
  }

  @Override
  public void submit(Delivery delivery, Optional<Payload> payload, Confirmation confirmation) {
    // Without room for it, a delivery goes on without its payload.
    Optional<Payload> kept = payload.filter(one -> state.payloads().reserve(one.bytes().length));
    if (!log.submit(new DeliveryEntry(state, feed, users, delivery, kept, confirmation))) {
      kept.ifPresent(one -> state.payloads().release(one.bytes().length));
      confirmation.unavailable(closing ? Unavailability.STOPPING : Unavailability.QUEUE_FULL);
    }
  }

  /// Closes and opens the secrets that are kept.
  public SecretBox secrets() {
    return secrets;
  }

  /// The access tokens of OAuth2 clients.
  public AccessTokens accessTokens() {
    return accessTokens;
  }

  /// What people have set up, and the ways to change it.
  public CatalogStore catalog() {
    return catalog;
  }

  /// The end users of an environment.
  ///
  /// @return empty where there is no such environment
  public Optional<Population> population(int environmentId) {
    return Optional.ofNullable(state.populations().get(environmentId));
  }

  /// The end users of each environment, by environment id; a live view.
  public Map<Integer, Population> populations() {
    return state.populations();
  }

  /// Where page loads of known users are noted.
  public ActivityJournal activity() {
    return activity.buffer();
  }

  /// Hands the page loads that have gathered to the log now, and returns once they are durable and
  /// counted. Happens by itself about once a second; this is for those whose clock goes faster.
  public void flushActivity() {
    activity.flush();
    state.activity().await();
  }

  /// What the users of an environment did, day by day, up to about a second ago.
  public Activity activityOf(int environmentId) {
    return state.activity().of(environmentId);
  }

  /// The deliveries of the last days.
  public DeliveryHistory deliveries() {
    return deliveries;
  }

  /// The CSV files that were uploaded, and the ways to upload one.
  public Uploads uploads() {
    return uploads;
  }

  /// From where integrations take files by themselves.
  public ScheduledImports schedules() {
    return schedules;
  }

  /// Tells webhooks who enters and leaves live segments.
  public Outgoing outgoing() {
    return outgoing;
  }

  /// Sends messages to where the operator allows; it is closed with the engine.
  public WebhookClient webhookClient() {
    return webhookClient;
  }

  /// What was sent with a delivery, if it is kept.
  ///
  /// @param deliveryId as answered to its sender
  /// @throws IOException if it cannot be read
  public Optional<KeptBytes.Found> payload(String deliveryId) throws IOException {
    OptionalLong position = DeliveryIds.position(deliveryId);
    return position.isEmpty() ? Optional.empty() : state.payloads().find(position.getAsLong());
  }

  /// Whether what was sent with a delivery is kept.
  public boolean hasPayload(String deliveryId) {
    OptionalLong position = DeliveryIds.position(deliveryId);
    return position.isPresent() && state.payloads().has(position.getAsLong());
  }

  /// Of some users, those of whom anything that was sent is kept.
  public List<UserId> thoseWithPayloads(int environmentId, Collection<UserId> of) {
    return state
        .payloads()
        .thoseWithAny(environmentId, of.stream().map(UserId::utf8).toList())
        .stream()
        .map(UserId::ofUtf8)
        .toList();
  }

  /// How many payloads were not kept since the start because too much was waiting to be written.
  public long payloadsDropped() {
    return state.payloads().dropped();
  }

  /// How many ids of deliveries were forgotten within their 24 hours since the start, since there
  /// were too many.
  public long deliveryIdsForgotten() {
    return state.senderIds().forgotten();
  }

  /// The delivery as which another was last taken once more.
  public Optional<String> replayedAs(String deliveryId) {
    OptionalLong position = DeliveryIds.position(deliveryId);
    return position.isEmpty()
        ? Optional.empty()
        : state.replays().of(position.getAsLong()).map(DeliveryIds::of);
  }

  /// Where it is noted how far replays are.
  ReplayFile replayFile() {
    return new ReplayFile(directory.replays(), Disk.real());
  }

  /// Whether it is about to stop, and takes nothing any more.
  boolean isClosing() {
    return closing;
  }

  /// Erases a user. Returns once it is durable and nothing of the user is seen any more.
  ///
  /// @throws IOException if it could not be made durable: nothing has changed; the message is for
  ///   whoever asked
  public void erase(int environmentId, UserId user) throws IOException {
    erase(environmentId, List.of(user));
  }

  /// Erases many users. Returns once it is durable and nothing of them is seen any more.
  ///
  /// @throws IOException if it could not be made durable: nothing has changed, or a part of them is
  ///   erased where there are more than a thousand; the message is for whoever asked
  public void erase(int environmentId, Collection<UserId> erased) throws IOException {
    // Those of a block together: what they did is taken out of each day once a block.
    Population population = state.populations().get(environmentId);
    List<UserId> ordered =
        erased.stream()
            .sorted(
                Comparator.comparingInt(
                    user -> population == null ? -1 : population.ordinalOf(user)))
            .toList();
    for (int from = 0; from < ordered.size(); from += ERASED_AT_ONCE) {
      List<UserId> some = ordered.subList(from, Math.min(from + ERASED_AT_ONCE, ordered.size()));
      ErasureEntry entry = new ErasureEntry(state, users, environmentId, some);
      submitAndWait(entry, entry.done());
      state.activity().await();
    }
    try {
      state.payloads().sync();
    } catch (IOException failed) {
      LOG.error("payloads of an erased user could not be overwritten yet", failed);
    }
    uploads.erase(environmentId);
  }

  private void submitAndWait(LogEntry entry, CompletableFuture<Void> done) throws IOException {
    if (!log.submit(entry)) {
      throw new IOException(closing ? Unavailability.STOPPING : Unavailability.QUEUE_FULL);
    }
    try {
      // Not to be interrupted: whether it is durable must be known.
      Void _ = done.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof IOException refused) {
        throw new IOException(Unavailability.words(refused), refused);
      }
      throw failed;
    }
  }

  /// The deliveries as they come.
  public DeliveryFeed feed() {
    return feed;
  }

  /// The users whom deliveries and erasures change, as they do.
  public UserFeed users() {
    return users;
  }

  /// Who changed what, for good.
  public AuditTrail audit() {
    return state.audit();
  }

  /// How many users were in the live segments, hour by hour.
  public SegmentSizes segmentSizes() {
    return state.sizes();
  }

  /// Counts the users of live segments for the hour of an instant, where that has not been done.
  /// Happens by itself; this is for those who do not want to wait for an hour.
  public void sampleSegmentSizes(Instant now) {
    sampler.sample(now);
  }

  /// How many deliveries came through an integration to an environment.
  public DeliveryCounts counts(int environmentId, int integrationId, Instant now) {
    return state.tallies().counts(new Source(environmentId, integrationId), now);
  }

  /// What came through an integration to an environment in the last four weeks, and how each of its
  /// properties came.
  ///
  /// @param zone of the system, in which its days are
  public IntegrationCounts history(int environmentId, int integrationId, Instant now, ZoneId zone) {
    return state
        .tallies()
        .history(
            new Source(environmentId, integrationId),
            now,
            LocalDate.ofInstant(now, zone).toEpochDay());
  }

  /// How the log is doing.
  public LogStats log() {
    return log.stats();
  }

  /// Page loads that were forgotten since the start because too many users were seen at once.
  public long pageLoadsForgotten() {
    return activity.buffer().forgotten();
  }

  /// Writes a checkpoint now.
  ///
  /// @throws IOException if it could not be written; nothing is lost by that
  public void checkpoint() throws IOException {
    checkpointer.checkpoint();
  }

  /// Makes durable what was submitted, and lets go of the data directory.
  @Override
  public void close() throws IOException {
    closing = true;
    outgoing.close();
    webhookClient.close();
    schedules.close();
    uploads.close();
    activity.close();
    sampler.close();
    checkpointer.close();
    log.close();
    state.activity().close();
    state.audit().close();
    state.payloads().close();
    directory.close();
  }

  /// Where the steps of uploads go.
  private final class UploadSteps implements UploadJournal {

    @Override
    public CompletableFuture<Void> submit(UploadStep step) {
      UploadEntry entry = new UploadEntry(state, users, step);
      if (!log.submit(entry)) {
        String why = closing ? Unavailability.STOPPING : Unavailability.QUEUE_FULL;
        return CompletableFuture.failedFuture(new IOException(why));
      }
      return entry.done();
    }

    @Override
    public long records() {
      return log.stats().entries();
    }

    @Override
    public UploadLedger ledger() {
      return state.uploads();
    }
  }

  /// Where what goes out is noted.
  private final class OutgoingRecords implements OutgoingJournal {

    @Override
    public CompletableFuture<Boolean> submit(SegmentChanges changes) {
      return submit(OutgoingEntry.of(state.outgoing(), changes));
    }

    @Override
    public CompletableFuture<Boolean> submit(ProgressNote note) {
      return submit(OutgoingEntry.of(state.outgoing(), note));
    }

    private CompletableFuture<Boolean> submit(OutgoingEntry entry) {
      return log.submit(entry) ? entry.done() : CompletableFuture.completedFuture(false);
    }
  }

  /// Where the catalog's commits go.
  private final class Commits implements CommitLog {

    @Override
    public void append(CatalogCommit commit) throws IOException {
      CatalogEntry entry = new CatalogEntry(state, catalog, commit);
      submitAndWait(entry, entry.done());
      try {
        state.audit().write();
      } catch (IOException e) {
        // The commit is durable in the log, which is kept until the entry is, too.
        LOG.warn("the audit log cannot be written; it is tried again: {}", e.getMessage());
      }
    }
  }
}
