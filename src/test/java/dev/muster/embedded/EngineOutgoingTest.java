package dev.muster.embedded;

import static dev.muster.embedded.EngineWorld.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.catalog.NewWebhook;
import dev.muster.catalog.Samples;
import dev.muster.catalog.SegmentForm;
import dev.muster.catalog.Webhook;
import dev.muster.outgoing.OutgoingOptions;
import dev.muster.outgoing.TargetServer;
import dev.muster.outgoing.TargetServer.Answer;
import dev.muster.outgoing.TargetServer.Received;
import dev.muster.outgoing.WebhookAttempt;
import dev.muster.pageload.ActivityBatch;
import dev.muster.population.UserId;
import dev.muster.signature.AddressRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Webhooks that are told who enters and leaves segments, of a real engine to a real server.
class EngineOutgoingTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  private final TargetServer target = TargetServer.start();
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Instant.now().plus(ahead.get());
  private Engine engine;

  @BeforeEach
  void open() throws IOException {
    engine = start(1_000_000);
    EngineWorld.found(engine);
    segment("pro", "crm.plan", "=", "'pro'");
    segment("lately", "user.lastSeen", "inLast", "{'amount':1,'unit':'hours'}");
    publish();
  }

  private Engine start(int waitingMax) throws IOException {
    return EngineWorld.open(
        EngineWorld.options(data)
            .withClock(clock)
            .withOutgoing(
                OutgoingOptions.DEFAULT
                    .withTargetsAllowed(List.of(AddressRange.of("127.0.0.0/8")))
                    .withWaitingMax(waitingMax)));
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
    target.close();
  }

  private void segment(String key, String field, String operator, String value) {
    engine
        .catalog()
        .segments()
        .create(ADMIN, "shop", new SegmentForm(key, key, "", Samples.rule(field, operator, value)));
  }

  private void publish() {
    engine.catalog().publications().publish(ADMIN, "shop", "production", "");
  }

  private NewWebhook webhook(String key, Optional<String> segment) {
    return engine
        .catalog()
        .webhooks()
        .create(
            ADMIN,
            "shop",
            "production",
            key,
            new Webhook.Content(key, target.url(), segment, true),
            engine.secrets());
  }

  private Webhook find(String key) {
    return EngineWorld.production(engine).webhook(key).orElseThrow();
  }

  private void plan(String user, String plan) {
    String _ =
        EngineWorld.submit(
                engine,
                EngineWorld.accepted(engine, user, clock.instant(), EngineWorld.plan(engine, plan)))
            .join();
  }

  private static void await(String what, BooleanSupplier holds) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(until);
      Thread.sleep(10);
    }
  }

  /// Such as `+pro ann`.
  private static String brief(Received received) {
    try {
      JsonNode message = JSON.readTree(received.body());
      return (message.at("/type").asText().equals("segment.entered") ? "+" : "-")
          + message.at("/data/segment/key").asText()
          + " "
          + message.at("/data/user/id").asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> told() {
    return target.received().stream().map(EngineOutgoingTest::brief).toList();
  }

  /// What was told of a user, each message once.
  private List<String> toldOf(String user) {
    Set<String> ids = new HashSet<>();
    return target.received().stream()
        .filter(one -> ids.add(one.id()))
        .map(EngineOutgoingTest::brief)
        .filter(one -> one.endsWith(" " + user))
        .toList();
  }

  @Test
  void whoEntersAndLeavesIsToldInOrderAndSigned() throws Exception {
    plan("old", "pro");
    NewWebhook made = webhook("crm", Optional.of("pro"));
    plan("ann", "pro");
    plan("ann", "free");
    plan("ann", "pro");
    plan("bob", "free");
    await("three messages", () -> told().size() >= 3);
    assertThat(told()).containsExactly("+pro ann", "-pro ann", "+pro ann");
    Received first = target.received().getFirst();
    assertThat(first.isSignedWith(made.secret())).isTrue();
    JsonNode message = JSON.readTree(first.body());
    assertThat(message.at("/type").asText()).isEqualTo("segment.entered");
    assertThat(message.at("/data/system").asText()).isEqualTo("shop");
    assertThat(message.at("/data/environment").asText()).isEqualTo("production");
    assertThat(Instant.parse(message.at("/timestamp").asText())).isBefore(clock.instant());
    await("attempts", () -> engine.outgoing().attempts(find("crm")).size() == 3);
    assertThat(engine.outgoing().attempts(find("crm")))
        .extracting(WebhookAttempt::state)
        .containsOnly("delivered");
  }

  @Test
  void aPublicationTellsWhoEntersAndLeavesByIt() throws Exception {
    plan("ann", "pro");
    plan("bob", "free");
    NewWebhook _ = webhook("all", Optional.empty());
    engine
        .catalog()
        .segments()
        .update(
            ADMIN,
            "shop",
            "pro",
            new SegmentForm("pro", "pro", "", Samples.rule("crm.plan", "=", "'free'")),
            OptionalLong.empty(),
            false);
    segment("everybody", "user.id", "notNull", "null");
    publish();
    await("four messages", () -> told().size() >= 4);
    assertThat(told())
        .containsExactlyInAnyOrder("-pro ann", "+pro bob", "+everybody ann", "+everybody bob");
    engine.catalog().segments().delete(ADMIN, "shop", "everybody", OptionalLong.empty(), true);
    publish();
    await("six messages", () -> told().size() >= 6);
    assertThat(told().subList(4, 6)).containsExactlyInAnyOrder("-everybody ann", "-everybody bob");
  }

  @Test
  void whoLeavesOnlyBecauseTimePassesIsFoundByTheSweep() throws Exception {
    NewWebhook _ = webhook("time", Optional.of("lately"));
    plan("ann", "pro");
    engine
        .activity()
        .seen(
            EngineWorld.production(engine).id(),
            UserId.of("ann"),
            new ActivityBatch.Load(clock.millis(), "/", List.of()));
    engine.flushActivity();
    await("the first message", () -> told().equals(List.of("+lately ann")));
    ahead.set(Duration.ofHours(2));
    await("the second message", () -> told().equals(List.of("+lately ann", "-lately ann")));
  }

  @Test
  void aMessageThatFailsHoldsUpOnlyThoseOfItsUser() throws Exception {
    target.answers(
        one -> Answer.of(one.body().contains("\"ann\"") && ahead.get().isZero() ? 500 : 200));
    NewWebhook _ = webhook("crm", Optional.of("pro"));
    plan("ann", "pro");
    await("the first message", () -> !told().isEmpty());
    plan("ann", "free");
    plan("bob", "pro");
    await("bob's message", () -> told().contains("+pro bob"));
    assertThat(told()).doesNotContain("-pro ann");
    await(
        "both of ann's wait",
        () -> engine.outgoing().status(EngineWorld.production(engine), find("crm")).waiting() == 2);
    ahead.set(Duration.ofSeconds(7));
    await("all of ann's", () -> told().contains("-pro ann"));
    assertThat(toldOf("ann")).containsExactly("+pro ann", "-pro ann");
    assertThat(target.received().stream().filter(one -> brief(one).equals("+pro ann")))
        .extracting(Received::id)
        .containsOnly(target.received().getFirst().id());
  }

  @Test
  void aMessageThatIsRefusedForLongNeedsNoRoomThatOthersNeed() throws Exception {
    engine.close();
    engine = start(8);
    target.answers(one -> Answer.of(one.body().contains("\"ann\"") ? 500 : 200));
    NewWebhook _ = webhook("crm", Optional.of("pro"));
    plan("ann", "pro");
    await("ann's message", () -> !told().isEmpty());
    for (int i = 0; i < 30; i++) {
      int had = i;
      plan("bob", i % 2 == 0 ? "pro" : "free");
      await("bob's message " + i, () -> toldOf("bob").size() > had);
    }
    var status = engine.outgoing().status(EngineWorld.production(engine), find("crm"));
    assertThat(status.givenUp()).isZero();
    engine.checkpoint();
    engine.close();
    target.answers(_ -> Answer.of(200));
    engine = start(8);
    await("ann's message is taken", () -> target.taken().stream().anyMatch(this::isOfAnn));
    assertThat(toldOf("ann")).containsExactly("+pro ann");
  }

  private boolean isOfAnn(Received one) {
    return brief(one).equals("+pro ann");
  }

  @Test
  void whatCouldNotBeToldWithinADayIsGivenUpVisibly() throws Exception {
    target.answers(_ -> Answer.of(503));
    NewWebhook _ = webhook("crm", Optional.of("pro"));
    plan("ann", "pro");
    await("an attempt", () -> !told().isEmpty());
    ahead.set(Duration.ofHours(25));
    await(
        "giving up",
        () ->
            engine.outgoing().attempts(find("crm")).stream()
                .anyMatch(one -> one.state().equals("given-up")));
    var status = engine.outgoing().status(EngineWorld.production(engine), find("crm"));
    assertThat(status.givenUp()).isEqualTo(1);
    assertThat(status.waiting()).isZero();
  }

  @Test
  void nothingIsLostOverAStopAndWhatChangedMeanwhileIsFound() throws Exception {
    target.answers(_ -> Answer.of(500));
    NewWebhook _ = webhook("crm", Optional.of("pro"));
    plan("ann", "pro");
    plan("bob", "pro");
    await("attempts", () -> told().size() >= 2);
    String id = target.received().getFirst().id();
    engine.checkpoint();
    plan("cid", "pro");
    engine.close();
    target.answers(_ -> Answer.of(200));
    engine = start(1_000_000);
    await("cid's message", () -> toldOf("cid").size() == 1);
    await("all messages", () -> Set.copyOf(told()).size() == 3);
    assertThat(target.received()).extracting(Received::id).contains(id);
    assertThat(target.received().stream().map(Received::id).distinct()).hasSize(3);
  }

  @Test
  void anErasedUserIsNotToldOf() throws Exception {
    target.answers(_ -> Answer.of(500));
    NewWebhook _ = webhook("crm", Optional.of("pro"));
    plan("ann", "pro");
    await("an attempt", () -> engine.outgoing().attempts(find("crm")).size() == 1);
    engine.erase(EngineWorld.production(engine).id(), UserId.of("ann"));
    target.answers(_ -> Answer.of(200));
    ahead.set(Duration.ofMinutes(10));
    plan("bob", "pro");
    await("bob's message", () -> told().contains("+pro bob"));
    assertThat(told()).containsOnlyOnce("+pro ann");
    await(
        "nothing waits",
        () -> engine.outgoing().status(EngineWorld.production(engine), find("crm")).waiting() == 0);
    assertThat(engine.outgoing().attempts(find("crm")))
        .filteredOn(one -> one.user().isEmpty())
        .hasSize(1);
  }

  @Test
  void aFullOutboxLosesNothingAndHoldsUpNoDelivery() throws Exception {
    engine.close();
    engine = start(4);
    NewWebhook _ = webhook("crm", Optional.of("pro"));
    for (int i = 0; i < 40; i++) {
      plan("user" + i, "pro");
    }
    await("all messages", () -> Set.copyOf(told()).size() == 40);
  }

  /// An attempt is noted a moment after its answer: maybe after the user of the answer is erased.
  @Test
  void whatIsAnsweredAboutWhoIsBeingErasedIsNotKept() throws Exception {
    Webhook webhook = webhook("crm", Optional.of("pro")).webhook();
    target.answers(told -> new Answer(422, Map.of(), "unknown: " + told.body()));
    for (int user = 0; user < 4; user++) {
      String name = "leaver-" + user;
      plan(name, "pro");
      await("told of " + name, () -> told().contains("+pro " + name));
      Thread.sleep(user * 40L);
      engine.erase(EngineWorld.production(engine).id(), UserId.of(name));
    }
    await("attempts", () -> engine.outgoing().attempts(webhook).size() >= 4);
    for (int starts = 0; starts < 2; starts++) {
      assertThat(engine.outgoing().attempts(find("crm")))
          .extracting(WebhookAttempt::trouble)
          .hasSizeGreaterThanOrEqualTo(4)
          .allSatisfy(trouble -> assertThat(trouble).isEqualTo("it answered 422"));
      engine.close();
      engine = start(1_000_000);
    }
  }
}
