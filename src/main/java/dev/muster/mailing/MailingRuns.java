package dev.muster.mailing;

import dev.muster.catalog.Actor;
import dev.muster.catalog.CatalogException;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Mailing;
import dev.muster.catalog.Mailings;
import dev.muster.catalog.SystemDefinition;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends mailings when it is time, each once at most: that a mail is about to be handed over is
/// made durable before it is, so that after a crash nobody has to guess. What does not go out is
/// tried again for an hour, unless the mail server had all of it and did not answer; what should
/// have gone out while the server was down goes out late, once. Safe for use by many threads.
public final class MailingRuns implements AutoCloseable {

  /// For how long it is tried again.
  static final Duration TRIED_FOR = Duration.ofHours(1);

  /// How late it may go out.
  static final Duration LATE_MAX = Duration.ofHours(24);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration TICK = Duration.ofMillis(500);

  /// So many are sent at the same time.
  private static final int SENDING_MAX = 4;

  private static final Logger LOG = LoggerFactory.getLogger(MailingRuns.class);

  private final CatalogStore catalog;
  private final Shown.Runner runner;
  private final Optional<Postman> postman;
  private final Optional<URI> publicUrl;
  private final InstantSource clock;
  private final Map<Place, Tries> tries = new ConcurrentHashMap<>();
  private final Semaphore sending = new Semaphore(SENDING_MAX);
  private final Rounds<Place> rounds = new Rounds<>("mailings", TICK, this::look);

  /// A mailing, by system and key.
  private record Place(String system, String mailing) {}

  /// What is remembered of one that did not go out.
  private record Tries(Instant due, Instant first, int count, Instant next) {
    static Tries begin(Instant due, Instant now) {
      return new Tries(due, now, 0, now);
    }

