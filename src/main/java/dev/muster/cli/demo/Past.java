package dev.muster.cli.demo;

import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.Engine;
import dev.muster.intake.Endpoints;
import dev.muster.intake.Intake;
import dev.muster.intake.IntakeAnswer;
import dev.muster.intake.IntakeLimits;
import dev.muster.intake.Posted;
import dev.muster.pageload.Admission;
import dev.muster.pageload.Arrivals;
import dev.muster.pageload.Browsers;
import dev.muster.pageload.Claim;
import dev.muster.pageload.PageLoads;
import dev.muster.pageload.PageView;
import dev.muster.pageload.RateLimit;
import dev.muster.population.UserId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/// Lives through the shop's days before it is shown, on a clock that runs faster: what the tools
/// sent, who looked at pages and what the team did go through the engine like everything that comes
/// later, and through the same intake, without the network.
final class Past implements Crowd.Doors {

  /// How many times more is sent on the last day than on those before, of which no hours are shown.
  private static final int LAST_DAY_TIMES = 16;

  /// How many pages are looked at for each webhook on the days before.
  private static final int LOOKS = 4;

  private static final Duration LAST_DAY = Duration.ofHours(25);
  private static final double PER_SECOND_MAX = 2;

  /// How many users it takes for one webhook and one page load a second.
  private static final double USERS_PER_SECOND = 5_000;

  private static final int IN_FLIGHT = 8_000;
  private static final int BATCH = 500;
  private static final int FLUSH_MINUTES = 20;
  private static final int BAD_IMPORT_HOURS = 9;
  private static final int WRONG_EVENTS_HOURS = 5;

  /// How busy the hours of a day are, midnight first; the shop has customers on all continents.
  private static final double[] BUSY = {
    .55, .5, .48, .45, .45, .5, .55, .65, .78, .9, .97, 1, .94, .92, .98, 1, .98, .94, .9, .86, .8,
    .75, .68, .6
  };

  private final Engine engine;
  private final Shop shop;
  private final Crowd crowd;
  private final People people;
  private final Messages messages;
  private final DemoClock clock;
  private final ZoneId zone;
  private final double perMinute;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Endpoints endpoints;
  private final Intake intake;
  private final PageLoads pageLoads;
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
  private final AtomicReference<String> refusal = new AtomicReference<>("");

  Past(
      Engine engine,
      Shop shop,
      Crowd crowd,
      People people,
      Messages messages,
      DemoClock clock,
      int perSecond) {
    this.engine = engine;
    this.shop = shop;
    this.crowd = crowd;
    this.people = people;
    this.messages = messages;
    this.clock = clock;
    this.zone = messages.zone();
    double usual = Math.min(people.atFirst() / USERS_PER_SECOND, PER_SECOND_MAX);
    this.perMinute = 60 * Math.min(perSecond, usual);
    this.endpoints = new Endpoints(engine.secrets(), engine.accessTokens());
    this.intake = new Intake(endpoints, engine, IntakeLimits.DEFAULT, clock);
    this.pageLoads =
        new PageLoads(
            id -> engine.population(id).orElseThrow(),
            engine.activity(),
            new Browsers(),
            engine.secrets(),
            RateLimit.none(),
            new Arrivals(clock.instant()));
  }

  /// From the beginning until the shop is shown.
  ///
  /// @param opens when it is shown
  /// @return the password of the [Guest]
  String live(Instant opens) throws IOException, InterruptedException {
    Story story = new Story(shop.catalog(), clock, opens, zone);
    Instant at = opens.minus(Shop.PAST);
    story.goOnTo(at);
    begin();
    introduce(at);
    at = at.plus(1, ChronoUnit.MINUTES);
    for (long minutes = 0; at.isBefore(opens); minutes++) {
      at = at.plus(1, ChronoUnit.MINUTES);
      Instant until = at.isBefore(opens) ? at : opens;
      if (story.goOnTo(until)) {
        begin();
      }
      minute(until, Duration.between(until, opens));
      if (minutes % FLUSH_MINUTES == 0) {
        engine.flushActivity();
      }
      if (minutes % 60 == 0) {
        settle();
        engine.sampleSegmentSizes(until);
      }
    }
    engine.flushActivity();
    settle();
    return story.guestPassword();
  }

