package dev.muster.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.catalog.Actor;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Mailing;
import dev.muster.catalog.MemoryLog;
import dev.muster.catalog.ReportForm;
import dev.muster.catalog.Rhythm;
import dev.muster.catalog.Role;
import dev.muster.catalog.Samples;
import dev.muster.catalog.Subject;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.Visibility;
import dev.muster.sheet.Drawing;
import dev.muster.sheet.Sheet;
import dev.muster.sheet.Table;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When mailings go out, by a clock that is moved by hand, at a server that comes and goes.
class MailingRunsTest {

  private static final Actor ANN = new Actor("ann@example.com", Role.EDITOR, "192.0.2.1");

  private volatile Instant now = Instant.parse("2026-05-04T05:00:00Z");
  private final InstantSource clock = () -> now;
  private final CatalogStore store = MemoryLog.store(clock);
  private PostOffice office = new PostOffice();

  @BeforeEach
  void aMailingAtEightInBerlin() {
    store.systems().create(Samples.ADMIN, Samples.system("shop"));
    store
        .reports()
        .create(
            ANN,
            "shop",
            new ReportForm(
                "plans",
                "Plans & more",
                "Who pays",
                Visibility.SHARED,
                "production",
                "overview",
                Optional.empty(),
                "{}",
                "{}"));
    store
        .mailings()
        .create(
            ANN,
            "shop",
            "weekly",
            new Mailing.Content(
                "Monday <figures>",
                Subject.report("plans"),
                List.of("ann@example.com", "bob@example.com"),
                new Rhythm.Daily(LocalTime.of(8, 0)),
                true,
                true,
                true));
  }

  @AfterEach
  void close() {
    office.close();
  }

  private MailingRuns runs() {
    return runs(office.plain());
  }

  private MailingRuns runs(MailServer server) {
    return runs(server, MailingRunsTest::shown);
  }

  private MailingRuns runs(MailServer server, Shown.Runner runner) {
    return new MailingRuns(
        store,
        runner,
        Optional.of(new Postman(server)),
        Optional.of(URI.create("https://muster.example.com/")),
        clock);
  }

  private static List<Shown> shown(SystemDefinition system, Subject subject) {
    return List.of(
        new Shown(
            subject.key(),
            "Plans & more",
            "Who pays",
            "staging",
            new Shown.Content.Figures(
                new Sheet(
                    "Of 3 users",
                    new Table(
                        List.of("Plan", "Users"),
                        List.of(List.of(Table.Cell.of("=pro"), Table.Cell.of(1_234_567)))),
                    new Drawing.Tiles(
                        List.of(new Drawing.Tile("Users", 3, OptionalDouble.empty())))))));
  }

  private Mailing mailing() {
    SystemDefinition shop = store.current().system("shop").orElseThrow();
    return shop.reporting().mailing("weekly").orElseThrow();
  }

