package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.EndUsers;
import dev.muster.catalog.IdentifierHash;
import dev.muster.catalog.Role;
import dev.muster.embedded.Engine;
import dev.muster.embedded.EngineOptions;
import dev.muster.embedded.EngineOptions.Retention;
import dev.muster.embedded.StartProgress;
import dev.muster.outgoing.OutgoingOptions;
import dev.muster.outgoing.TargetServer;
import dev.muster.population.UserId;
import dev.muster.signature.AddressRange;
import dev.muster.web.Meters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Users who left traces everywhere are erased, one alone and others by a list. Afterwards nothing
/// that is shown has them, and once the log is let go of, no byte of the data directory.
class ErasedForGoodTest {

  private static final List<String> VICTIMS =
      List.of("victim-one@example.com", "victim-two@example.com", "victim-three@example.com");
  private static final String KEPT = "keeper@example.com";

  private final ApiWorld world =
      new ApiWorld()
          .withEngine(options ->
              options.withOutgoing(
                  OutgoingOptions.DEFAULT.withTargetsAllowed(
                      List.of(AddressRange.of("127.0.0.1")))));

  private static String users(String system) {
    return system + "/environments/production/users";
  }

  private ContractClient.Reply erase(String system, String query, String... users) {
    return world
        .admin()
        .post(
            users(system) + "/erase" + query,
            "{\"users\":["
                + String.join(",", Stream.of(users).map(u -> "\"" + u + "\"").toList())
                + "]}");
  }

  /// Refuses whatever it is told, and repeats it.
  private final TargetServer target = TargetServer.start();

  @AfterEach
  void close() {
    target.close();
  }