  /// What was just set up works from now on.
  private void begin() {
    endpoints.rebuild(shop.catalog().current());
    pageLoads.rebuild(shop.catalog().current());
  }

  /// Both tools send all that they have; to the test environment a few.
  private void introduce(Instant at) throws IOException, InterruptedException {
    clock.goOnTo(at.plusSeconds(30));
    List<Integer> all = crowd.known();
    batches("crm", SystemDefinition.PRODUCTION, all, at);
    batches("crm", SystemDefinition.TEST, all.subList(0, Math.min(40, all.size())), at);
    clock.goOnTo(at.plusSeconds(55));
    batches("payments", SystemDefinition.PRODUCTION, List.copyOf(crowd.paying()), at);
    settle();
  }

  private void batches(String integration, String environment, List<Integer> whom, Instant at)
      throws IOException, InterruptedException {
    for (int from = 0; from < whom.size(); from += BATCH) {
      StringJoiner array = new StringJoiner(",", "[", "]");
      for (int number : whom.subList(from, Math.min(whom.size(), from + BATCH))) {
        Customer customer = people.customer(number);
        array.add(
            integration.equals("crm")
                ? messages.contact(customer, at, "contact.created")
                : messages.invoice(customer, at, random));
      }
      send(shop.endpointToken(integration, environment), array.toString(), BATCH);
    }
  }

  private void minute(Instant at, Duration left) throws IOException, InterruptedException {
    boolean lastDay = left.compareTo(LAST_DAY) < 0;
    double busy = BUSY[at.atZone(zone).getHour()] * (0.85 + 0.3 * random.nextDouble());
    int times = (int) Math.round(perMinute * busy / (lastDay ? 1 : LAST_DAY_TIMES));
    crowd.until(at, this);
    for (int i = 0; i < times; i++) {
      Instant moment = at.minusMillis(60_000L - 60_000L * i / times);
      clock.goOnTo(moment);
      crowd.work(moment, this);
      for (int looks = 0; looks < (lastDay ? 1 : LOOKS); looks++) {
        crowd.look(this);
      }
      troubles(left.toMinutes());
    }
  }

  /// What went wrong on the last day: for half an hour each.
  private void troubles(long minutesLeft) throws IOException, InterruptedException {
    long badImport = BAD_IMPORT_HOURS * 60 - minutesLeft;
    if (badImport >= 0 && badImport < 30 && random.nextInt(3) == 0) {
      crowd.importBadly(clock.instant(), this);
    }
    long wrongEvents = WRONG_EVENTS_HOURS * 60 - minutesLeft;
    if (wrongEvents >= 0 && wrongEvents < 30 && random.nextInt(3) == 0) {
      crowd.sendTheWrongEvents(this);
    }
  }

  @Override
  public void deliver(String integration, String json) throws IOException, InterruptedException {
    send(shop.endpointToken(integration, SystemDefinition.PRODUCTION), json, 1);
  }

  private void send(String token, String json, int objects)
      throws IOException, InterruptedException {
    inFlight.acquire(objects);
    intake.receive(
        token,
        Posted.json(json.getBytes(StandardCharsets.UTF_8), "198.51.100.7"),
        answer -> {
          inFlight.release(objects);
          if (answer instanceof IntakeAnswer.Unavailable(String why)) {
            refusal.set(why);
          }
        });
    if (!refusal.get().isEmpty()) {
      throw new IOException("the demo's past could not be made up: " + refusal.get());
    }
  }

  @Override
  public void look(String user, PageView page) {
    Claim claim =
        new Claim(shop.production().clientKey(), UserId.of(user), null, null, "127.0.0.1");
    if (pageLoads.admit(claim) instanceof Admission.Granted granted) {
      var _ = pageLoads.evaluate(granted, page, clock.instant());
    } else {
      throw new IllegalStateException("the demo's own pages are refused");
    }
  }

  /// Waits until everything that was sent is durable and visible.
  private void settle() throws InterruptedException {
    inFlight.acquire(IN_FLIGHT);
    inFlight.release(IN_FLIGHT);
  }
}