    Tries failed(Instant now) {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(count, 10));
      Instant at = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
      return new Tries(due, first, count + 1, at);
    }
  }

  MailingRuns(
      CatalogStore catalog,
      Shown.Runner runner,
      Optional<Postman> postman,
      Optional<URI> publicUrl,
      InstantSource clock) {
    this.catalog = catalog;
    this.runner = runner;
    this.postman = postman;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /// The mailings of a catalog.
  ///
  /// @param runner runs the reports
  /// @param server by which mails go out; empty: none do
  /// @param publicUrl where people reach this server, if it is known
  public static MailingRuns of(
      CatalogStore catalog,
      Shown.Runner runner,
      Optional<MailServer> server,
      Optional<URI> publicUrl,
      InstantSource clock) {
    return new MailingRuns(catalog, runner, server.map(Postman::new), publicUrl, clock);
  }

  /// Whether mails can go out at all.
  public boolean hasServer() {
    return postman.isPresent();
  }

  /// Begins to look at the time.
  public void start() {
    rounds.start();
  }

  /// Begins whatever is due.
  void look() {
    Instant now = clock.instant();
    // One of the same key that is made anew begins anew.
    tries.keySet().removeIf(place -> mailing(place).isEmpty());
    for (SystemDefinition system : catalog.current().systems().values()) {
      for (Mailing mailing : system.reporting().mailings().values()) {
        Optional<Instant> next = Mailings.next(system, mailing);
        if (next.isPresent() && !now.isBefore(next.get())) {
          Place place = new Place(system.key(), mailing.key());
          Tries tried = tries.get(place);
          if ((tried == null || !now.isBefore(tried.next)) && rounds.begin(place)) {
            Thread.ofVirtual().name("muster-mailing").start(() -> serve(place));
          }
        }
      }
    }
  }

  private void serve(Place place) {
    try {
      sending.acquire();
      try {
        // As it is by now.
        Optional<SystemDefinition> system = catalog.current().system(place.system);
        Optional<Mailing> mailing = system.flatMap(one -> one.reporting().mailing(place.mailing));
        if (!rounds.isClosing() && mailing.isPresent()) {
          due(place, system.orElseThrow(), mailing.get());
        }
      } finally {
        sending.release();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (CatalogException e) {
      LOG.warn("mailing {} of {}: {}", place.mailing, place.system, e.detail());
      later(place);
    } catch (RuntimeException e) {
      LOG.error("mailing {} of {} failed", place.mailing, place.system, e);
      later(place);
    } finally {
      rounds.end(place);
    }
  }

  private Optional<Mailing> mailing(Place place) {
    return catalog
        .current()
        .system(place.system)
        .flatMap(system -> system.reporting().mailing(place.mailing));
  }

  private void later(Place place) {
    Instant now = clock.instant();
    tries.compute(place, (_, tried) -> (tried == null ? Tries.begin(now, now) : tried).failed(now));
  }

  private void due(Place place, SystemDefinition system, Mailing mailing) {
    Instant now = clock.instant();
    Optional<Instant> next = Mailings.next(system, mailing);
    if (next.isEmpty() || now.isBefore(next.get())) {
      return;
    }
    if (mailing.progress().trying().isPresent()) {
      giveUp(
          place,
          mailing,
          mailing.progress().trying().get(),
          "The server stopped while it was being sent; it may have arrived, and was not sent again.");
      return;
    }
    // Several that were missed are one.
    Instant due = mailing.content().rhythm().last(now, system.timeZone());
    if (now.isAfter(due.plus(LATE_MAX))) {
      giveUp(place, mailing, due, "The server did not run when it should have been sent.");
    } else if (postman.isEmpty()) {
      giveUp(place, mailing, due, "No mail server is set up (smtp-host).");
    } else {
      attempt(place, system, mailing, due, postman.get());
    }
  }

  private void attempt(
      Place place, SystemDefinition system, Mailing mailing, Instant due, Postman by) {
    Tries tried =
        Optional.ofNullable(tries.get(place))
            .filter(one -> one.due.equals(due))
            .orElseGet(() -> Tries.begin(due, clock.instant()));
    try {
      Mail mail = mail(system, mailing, due.getEpochSecond());
      if (!catalog.mailings().note(system.key(), mailing, mailing.progress().tries(due))) {
        return;
      }
      List<String> refused = by.send(mail);
      tries.remove(place);
      boolean _ =
          catalog
              .mailings()
              .noteSent(
                  Optional.empty(),
                  system.key(),
                  mailing,
                  mailing.progress().sent(due, now(), refusal(refused)));
    } catch (NotSentException e) {
      if (e.mayHaveArrived()) {
        giveUp(place, mailing, due, e.why() + " It is not sent again.");
        return;
      }
      Instant now = clock.instant();
      Tries after = tried.failed(now);
      if (!after.next.isBefore(tried.first.plus(TRIED_FOR))) {
        giveUp(place, mailing, due, e.why());
        return;
      }
      tries.put(place, after);
      LOG.warn(
          "mailing {} of {} did not go out, it is tried again: {}",
          place.mailing,
          place.system,
          e.why());
      boolean _ =
          catalog
              .mailings()
              .note(
                  system.key(),
                  mailing,
                  mailing.progress().failed(e.why() + " It is tried again for an hour."));
    }
  }

  private void giveUp(Place place, Mailing mailing, Instant due, String why) {
    tries.remove(place);
    LOG.warn("mailing {} of {} was not sent: {}", place.mailing, place.system, why);
    boolean _ = catalog.mailings().note(place.system, mailing, mailing.progress().gaveUp(due, why));
  }

  private static Optional<String> refusal(List<String> refused) {
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of(
            refused.stream()
                .collect(
                    Collectors.joining(
                        ", ", "The mail server does not take these recipients: ", ".")));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Mail mail(SystemDefinition system, Mailing mailing, long number) throws NotSentException {
    try {
      return letter(system, mailing, number);
    } catch (RuntimeException e) {
      // Else nobody but the log would hear of it, whoever waits for the mail least of all.
      LOG.error("mailing {} of {} cannot be written", mailing.key(), system.key(), e);
      throw new NotSentException(
          "Its reports could not be run, by a fault of Muster; the server's log has it.", e);
    }
  }

  private Mail letter(SystemDefinition system, Mailing mailing, long number)
      throws NotSentException {
    Instant at = clock.instant();
    List<Shown> reports = runner.run(system, mailing.content().subject());
    boolean isEmpty = true;
    String why = "There is nothing on the dashboard.";
    for (Shown report : reports) {
      switch (report.content()) {
        case Shown.Content.Figures _ -> isEmpty = false;
        case Shown.Content.Problem(String reason) -> why = reason;
      }
    }
    if (isEmpty) {
      throw new NotSentException("There is nothing to send. " + why);
    }
    String id = "%s.%s.%d@muster".formatted(mailing.key(), system.key(), number);
    return new Letter(system, mailing, reports, at, publicUrl).mail(id);
  }

  /// Sends one now, whether it is time or not. Its next time stays.
  ///
  /// @param actor who has it sent
  /// @return what it is then
  /// @throws NotSentException if it did not go out, or is being sent already
  public Mailing sendNow(Actor actor, SystemDefinition system, Mailing mailing)
      throws NotSentException {
    Postman by =
        postman.orElseThrow(
            () -> new NotSentException("No mail server is set up; set smtp-host and mail-from."));
    Place place = new Place(system.key(), mailing.key());
    if (!rounds.begin(place)) {
      throw new NotSentException("It is being sent already.");
    }
    try {
      List<String> refused = by.send(mail(system, mailing, clock.millis()));
      Mailing.Progress before = mailing.progress();
      Mailing.Progress after = before.sent(before.since(), now(), refusal(refused));
      boolean _ = catalog.mailings().noteSent(Optional.of(actor), system.key(), mailing, after);
      return mailing.with(after);
    } finally {
      rounds.end(place);
    }
  }

  /// Waits a little for what is being handed over.
  @Override
  public void close() {
    rounds.close();
  }
}
