package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.outgoing.TargetServer;
import dev.muster.outgoing.TargetServer.Answer;
import dev.muster.outgoing.TargetServer.Received;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the server twice while it tells a webhook: nothing is lost, and what comes again comes
/// with the same id.
@Tag("proof")
class WebhookCrashTest {

  private static final String SYSTEM = "/api/v1/systems/shop";
  private static final String HERE = SYSTEM + "/environments/production";
  private static final int KILLS = 2;
  // More than are told at once, so that some have been taken, some are on their way and some wait.
  private static final int USERS = 24;
  private static final long SLOW_NANOS = 250_000_000;
  private static final long WAIT_NANOS = 20_000_000_000L;

  @TempDir private Path directory;

  private ServerProcess start() throws IOException {
    return ServerProcess.start(
        directory.resolve("data"),
        "--checkpoint-every",
        "250ms",
        "--webhook-targets-allowed",
        "127.0.0.1");
  }

  @Test
  void nothingIsLostAndARepeatHasTheSameId() throws Exception {
    AtomicBoolean slow = new AtomicBoolean(true);
    Set<String> expected = new HashSet<>();
    try (TargetServer target = TargetServer.start()) {
      target.answers(_ -> {
        if (slow.get()) {
          LockSupport.parkNanos(SLOW_NANOS);
        }
        return Answer.of(204);
      });
      String token = "";
      for (int round = 0; round < KILLS; round++) {
        try (ServerProcess server = start();
            Api api = new Api(server.base())) {
          if (round == 0) {
            token = setUp(api, target.url());
          }
          for (int i = 0; i < USERS; i++) {
            String user = "user" + round + "-" + i;
            api.post("/in/" + token, "{\"email\":\"" + user + "\",\"plan\":\"pro\"}");
            expected.add(user);
          }
          int before = target.received().size();
          await("a first message", () -> target.received().size() > before);
          server.kill();
        }
      }
      assertThat(idsByUser(target.received()).keySet()).isNotEqualTo(expected);
      slow.set(false);
      try (ServerProcess server = start()) {
        assertThat(server.base()).isNotNull();
        await("all of them", () -> idsByUser(target.received()).keySet().equals(expected));
      }
      List<Received> received = target.received();
      Map<String, Set<String>> ids = idsByUser(received);
      assertThat(ids.keySet()).isEqualTo(expected);
      assertThat(ids).allSatisfy((_, ofUser) -> assertThat(ofUser).hasSize(1));
      assertThat(received).as("some came again").hasSizeGreaterThan(expected.size());
    }
  }

  private static String setUp(Api api, String url) throws IOException {
    api.create("/api/v1/systems", "{'key':'shop','name':'Shop'}");
    JsonNode made =
        api.create(
            SYSTEM + "/integrations",
            "{'key':'crm','name':'CRM','kind':'api','identifier':'email','properties':"
                + "[{'path':'plan','name':'plan','type':'string'}]}");
    api.create(
        SYSTEM + "/segments",
        "{'key':'pro','name':'Pro','condition':{'combinator':'and','rules':"
            + "[{'field':'crm.plan','operator':'=','value':'pro'}]}}");
    api.create(HERE + "/publications", "{}");
    api.create(HERE + "/webhooks", "{'key':'w','name':'W','url':'" + url + "'}");
    return made.at("/endpoints/production/token").asText();
  }

  private static Map<String, Set<String>> idsByUser(List<Received> received) throws IOException {
    Map<String, Set<String>> ids = new HashMap<>();
    for (Received one : received) {
      String user = Api.JSON.readTree(one.body()).at("/data/user/id").asText();
      ids.computeIfAbsent(user, _ -> new HashSet<>()).add(one.id());
    }
    return ids;
  }

  /// Something that comes about by itself.
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(String what, Condition condition)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!condition.holds()) {
      assertThat(System.nanoTime() - start).as(what).isLessThan(WAIT_NANOS);
      Thread.sleep(10);
    }
  }
}