  @Test
  void nothingIsLeftOfWhomWasErased() throws Exception {
    target.answers(
        told -> new TargetServer.Answer(422, Map.of(), "not known here: " + told.body()));
    world.start();
    Path data = world.data();
    String shop = world.shop("shop");
    live(shop);
    String hashing = world.shop("hashing");
    world
        .admin()
        .put(
            hashing + "/page-settings?confirm=true",
            "{\"hashing\":{\"enabled\":true,\"salt\":\"0123456789abcdef\"}}")
        .expect(200);
    live(hashing);
    String hashed = IdentifierHash.of("0123456789abcdef", VICTIMS.get(0));

    for (String system : List.of(shop, hashing)) {
      String first = system.equals(shop) ? VICTIMS.get(0) : hashed;
      assertThat(shown(system)).as("the search finds what is there").contains(first);
      world
          .admin()
          .delete(users(system) + "/" + ApiWorld.encoded(first) + "?confirm=true")
          .expect(204);
      String[] list = {VICTIMS.get(1), "nobody@example.com", VICTIMS.get(2), VICTIMS.get(1)};
      assertThat(erase(system, "", list).expect(409).code()).isEqualTo("confirmation-required");
      JsonNode erased = erase(system, "?confirm=true", list).expect(200).body();
      assertThat(erased.toString())
          .isEqualTo(
              ("{'erased':2,'unknown':1,'users':[{'user':'%s','status':'erased'},"
                      + "{'user':'nobody@example.com','status':'unknown'},"
                      + "{'user':'%s','status':'erased'}],"
                      + "'looksLikeSeveral':[],'namedIn':[]}")
                  .formatted(VICTIMS.get(1), VICTIMS.get(2))
                  .replace('\'', '"'));
      // Once more is no error, and changes nothing.
      assertThat(erase(system, "?confirm=true", list).expect(200).body().get("erased").asInt())
          .isZero();
      String key = system.replaceAll(".*/", "");
      JsonNode audited =
          world.admin().get("/api/v1/audit?kind=user&system=" + key).expect(200).body();
      assertThat(audited.get("items").findValuesAsText("action"))
          .containsExactly("user.erase", "user.erase", "user.erase");
      List<String> fingerprints = new ArrayList<>();
      for (String victim : VICTIMS) {
        fingerprints.add(key + "/production/" + EndUsers.fingerprint(known(system, victim)));
      }
      assertThat(audited.get("items").findValuesAsText("key"))
          .containsExactlyInAnyOrderElementsOf(fingerprints);
      assertThat(shown(system)).doesNotContain("victim-").doesNotContain(hashed).contains("shop");
    }
    world.stop();
    outlive(data);
    TreeSet<String> traces = new TreeSet<>();
    for (Path file : files(data)) {
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
      for (String trace : List.of("victim-", hashed)) {
        if (bytes.contains(trace)) {
          traces.add(data.relativize(file) + " has " + trace);
        }
      }
    }
    assertThat(traces).isEmpty();
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /// Leaves traces of each kind.
  private void live(String system) throws Exception {
    world.segment(system, "pros", "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}");
    world.publish(system);
    String webhooks = system + "/environments/production/webhooks";
    world
        .admin()
        .post(
            webhooks, "{\"key\":\"mail\",\"name\":\"Mail\",\"url\":\"%s\"}".formatted(target.url()))
        .expect(201);
    world
        .admin()
        .post(
            system + "/integrations",
            "{\"key\":\"list\",\"name\":\"List\",\"kind\":\"csv\",\"identifier\":\"id\",\"properties\":["
                + "{\"path\":\"plan\",\"name\":\"plan\",\"type\":\"string\"},"
                + "{\"path\":\"seats\",\"name\":\"seats\",\"type\":\"number\"}]}")
        .expect(201);
    StringBuilder csv = new StringBuilder("id,plan,seats\n");
    String key =
        world.admin().get(system + "/environments/production").expect(200).text("/clientKey");
    List<String> all = new ArrayList<>(VICTIMS);
    all.add(KEPT);
    for (String user : all) {
      world.user(system, user, "\"plan\":\"pro of " + user + "\"");
      world.deliver(system, ApiWorld.customer(user, "\"arr\":\"x\"")).expect(422);
      world.deliver(system, ApiWorld.customer(user, "\"plan\":\"pro\",\"arr\":\"x\"")).expect(200);
      csv.append(user).append(",gold,5\n").append(user).append(",gold,many\n");
      world
          .admin()
          .asNobody()
          .get("/v1/page-load?key=" + key + "&user=" + ApiWorld.encoded(user))
          .expect(200);
    }
    world.engine().flushActivity();
    refused(webhooks, all);
    String uploads = system + "/integrations/list/uploads";
    String id =
        world
            .as(Role.EDITOR)
            .send(
                "POST",
                uploads + "?environment=production",
                Optional.of(csv.toString()),
                Map.of("Content-Type", "text/csv"))
            .expect(202)
            .text("/id");
    for (int tries = 0; tries < 400; tries++) {
      if (!world.admin().get(uploads + "/" + id).expect(200).body().at("/endedAt").isNull()) {
        world.engine().checkpoint();
        return;
      }
      Thread.sleep(25);
    }
    fail("the upload does not end");
  }

  /// As what a user is known in a system: one of them hashes identifiers.
  private static String known(String system, String user) {
    return system.contains("/hashing") ? IdentifierHash.of("0123456789abcdef", user) : user;
  }

  /// Waits until the target has answered about each of the users.
  private void refused(String webhooks, List<String> users) throws Exception {
    List<String> answers = List.of();
    for (int tries = 0; tries < 400; tries++) {
      answers =
          world
              .admin()
              .get(webhooks + "/mail/attempts?limit=500")
              .expect(200)
              .body()
              .get("items")
              .findValuesAsText("trouble");
      String all = String.join("\n", answers);
      if (users.stream().allMatch(user -> all.contains(known(webhooks, user)))) {
        return;
      }
      Thread.sleep(25);
    }
    fail("the target was not told of all: " + answers);
  }

  /// All that the API shows of a system, one after the other.
  private String shown(String system) {
    StringBuilder shown = new StringBuilder();
    String environment = system + "/environments/production";
    List<String> paths = new ArrayList<>();
    paths.add(users(system) + "?limit=500");
    paths.add(environment + "/page-loads");
    paths.add("/api/v1/audit?limit=500");
    paths.add(environment + "/webhooks");
    paths.add(environment + "/webhooks/mail/attempts?limit=500");
    for (String integration : List.of("crm", "list")) {
      String path = system + "/integrations/" + integration;
      paths.add(path);
      paths.add(path + "/deliveries?limit=500");
      for (JsonNode one :
          world.admin().get(path + "/deliveries?limit=500").expect(200).body().get("items")) {
        paths.add(path + "/deliveries/" + one.get("id").asText());
      }
    }
    for (JsonNode upload :
        world
            .admin()
            .get(system + "/integrations/list/uploads?environment=production")
            .expect(200)
            .body()
            .get("items")) {
      String path = system + "/integrations/list/uploads/" + upload.get("id").asText();
      paths.addAll(List.of(path, path + "/rejected.csv", path + "/report.csv"));
    }
    for (String path : paths) {
      shown.append(world.admin().get(path).expect(200).body()).append('\n');
    }
    shown.append(world.admin().post(environment + "/insights/export", "{}").expect(200).body());
    shown.append(
        world
            .admin()
            .post(environment + "/insights/values", "{\"field\":\"crm.plan\"}")
            .expect(200)
            .body());
    for (String figure : List.of("activeUsers", "pageLoads")) {
      shown.append(
          world
              .admin()
              .post(
                  environment + "/insights/trend",
                  "{\"period\":{\"days\":7},\"figure\":\"" + figure + "\",\"interval\":\"day\"}")
              .expect(200)
              .body());
    }
    return shown.toString();
  }

  /// Goes on until all of the log of before is let go of, and the checkpoints are newer.
  private static void outlive(Path data) throws Exception {
    try (Engine engine =
        Engine.open(
            EngineOptions.in(data)
                .withSegmentBytes(4 << 20)
                .withDeliveries(new Retention(Duration.ofMillis(1), 0)),
            new Meters().commits(),
            StartProgress.NONE)) {
      int environment =
          engine.catalog().current().system("shop").orElseThrow().environments().getFirst().id();
      for (int round = 0; round < 24; round++) {
        int number = round;
        engine.erase(
            environment,
            IntStream.range(0, 1_000)
                .mapToObj(i -> UserId.of("filler".repeat(40) + number + "-" + i))
                .toList());
      }
      for (int i = 0; i < 3; i++) {
        engine.checkpoint();
        engine.erase(environment, List.of(UserId.of("filler")));
      }
      engine.checkpoint();
    }
  }

  @Test
  void aListIsBoundedAndForAdministrators() throws Exception {
    world.start();
    String shop = world.shop("shop");
    world.user(shop, "ann", "");
    String many =
        String.join(",", IntStream.range(0, 10_001).mapToObj(i -> "\"u" + i + "\"").toList());
    world
        .admin()
        .post(users(shop) + "/erase?confirm=true", "{\"users\":[" + many + "]}")
        .expect(422);
    world.admin().post(users(shop) + "/erase?confirm=true", "{\"users\":[]}").expect(422);
    world
        .as(Role.PUBLISHER)
        .post(users(shop) + "/erase?confirm=true", "{\"users\":[\"ann\"]}")
        .expect(403);
    JsonNode asked =
        world
            .admin()
            .post(users(shop) + "/erase", "{\"users\":[\"ann\",\"bob\"],\"dryRun\":true}")
            .expect(200)
            .body();
    assertThat(asked.get("users").findValuesAsText("status")).containsExactly("known", "unknown");
    world.admin().get(users(shop) + "/ann").expect(200);
    // The largest list, of whom one is known.
    String most =
        String.join(",", IntStream.range(1, 10_000).mapToObj(i -> "\"u" + i + "\"").toList());
    JsonNode erased =
        world
            .admin()
            .post(users(shop) + "/erase?confirm=true", "{\"users\":[\"ann\"," + most + "]}")
            .expect(200)
            .body();
    assertThat(erased.get("erased").asInt()).isOne();
    assertThat(erased.get("unknown").asInt()).isEqualTo(9_999);
    world.admin().get(users(shop) + "/ann").expect(404);
    world.stop();
  }
}
