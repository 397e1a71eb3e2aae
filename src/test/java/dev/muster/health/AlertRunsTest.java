package dev.muster.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.Actor;
import dev.muster.catalog.Alerting;
import dev.muster.catalog.Alerting.Channel;
import dev.muster.catalog.Alerting.Status;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationForm;
import dev.muster.catalog.IntegrationForm.PropertyForm;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Role;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.SystemForm;
import dev.muster.embedded.Engine;
import dev.muster.embedded.EngineOptions;
import dev.muster.embedded.StartProgress;
import dev.muster.intake.Delivery;
import dev.muster.intake.Journal;
import dev.muster.intake.Outcome;
import dev.muster.mailing.MailServer;
import dev.muster.mailing.Notices;
import dev.muster.mailing.PostOffice;
import dev.muster.outgoing.OutgoingOptions;
import dev.muster.outgoing.TargetServer;
import dev.muster.outgoing.TargetServer.Answer;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.signature.AddressRange;
import dev.muster.signature.StandardWebhooksSigner;
import dev.muster.storage.LogMeter;
import dev.muster.upload.FormatWishes;
import dev.muster.upload.Receiving;
import dev.muster.upload.UnreadableFileException;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadMode;
import dev.muster.upload.UploadPlace;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts of a real engine, by a real mail server and to a real target, on a clock that is moved.
class AlertRunsTest {

  private static final Actor ADMIN = new Actor("admin", Role.ADMIN, "127.0.0.1");
  private static final String SECRET = StandardWebhooksSigner.newSecret();

  @TempDir Path data;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T09:00:00Z"));
  private final PostOffice office = new PostOffice();
  private final AtomicLong limited = new AtomicLong();
  private final TargetServer target = TargetServer.start();
  private Engine engine;
  private AlertRuns runs;

  @BeforeEach
  void begin() throws IOException {
    open(Optional.of(office.plain()));
    engine
        .catalog()
        .systems()
        .create(ADMIN, new SystemForm("shop", "Shop", "Europe/Berlin", OptionalInt.empty()));
    engine
        .catalog()
        .integrations()
        .create(
            ADMIN,
            "shop",
            new IntegrationForm(
                "crm",
                "CRM",
                IntegrationKind.API,
                "email",
                List.of(
                    new PropertyForm("plan", "plan", AttributeType.STRING),
                    new PropertyForm("vip", "vip", AttributeType.BOOLEAN))));
  }

  @AfterEach
  void end() throws IOException {
    runs.close();
    engine.close();
    office.close();
    target.close();
  }

  private void open(Optional<MailServer> server) throws IOException {
    engine =
        Engine.open(
            EngineOptions.in(data)
                .withSegmentBytes(1 << 20)
                .withClock(now::get)
                .withOutgoing(
                    OutgoingOptions.DEFAULT.withTargetsAllowed(
                        List.of(AddressRange.of("127.0.0.1/32")))),
            LogMeter.NONE,
            StartProgress.NONE);
    runs =
        new AlertRuns(
            engine,
            new Checkup(engine, (_, _) -> limited.get()),
            Notices.by(server),
            Optional.of(URI.create("https://muster.example.com")),
            now::get);
  }

  private void restart(Optional<MailServer> server) throws IOException {
    runs.close();
    engine.close();
    open(server);
  }

  private SystemDefinition shop() {
    return engine.catalog().current().system("shop").orElseThrow();
  }

  private Integration crm() {
    return shop().integration("crm").orElseThrow();
  }

  private Environment production() {
    return shop().environments().getFirst();
  }

  private Alerting alerting() {
    return crm().alerting("production");
  }

  private void tell(List<String> emails, boolean byWebhook) {
    Optional<Alerting.Webhook> hook =
        byWebhook
            ? Optional.of(Alerting.Webhook.of(target.url(), SECRET, engine.secrets()))
            : Optional.empty();
    Alerting _ =
        engine
            .catalog()
            .alerts()
            .put(
                ADMIN, "shop", "crm", "production", new Alerting.Settings(emails, hook, List.of()));
  }

