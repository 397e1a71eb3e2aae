package dev.muster.outgoing;

import dev.muster.catalog.Catalog;
import dev.muster.catalog.SecretBox;
import dev.muster.population.Population;
import dev.muster.signature.StandardWebhooksSigner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells webhooks of the changes that wait in the outbox, each in a [Lane] of its own, and notes
/// how far they are. One thread; what is sent waits elsewhere.
final class Dispatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /// Where there is nobody to tell, only for a webhook that is made.
  private static final Duration LOOK_IDLE_EVERY = Duration.ofMillis(250);

  private static final Duration NOTE_EVERY = Duration.ofMillis(200);
  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(10);
  private static final int TAKEN_AT_ONCE = 256;

  /// Where the outbox is full, the part of it that is made free.
  private static final int RELIEF = 16;

  private final OutgoingState state;
  private final OutgoingJournal journal;
  private final Supplier<Catalog> catalog;
  private final Function<Integer, Optional<Population>> populations;
  private final SecretBox secrets;
  private final WebhookClient client;
  private final InstantSource clock;
  private final OutgoingOptions options;
  private final OutgoingTotals totals = new OutgoingTotals();
  private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();
  private final Queue<Runnable> toDo = new ConcurrentLinkedQueue<>();
  private final Thread thread =
      Thread.ofPlatform().name("muster-webhooks").daemon().unstarted(this::run);
  private CompletableFuture<Boolean> noting = CompletableFuture.completedFuture(true);
  private List<ProgressNote.Of> noted = List.of();
  private long noteNanos = System.nanoTime();
  private Instant expiredAt = Instant.MIN;
  private long version = -1;
  private volatile boolean stopping;

  Dispatcher(
      OutgoingState state,
      OutgoingJournal journal,
      Supplier<Catalog> catalog,
      Function<Integer, Optional<Population>> populations,
      SecretBox secrets,
      WebhookClient client,
      InstantSource clock,
      OutgoingOptions options) {
    this.state = state;
    this.journal = journal;
    this.catalog = catalog;
    this.populations = populations;
    this.secrets = secrets;
    this.client = client;
    this.clock = clock;
    this.options = options;
  }

  void start() {
    thread.start();
  }

  OutgoingTotals totals() {
    return totals;
  }

  /// @return empty where it tells nothing
  Optional<Lane.View> view(int webhookId) {
    return Optional.ofNullable(lanes.get(webhookId)).map(Lane::view);
  }

  /// Sends a message now.
  ///
  /// @return completed with whether it waits
  CompletableFuture<Boolean> retry(int webhookId, String messageId) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    toDo.add(() -> {
      Lane lane = lanes.get(webhookId);
      done.complete(lane != null && lane.retry(messageId));
    });
    LockSupport.unpark(thread);
    if (stopping) {
      done.complete(false);
    }
    return done;
  }

  private void run() {
    while (!stopping) {
      try {
        step();
      } catch (RuntimeException failed) {
        LOG.error("webhooks could not be looked after; it is tried again", failed);
      }
      if (toDo.isEmpty()) {
        LockSupport.parkNanos((lanes.isEmpty() ? LOOK_IDLE_EVERY : LOOK_EVERY).toNanos());
      }
    }
    note(true);
  }

  private void step() {
    for (Runnable one = toDo.poll(); one != null; one = toDo.poll()) {
      one.run();
    }
    arrange();
    Instant now = clock.instant();
    boolean expires = !now.isBefore(expiredAt.plus(EXPIRE_EVERY)) || now.isBefore(expiredAt);
    expiredAt = expires ? now : expiredAt;
    fill();
    for (Lane lane : lanes.values()) {
      if (expires) {
        totals.givenUp(lane.expire(now.toEpochMilli()));
      }
      lane.due(now.toEpochMilli()).forEach(one -> send(lane, one, now));
      lane.show();
    }
    relieve(now);
    note(false);
  }

  /// Has a lane for each webhook that is enabled.
  private void arrange() {
    Catalog current = catalog.get();
    if (current.version() == version) {
      return;
    }
    Map<Integer, Recipient> recipients = Recipient.all(current);
    lanes.keySet().retainAll(recipients.keySet());
    recipients.forEach((id, recipient) -> {
      Lane lane = lanes.get(id);
      if (lane == null || lane.generation() != state.generation(id)) {
        state.progress(id).ifPresent(progress -> lanes.put(id, lane(id, recipient, progress)));
      } else {
        lane.changeTo(recipient);
      }
    });
    version = current.version();
  }

  private Lane lane(int id, Recipient recipient, Progress progress) {
    List<Pending> left =
        state.pending(id).stream().filter(one -> recipient.isToldOf(one.change())).toList();
    return new Lane(state.generation(id), recipient, progress, left);
  }

  /// Most lanes are at the same place, so what is there is read once.
  private void fill() {
    long next = state.next();
    Map<Long, List<Change>> read = new HashMap<>();
    for (Lane lane : lanes.values()) {
      while (lane.hasRoom() && lane.cursor() < next) {
        long before = lane.cursor();
        lane.take(read.computeIfAbsent(before, from -> state.changes(from, TAKEN_AT_ONCE)));
        if (lane.cursor() == before) {
          break;
        }
      }
    }
  }

  private void send(Lane lane, Pending one, Instant now) {
    Recipient to = lane.recipient();
    Population population = populations.apply(to.environment().id()).orElse(null);
    int ordinal = one.change().ordinal();
    if (population == null || ordinal >= population.rows() || population.isErased(ordinal)) {
      lane.drop(one);
      return;
    }
    lane.begins(one);
    long started = now.toEpochMilli();
    var _ =
        attempt(lane, one, population.idOf(ordinal).toString(), now)
            .whenComplete((reply, _) -> {
              toDo.add(() -> {
                totals.attempted(reply.isTaken());
                // Of users who were erased meanwhile nothing is kept that their target wrote.
                Reply kept = population.isErased(ordinal) ? reply.withoutAnswer() : reply;
                if (lane.ended(one, kept, started, clock.instant().toEpochMilli())) {
                  totals.givenUp(1);
                }
              });
              LockSupport.unpark(thread);
            });
  }

  private CompletableFuture<Reply> attempt(Lane lane, Pending one, String user, Instant now) {
    Recipient to = lane.recipient();
    try {
      Optional<StandardWebhooksSigner> signer = lane.signer(secrets, now);
      if (signer.isEmpty()) {
        return CompletableFuture.completedFuture(
            new Reply.Nothing(Outgoing.NO_SECRET, Duration.ZERO));
      }
      return client.send(
          Target.of(to.webhook().content().url()),
          SegmentMessage.of(one.change(), to.webhook().id(), to.system(), to.environment(), user),
          signer.get());
    } catch (TargetException refused) {
      return CompletableFuture.completedFuture(
          new Reply.Nothing("the URL " + refused.getMessage(), Duration.ZERO));
    }
  }

  /// Where the outbox is full because of targets that fail, they lose what has waited longest, and
  /// the others go on. Where it is full because the others are slow, nothing is lost: no more is
  /// put into it for a while.
  private void relieve(Instant now) {
    if (state.waiting() < options.waitingMax()) {
      return;
    }
    int some = Math.max(1, options.waitingMax() / RELIEF);
    for (Lane lane : lanes.values()) {
      if (lane.isFailing() && !lane.hasRoom()) {
        totals.givenUp(lane.giveUpOldest(some, now.toEpochMilli()));
      }
    }
  }

  private void note(boolean last) {
    if (!last && (!noting.isDone() || System.nanoTime() - noteNanos < NOTE_EVERY.toNanos())) {
      return;
    }
    noteNanos = System.nanoTime();
    if (!noting.join()) {
      for (ProgressNote.Of one : noted) {
        Lane lane = lanes.get(one.webhookId());
        if (lane != null && lane.generation() == one.generation()) {
          lane.notNoted(one.attempts());
        }
      }
    }
    List<ProgressNote.Of> news = new ArrayList<>();
    lanes.values().forEach(lane -> lane.takeNews().ifPresent(news::add));
    noted = List.copyOf(news);
    noting =
        news.isEmpty()
            ? CompletableFuture.completedFuture(true)
            : journal.submit(new ProgressNote(news));
    if (last) {
      boolean _ = noting.join();
    }
  }

  /// Notes how far it is; the log is still open.
  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