  /// Lets what is due begin and waits until something holds.
  private static void lookUntil(MailingRuns runs, BooleanSupplier holds)
      throws InterruptedException {
    runs.look();
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it happens").isLessThan(until);
      Thread.sleep(10);
    }
    runs.close();
  }

  /// Lets what is due begin, which is to be nothing.
  private static void look(MailingRuns runs) throws InterruptedException {
    runs.look();
    Thread.sleep(200);
    runs.close();
  }

  @Test
  void itGoesOutOnceWhenItIsTime() throws Exception {
    now = Instant.parse("2026-05-04T05:59:59Z");
    look(runs());
    assertThat(office.received()).isEmpty();
    now = Instant.parse("2026-05-04T06:00:00Z");
    lookUntil(runs(), () -> mailing().progress().lastSentAt().isPresent());
    look(runs());
    now = Instant.parse("2026-05-04T20:00:00Z");
    look(runs());

    List<PostOffice.Received> received = office.await(2);
    assertThat(received).hasSize(2);
    assertThat(mailing().progress().lastProblem()).isEmpty();
    assertThat(mailing().progress().trying()).isEmpty();
    PostOffice.Received one = received.getFirst();
    assertThat(one.message().getSubject()).isEqualTo("Monday <figures>");
    assertThat(one.text("text/plain"))
        .contains("Plans & more", "Who pays", "=pro", "1,234,567")
        .contains("Monday, 4 May 2026, 08:00 (Europe/Berlin)")
        .contains("Muster sends this every day; " + ANN.name() + " set it up.")
        .contains("delete the mailing “Monday <figures>”")
        .contains("https://muster.example.com/systems/shop/staging/insights/reports/report/plans");
    assertThat(one.text("text/html"))
        .contains("Monday &lt;figures&gt;", "Plans &amp; more", "cid:plans.png");
    assertThat(one.text("text/csv")).isEqualTo("\ufeffPlan,Users\r\n'=pro,1234567\r\n");
    assertThat(one.text("image/png")).contains("PNG");

    now = Instant.parse("2026-05-05T06:00:01Z");
    lookUntil(runs(), () -> office.received().size() == 4);
  }

  /// Looks when the mailing is due, and waits until it has failed.
  private void lookInVain(MailingRuns runs) throws InterruptedException {
    now = Instant.parse("2026-05-04T06:00:00Z");
    runs.look();
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (mailing().progress().lastProblem().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.sleep(10);
    }
  }

  @Test
  void whileTheServerIsDownItIsTriedAgainAndThenGoesOutOnce() throws Exception {
    int port = office.port();
    MailingRuns runs = runs();
    office.close();
    lookInVain(runs);
    assertThat(mailing().progress().lastProblem().orElseThrow())
        .contains("cannot be reached")
        .contains("tried again for an hour");
    office = new PostOffice(port, it -> it);
    runs.look();
    Thread.sleep(100);
    assertThat(office.received()).as("not before the pause is over").isEmpty();
    now = now.plusSeconds(31);
    lookUntil(runs, () -> mailing().progress().lastProblem().isEmpty());
    assertThat(office.await(2)).hasSize(2);
  }

  @Test
  void oneThatIsDeletedAndMadeAnewDoesNotWaitForTheTriesOfTheOldOne() throws Exception {
    int port = office.port();
    MailingRuns runs = runs();
    office.close();
    lookInVain(runs);
    office = new PostOffice(port, it -> it);
    Mailing.Content content = mailing().content();
    store.mailings().delete(ANN, "shop", "weekly", OptionalLong.empty());
    runs.look();
    now = Instant.parse("2026-05-04T05:59:59Z");
    store.mailings().create(ANN, "shop", "weekly", content);
    now = Instant.parse("2026-05-04T06:00:01Z");
    lookUntil(runs, () -> mailing().progress().lastSentAt().isPresent());
    assertThat(office.await(2)).hasSize(2);
  }

  @Test
  void afterAnHourItIsGivenUpAndTheNextDayIsANewOne() throws Exception {
    int port = office.port();
    MailingRuns runs = runs();
    office.close();
    Instant due = Instant.parse("2026-05-04T06:00:00Z");
    int tries = 0;
    for (now = due; now.isBefore(due.plusSeconds(7_200)); now = now.plusSeconds(15)) {
      if (mailing().progress().since().equals(due)) {
        break;
      }
      runs.look();
      tries++;
      Thread.sleep(15);
    }
    assertThat(tries).isLessThan(250);
    assertThat(now).isBetween(due.plusSeconds(3_000), due.plusSeconds(3_900));
    assertThat(mailing().progress().lastProblem().orElseThrow()).doesNotContain("tried again");
    office = new PostOffice(port, it -> it);
    now = due.plusSeconds(7_200);
    look(runs);
    assertThat(office.received()).isEmpty();
    now = Instant.parse("2026-05-05T06:00:00Z");
    lookUntil(runs(), () -> mailing().progress().lastProblem().isEmpty());
    assertThat(office.await(2)).hasSize(2);
  }

  @Test
  void whatAServerStoppedAtIsNotSentTwice() throws Exception {
    Instant due = Instant.parse("2026-05-04T06:00:00Z");
    store.mailings().note("shop", mailing(), mailing().progress().tries(due));
    now = due.plusSeconds(10);
    lookUntil(runs(), () -> mailing().progress().trying().isEmpty());
    look(runs());
    assertThat(office.received()).isEmpty();
    assertThat(mailing().progress().lastProblem().orElseThrow()).contains("may have arrived");
  }

  @Test
  void whatWasMissedGoesOutLateOnceIfItIsNotADayOld() throws Exception {
    now = Instant.parse("2026-05-09T05:30:00Z");
    lookUntil(runs(), () -> mailing().progress().lastSentAt().isPresent());
    look(runs());
    assertThat(office.await(2)).hasSize(2);
    assertThat(mailing().progress().since()).isEqualTo(Instant.parse("2026-05-08T06:00:00Z"));
  }

  @Test
  void whatIsOlderThanADayDoesNot() throws Exception {
    store
        .mailings()
        .update(
            ANN,
            "shop",
            "weekly",
            new Mailing.Content(
                "Monthly",
                Subject.report("plans"),
                List.of("ann@example.com"),
                new Rhythm.Monthly(5, LocalTime.of(8, 0)),
                false,
                false,
                true),
            OptionalLong.empty());
    now = Instant.parse("2026-05-06T06:00:01Z");
    lookUntil(runs(), () -> mailing().progress().lastProblem().isPresent());
    look(runs());
    assertThat(office.received()).isEmpty();
    assertThat(mailing().progress().lastProblem().orElseThrow()).contains("did not run");
    now = Instant.parse("2026-06-05T06:00:00Z");
    lookUntil(runs(), () -> mailing().progress().lastProblem().isEmpty());
    assertThat(office.await(1)).hasSize(1);
    assertThat(office.received().getFirst().parts()).hasSize(2);
  }

  @Test
  void oneIsSentNowAndItsNextTimeStays() throws Exception {
    Instant since = mailing().progress().since();
    runs().sendNow(ANN, store.current().system("shop").orElseThrow(), mailing());
    assertThat(office.await(2)).hasSize(2);
    assertThat(mailing().progress().since()).isEqualTo(since);
    assertThat(mailing().progress().lastSentAt()).contains(now);
    now = Instant.parse("2026-05-04T06:00:00Z");
    lookUntil(runs(), () -> office.received().size() == 4);
    MailingRuns without =
        MailingRuns.of(store, (_, _) -> List.of(), Optional.empty(), Optional.empty(), clock);
    assertThatThrownBy(
            () -> without.sendNow(ANN, store.current().system("shop").orElseThrow(), mailing()))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("smtp-host");
  }

  @Test
  void whatAMailServerMayHaveTakenIsNotSentTwice() throws Exception {
    try (RudeOffice rude = new RudeOffice("", "")) {
      now = Instant.parse("2026-05-04T06:00:00Z");
      lookUntil(runs(rude.plain()), () -> mailing().progress().lastProblem().isPresent());
      assertThat(mailing().progress().lastProblem().orElseThrow())
          .contains("may have arrived")
          .contains("not sent again");
      now = now.plusSeconds(3_600);
      look(runs(rude.plain()));
      assertThat(rude.taken()).isEqualTo(1);
    }
  }

  @Test
  void whatAMailServerTookIsSentAlthoughItGoesWithoutAGoodbye() throws Exception {
    try (RudeOffice rude = new RudeOffice("250 taken\r\n", "")) {
      now = Instant.parse("2026-05-04T06:00:00Z");
      lookUntil(runs(rude.plain()), () -> mailing().progress().lastSentAt().isPresent());
      now = now.plusSeconds(3_600);
      look(runs(rude.plain()));
      assertThat(rude.taken()).isEqualTo(1);
      assertThat(mailing().progress().lastProblem()).isEmpty();
    }
  }

  @Test
  void reportsThatCannotBeRunByAFaultAreToldAndTriedAgain() throws Exception {
    Shown.Runner faulty =
        (_, _) -> {
          throw new IllegalStateException("a fault");
        };
    now = Instant.parse("2026-05-04T06:00:00Z");
    lookUntil(runs(office.plain(), faulty), () -> mailing().progress().lastProblem().isPresent());
    assertThat(mailing().progress().lastProblem().orElseThrow())
        .contains("a fault of Muster")
        .contains("tried again");
    now = now.plusSeconds(60);
    lookUntil(runs(), () -> mailing().progress().lastSentAt().isPresent());
    assertThat(office.await(2)).hasSize(2);
  }
}
