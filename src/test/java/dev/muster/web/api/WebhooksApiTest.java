package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.catalog.Role;
import dev.muster.outgoing.OutgoingOptions;
import dev.muster.outgoing.TargetServer;
import dev.muster.outgoing.TargetServer.Answer;
import dev.muster.signature.AddressRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Setting up webhooks, and looking at what became of what they were told.
class WebhooksApiTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TargetServer TARGET = TargetServer.start();

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld()
          .withEngine(options ->
              options.withOutgoing(
                  OutgoingOptions.DEFAULT.withTargetsAllowed(
                      List.of(AddressRange.of("127.0.0.1")))));

  private final ContractClient publisher = WORLD.as(Role.PUBLISHER);

  @AfterAll
  static void close() {
    TARGET.close();
  }

  /// @return the path of its webhooks
  private String shop(String key) {
    String system = WORLD.shop(key);
    WORLD.segment(system, "pro", "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}");
    publisher.post(system + "/environments/production/publications", "{}").expect(201);
    return system + "/environments/production/webhooks";
  }

  private static String body(String key, String url, String rest) {
    return "{\"key\":\"" + key + "\",\"name\":\"Name\",\"url\":\"" + url + "\"" + rest + "}";
  }

  @Test
  void aWebhookIsSetUpChangedAndDeleted() {
    String webhooks = shop("hooked");
    var made =
        publisher.post(webhooks, body("crm", TARGET.url(), ",\"segment\":\"pro\"")).expect(201);
    assertThat(made.text("/secret")).startsWith("whsec_");
    assertThat(made.text("/state")).isEqualTo("ok");
    var read = WORLD.as(Role.EDITOR).get(webhooks + "/crm").expect(200);
    assertThat(read.body().has("secret")).isFalse();
    assertThat(read.text("/secrets/0/hint")).isEqualTo(made.text("/secret").substring(45, 49));
    WORLD.as(Role.EDITOR).post(webhooks, body("other", TARGET.url(), "")).expect(403);
    WORLD.as(Role.VIEWER).get(webhooks).expect(403);

    var changed = publisher.put(webhooks + "/crm", "{\"segment\":null}").expect(200);
    assertThat(changed.body().at("/segment").isNull()).isTrue();
    assertThat(changed.text("/name")).isEqualTo("Name");
    var disabled = publisher.put(webhooks + "/crm", "{\"enabled\":false}").expect(200);
    assertThat(disabled.text("/state")).isEqualTo("disabled");

    var rotated = publisher.post(webhooks + "/crm/secret", "").expect(200);
    assertThat(rotated.text("/secret")).isNotEqualTo(made.text("/secret"));
    assertThat(rotated.body().at("/secrets")).hasSize(2);
    assertThat(rotated.body().at("/secrets/1/signsUntil").isNull()).isFalse();

    // Whoever still checks with the first one is not shut out by another exchange.
    var third = publisher.post(webhooks + "/crm/secret", "").expect(200);
    assertThat(third.body().at("/secrets")).hasSize(3);
    assertThat(third.text("/secrets/2/hint")).isEqualTo(made.text("/secret").substring(45, 49));

    publisher.delete(webhooks + "/crm").expect(204);
    assertThat(publisher.get(webhooks).expect(200).body().at("/items")).isEmpty();
  }

  @Test
  void whatCannotBeAWebhookIsRefusedWithTheReason() {
    String webhooks = shop("refused-hooks");
    assertThat(
            publisher
                .post(webhooks, body("a", "hooks.example.com", ""))
                .expect(422)
                .body()
                .toString())
        .contains("is not a URL such as https://");
    assertThat(
            publisher
                .post(webhooks, body("a", "http://10.0.0.1/x", ""))
                .expect(422)
                .body()
                .toString())
        .contains("webhook-targets-allowed");
    assertThat(
            publisher
                .post(webhooks, body("a", TARGET.url(), ",\"segment\":\"none\""))
                .expect(422)
                .body()
                .toString())
        .contains("is no segment of system refused-hooks");
    String system = webhooks.substring(0, webhooks.indexOf("/environments"));
    WORLD.segment(
        system, "here", "{\"field\":\"page.path\",\"operator\":\"=\",\"value\":\"/here\"}");
    assertThat(
            publisher
                .post(webhooks, body("a", TARGET.url(), ",\"segment\":\"here\""))
                .expect(422)
                .body()
                .toString())
        .contains("known only while a page loads");
  }

  @Test
  void aSegmentThatAWebhookNamesIsNotDeletedByMistake() {
    String webhooks = shop("named-hooks");
    publisher.post(webhooks, body("crm", TARGET.url(), ",\"segment\":\"pro\"")).expect(201);
    String system = webhooks.substring(0, webhooks.indexOf("/environments"));
    var refused = publisher.delete(system + "/segments/pro").expect(409);
    assertThat(refused.text("/dependents/0/kind")).isEqualTo("webhook");
    assertThat(refused.text("/dependents/0/where")).isEqualTo("in production");
    publisher.delete(system + "/segments/pro?confirm=true").expect(204);
  }

  @Test
  void aTestMessageSaysWhatBecameOfIt() {
    String webhooks = shop("tested-hooks");
    publisher.post(webhooks, body("crm", TARGET.url(), "")).expect(201);
    var good = publisher.post(webhooks + "/crm/test", "").expect(200);
    assertThat(good.body().at("/delivered").booleanValue()).isTrue();
    publisher.put(webhooks + "/crm", "{\"url\":\"http://127.0.0.1:1/nobody\"}").expect(200);
    assertThat(publisher.post(webhooks + "/crm/test", "").expect(200).text("/trouble"))
        .contains("nothing listens at 127.0.0.1:1");
  }

  @Test
  void theLibrariesOfReceiversTakeWhatIsTold() throws Exception {
    String webhooks = shop("library-hooks");
    String system = webhooks.substring(0, webhooks.indexOf("/environments"));
    try (TargetServer target = TargetServer.start()) {
      String old =
          publisher.post(webhooks, body("crm", target.url(), "")).expect(201).text("/secret");
      WORLD.deliver(system, ApiWorld.customer("größer", "\"plan\":\"pro\"")).expect(200);
      attempt(webhooks, "delivered");
      String rotated = publisher.post(webhooks + "/crm/secret", "").expect(200).text("/secret");
      publisher.post(webhooks + "/crm/test", "").expect(200);

      ObjectNode task = JSON.createObjectNode();
      task.putArray("secrets").add(old).add(rotated);
      ArrayNode messages = task.putArray("messages");
      for (TargetServer.Received one : target.received()) {
        messages
            .addObject()
            .put("body", one.body())
            .set("headers", JSON.valueToTree(one.headers()));
      }
      JsonNode taken = NodeScript.run("receivers.mjs", task);
      String all = "{\"asSent\":[\"standardwebhooks\",\"svix\"],\"changed\":[]}";
      String none = "{\"asSent\":[],\"changed\":[]}";
      // While a secret is replaced, receivers with the old one and with the new one take it.
      assertThat(taken.toString()).isEqualTo("[[%s,%s],[%s,%s]]".formatted(all, none, all, all));
    }
  }

  @Test
  void attemptsAreListedAndAMessageThatWaitsIsSentNow() throws Exception {
    String webhooks = shop("tried-hooks");
    String system = webhooks.substring(0, webhooks.indexOf("/environments"));
    try (TargetServer target = TargetServer.start()) {
      target.answers(_ -> Answer.of(500));
      publisher.post(webhooks, body("crm", target.url(), "")).expect(201);
      WORLD.deliver(system, ApiWorld.customer("ann", "\"plan\":\"pro\"")).expect(200);
      var failed = attempt(webhooks, "failed");
      assertThat(failed.text("/items/0/user")).isEqualTo("ann");
      assertThat(failed.text("/items/0/change")).isEqualTo("entered");
      assertThat(failed.body().at("/items/0/status").asInt()).isEqualTo(500);
      assertThat(publisher.get(webhooks + "/crm").expect(200).text("/state")).isEqualTo("failing");
      target.answers(_ -> Answer.of(200));
      String id = failed.text("/items/0/messageId");
      String retry = webhooks + "/crm/attempts/" + id + "/retry";
      publisher.post(retry, "").expect(204);
      assertThat(attempt(webhooks, "delivered").text("/items/0/messageId")).isEqualTo(id);
      assertThat(publisher.post(retry, "").expect(409).code()).isEqualTo("not-waiting");
      var read = publisher.get(webhooks + "/crm").expect(200);
      assertThat(read.text("/state")).isEqualTo("ok");
      assertThat(read.body().at("/sent").asInt()).isEqualTo(1);
      assertThat(read.body().at("/failed").asInt()).isEqualTo(1);
    }
  }

  @Test
  void targetsThatDoNotAnswerKeepNoSenderWaitingAndMissNothing() throws Exception {
    String webhooks = shop("silent-hooks");
    String system = webhooks.substring(0, webhooks.indexOf("/environments"));
    CountDownLatch silence = new CountDownLatch(1);
    try (TargetServer target = TargetServer.start()) {
      target.answers(_ -> {
        try {
          silence.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return Answer.of(200);
      });
      for (int i = 0; i < 20; i++) {
        publisher.post(webhooks, body("hook-" + i, target.url() + i, "")).expect(201);
      }
      for (int i = 0; i < 400; i++) {
        String plan = i / 100 % 2 == 1 ? "pro" : "free";
        WORLD
            .deliver(system, ApiWorld.customer("user-" + i % 100, "\"plan\":\"" + plan + "\""))
            .expect(200);
      }
      // Everything was taken before any of the targets said a word.
      assertThat(target.received()).isEmpty();
      silence.countDown();
      await(() -> isAllTold(told(target)));
      Map<String, List<String>> told = told(target);
      assertThat(told).hasSize(20 * 100);
      assertThat(told.values())
          .allSatisfy(changes -> {
            for (int i = 0; i < changes.size(); i++) {
              boolean isEntry = i % 2 == 0;
              assertThat(changes.get(i)).isEqualTo(isEntry ? "segment.entered" : "segment.left");
            }
            assertThat(changes.getLast()).isEqualTo("segment.entered");
          });
    }
  }

  private static boolean isAllTold(Map<String, List<String>> told) {
    return told.size() == 20 * 100
        && told.values().stream().allMatch(changes -> changes.getLast().equals("segment.entered"));
  }

  /// By webhook and user, what changed; what was told twice counts once.
  private static Map<String, List<String>> told(TargetServer target) throws IOException {
    Map<String, List<String>> told = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (TargetServer.Received one : target.taken()) {
      if (seen.add(one.path() + one.id())) {
        JsonNode message = JSON.readTree(one.body());
        told.computeIfAbsent(
                one.path() + " " + message.at("/data/user/id").asText(), _ -> new ArrayList<>())
            .add(message.at("/type").asText());
      }
    }
    return told;
  }

  @Test
  void theMessageThatIsAskedForIsTheOneThatIsSent() throws Exception {
    String webhooks = shop("wanted-hooks");
    String system = webhooks.substring(0, webhooks.indexOf("/environments"));
    try (TargetServer target = TargetServer.start()) {
      target.answers(_ -> Answer.of(500));
      publisher.post(webhooks, body("crm", target.url(), "")).expect(201);
      for (int i = 0; i < 12; i++) {
        WORLD.deliver(system, ApiWorld.customer("user-" + i, "\"plan\":\"pro\"")).expect(200);
      }
      String failed = webhooks + "/crm/attempts?state=failed&limit=100";
      // So often that only one message tries whether it works again. On a slow machine no more have
      // been tried by then, and the next is not for half a minute.
      await(() -> {
        int noted = publisher.get(failed).body().at("/items").size();
        return noted >= 5 && noted == target.received().size();
      });
      var attempts = publisher.get(failed).expect(200).body().at("/items");
      String wanted = attempts.get(attempts.size() - 1).at("/messageId").asText();
      int before = target.received().size();
      publisher.post(webhooks + "/crm/attempts/" + wanted + "/retry", "").expect(204);
      Supplier<List<String>> ids =
          () -> target.received().stream().skip(before).map(TargetServer.Received::id).toList();
      await(() -> ids.get().contains(wanted));
      // One may have been tried at the same time, by itself.
      assertThat(ids.get().subList(0, Math.min(2, ids.get().size()))).contains(wanted);
    }
  }

  private ContractClient.Reply attempt(String webhooks, String state)
      throws IOException, InterruptedException {
    String path = webhooks + "/crm/attempts?state=" + state;
    await(() -> !publisher.get(path).expect(200).body().at("/items").isEmpty());
    return publisher.get(path).expect(200);
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws IOException, InterruptedException {
    // On a machine that is slow enough for attempts to time out, some wait for half a minute and
    // more.
    for (int i = 0; i < 10_000 && !condition.holds(); i++) {
      Thread.sleep(20);
    }
    assertThat(condition.holds()).isTrue();
  }
}