  private void come(int count, Duration pause, boolean withPlan) {
    CompletableFuture<String> last = new CompletableFuture<>();
    for (int i = 0; i < count; i++) {
      List<Change> changes = new ArrayList<>();
      if (withPlan) {
        changes.add(
            new Change.Set(
                crm().property("plan").orElseThrow().attributeId(),
                new AttributeValue.Text("pro")));
      }
      changes.add(
          new Change.Set(
              crm().property("vip").orElseThrow().attributeId(), new AttributeValue.Bool(true)));
      Delivery delivery =
          new Delivery(
              now.get(),
              production().id(),
              crm().id(),
              Outcome.ACCEPTED,
              Optional.of(new Update(UserId.of("ann"), changes)),
              Optional.of("ann"),
              List.of(),
              Optional.empty(),
              100,
              "192.0.2.7");
      CompletableFuture<String> taken = new CompletableFuture<>();
      last = taken;
      engine.submit(
          delivery,
          Optional.empty(),
          new Journal.Confirmation() {
            @Override
            public void recorded(String id, Delivery recorded) {
              taken.complete(id);
            }

            @Override
            public void unavailable(String why) {
              taken.completeExceptionally(new IllegalStateException(why));
            }
          });
      pass(pause);
    }
    last.join();
  }

  private void pass(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it does not happen").isLessThan(until);
      Thread.sleep(10);
    }
  }

  private boolean isSettled() {
    return alerting().told().stream().noneMatch(Alerting.Told::isWaiting);
  }

  private Alerting.Way way(int told, Channel channel) {
    return alerting().told().get(told).ways().stream()
        .filter(one -> one.channel() == channel)
        .findFirst()
        .orElseThrow();
  }

  private Integration list() {
    return shop().integration("list").orElseThrow();
  }

  private void upload(String csv) throws Exception {
    UploadPlace place = new UploadPlace(shop(), list(), production());
    Upload upload =
        engine
            .uploads()
            .begin(
                place,
                UploadMode.MERGE,
                Optional.of("users.csv"),
                "ann",
                Optional.empty(),
                FormatWishes.NONE,
                OptionalLong.empty());
    try (Receiving part = engine.uploads().receive(upload, 0)) {
      part.write(ByteBuffer.wrap(csv.getBytes(StandardCharsets.UTF_8)));
      Upload _ = part.finish(true);
    } catch (UnreadableFileException _) {
      // It has failed, which is what is looked at.
    }
    await(() -> engine.uploads().list(place).getFirst().status().isOver());
  }

  @Test
  void whatChangesInFilesIsToldAsWell() throws Exception {
    var _ =
        engine
            .catalog()
            .integrations()
            .create(
                ADMIN,
                "shop",
                new IntegrationForm(
                    "list",
                    "List",
                    IntegrationKind.CSV,
                    "id",
                    List.of(new PropertyForm("plan", "tier", AttributeType.STRING))));
    Alerting _ =
        engine
            .catalog()
            .alerts()
            .put(
                ADMIN,
                "shop",
                "list",
                "production",
                new Alerting.Settings(List.of("ann@example.com"), Optional.empty(), List.of()));
    runs.look();
    assertThat(list().alerting("production").told()).as("a new one is no alert").isEmpty();
    upload("id,plan\nann,pro\n");
    upload("id,level\nann,pro\n");
    runs.look();
    pass(Duration.ofMinutes(6));
    runs.look();
    var began = office.await(1).getFirst();
    assertThat(began.message().getSubject()).isEqualTo("List: a file failed");
    assertThat(began.text("text/plain"))
        .contains("“users.csv”", "The file has no column", "Look at the upload")
        .doesNotContain("level")
        .contains("https://muster.example.com/systems/shop/production/integrations/list/health");
    await(() -> list().alerting("production").told().stream().noneMatch(Alerting.Told::isWaiting));

    restart(Optional.of(office.plain()));
    upload("id,plan\nann,pro\n");
    runs.look();
    pass(Duration.ofMinutes(61));
    runs.look();
    assertThat(office.await(2).getLast().text("text/plain")).contains("Files are taken again.");
  }

  @Test
  void whatBeginsAndWhatIsOverIsToldOnceAlsoOverRestarts() throws Exception {
    tell(List.of("ann@example.com"), true);
    come(30, Duration.ofMinutes(20), true);
    runs.look();
    come(25, Duration.ofMinutes(10), false);
    runs.look();
    assertThat(alerting().told()).as("not before it has lasted").isEmpty();
    pass(Duration.ofMinutes(6));
    runs.look();
    await(this::isSettled);

    var mail = office.await(1).getFirst();
    assertThat(mail.message().getSubject()).isEqualTo("CRM: “plan” is missing");
    assertThat(mail.text("text/plain"))
        .contains("“plan” has not come since")
        .contains("Look at a recent delivery")
        .contains("https://muster.example.com/systems/shop/production/integrations/crm/health");
    var posted = target.received().getFirst();
    assertThat(posted.isSignedWith(SECRET)).isTrue();
    assertThat(posted.body())
        .contains("\"type\":\"integration.health\"")
        .contains("\"kind\":\"property-missing\"")
        .contains("\"state\":\"began\"")
        .contains("\"property\":\"plan\"");

    engine.checkpoint();
    restart(Optional.of(office.plain()));
    for (int i = 0; i < 3; i++) {
      come(5, Duration.ofMinutes(1), false);
      runs.look();
    }
    assertThat(alerting().told()).hasSize(1);

    // It comes again; the target is down at first.
    target.answers(_ -> Answer.of(503));
    come(30, Duration.ofMinutes(1), true);
    runs.look();
    assertThat(alerting().told()).as("not before it is calm").hasSize(1);
    come(6, Duration.ofMinutes(10), true);
    pass(Duration.ofMinutes(1));
    runs.look();
    await(() -> alerting().told().size() == 2 && way(1, Channel.WEBHOOK).problem().isPresent());
    assertThat(way(1, Channel.WEBHOOK).status()).isEqualTo(Status.WAITING);
    assertThat(way(1, Channel.WEBHOOK).problem().orElseThrow()).contains("503");
    assertThat(office.await(2).getLast().message().getSubject())
        .isEqualTo("CRM: Over: “plan” is missing");
    target.answers(_ -> Answer.of(200));
    restart(Optional.of(office.plain()));
    runs.look();
    await(this::isSettled);
    assertThat(way(1, Channel.WEBHOOK).status()).isEqualTo(Status.SENT);
    var all = target.received();
    assertThat(all.getLast().id()).isEqualTo(all.get(all.size() - 2).id());
    assertThat(all.getLast().body()).contains("\"state\":\"over\"");
    assertThat(office.received()).hasSize(2);
    assertThat(alerting().open()).isEmpty();
  }

  @Test
  void whatComesAndGoesIsToldOnce() throws Exception {
    tell(List.of("ann@example.com"), false);
    come(30, Duration.ofMinutes(20), true);
    come(25, Duration.ofMinutes(10), false);
    runs.look();
    pass(Duration.ofMinutes(6));
    runs.look();
    await(this::isSettled);
    for (int i = 0; i < 3; i++) {
      come(1, Duration.ofMinutes(20), true);
      runs.look();
      come(25, Duration.ofMinutes(4), false);
      runs.look();
      pass(Duration.ofMinutes(6));
      runs.look();
    }
    assertThat(alerting().told()).hasSize(1);
  }

  @Test
  void whatIsTurnedAwayIsTold() throws Exception {
    tell(List.of("ann@example.com"), false);
    come(30, Duration.ofMinutes(20), true);
    limited.set(120);
    runs.look();
    pass(Duration.ofMinutes(6));
    runs.look();
    await(this::isSettled);
    var mail = office.await(1).getFirst();
    assertThat(mail.message().getSubject()).isEqualTo("CRM: more comes than the limits allow");
    assertThat(mail.text("text/plain")).contains("120 requests were turned away");
  }

  @Test
  void withoutAMailServerItIsTriedForADayAndSaidWhy() throws Exception {
    restart(Optional.empty());
    tell(List.of("ann@example.com"), false);
    come(30, Duration.ofMinutes(20), true);
    come(25, Duration.ofMinutes(10), false);
    runs.look();
    pass(Duration.ofMinutes(6));
    runs.look();
    await(() -> !alerting().told().isEmpty() && way(0, Channel.EMAIL).problem().isPresent());
    assertThat(way(0, Channel.EMAIL).status()).isEqualTo(Status.WAITING);
    assertThat(way(0, Channel.EMAIL).problem().orElseThrow()).contains("smtp-host");
    assertThat(runs.test(shop(), crm(), production()))
        .singleElement()
        .matches(one -> !one.isSent() && one.problem().orElseThrow().contains("smtp-host"));
    pass(Duration.ofHours(24));
    runs.look();
    await(() -> way(0, Channel.EMAIL).status() == Status.GAVE_UP);
  }
}
