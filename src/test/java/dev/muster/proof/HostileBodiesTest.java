package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.proof.HostileBodies.Hostile;
import dev.muster.proof.RawConnection.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("proof")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileBodiesTest {
  private static final String SYSTEM = "/api/v1/systems/target";
  private static final int TIMEOUT_MILLIS = 1_000;

  @TempDir private static Path directory;
  private ServerProcess server;
  private Api api;
  private String endpoint = "";
  private Bystander bystander;

  @BeforeAll
  void start() throws IOException {
    server =
        ServerProcess.startWatchingForLeaks(
            directory.resolve("data"), "--head-timeout", "1s", "--body-timeout", "1s");
    api = new Api(server.base());
    api.create("/api/v1/systems", "{'key':'target','name':'Target','timeZone':'UTC'}");
    JsonNode integration =
        api.create(
            SYSTEM + "/integrations",
            """
            {'key':'crm','name':'CRM','kind':'api','identifier':'id','properties':[
              {'path':'plan','name':'plan','type':'string'},
              {'path':'seats','name':'seats','type':'number'},
              {'path':'tags','name':'tags','type':'strings'},
              {'path':'at.0.deep','name':'at','type':'date'}]}\
            """);
    endpoint = "/in/" + integration.at("/endpoints/production/token").asText();
    bystander = Bystander.start(server.base(), endpoint);
  }

  @AfterAll
  void everybodyElseWasServedAllTheTimeAndNothingLeaked() throws IOException {
    try (ServerProcess last = server;
        Api client = api) {
      bystander.stop();
      assertThat(client.find("/health/ready").status()).isEqualTo(200);
      assertThat(bystander.failures()).isEmpty();
      assertThat(bystander.served()).isGreaterThan(100);
      assertThat(bystander.tailMillis()).as("99th percentile of all others").isLessThan(500);
      assertThat(last.output()).doesNotContain("LEAK");
      assertThat(last.output()).doesNotContain("OutOfMemoryError");
      assertThat(last.stop()).isZero();
    }
  }

  static List<Hostile> bodies() {
    return HostileBodies.all().toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void aHostileBodyIsRefusedWithAReasonAndTheConnectionOrTheNextOneGoesOn(Hostile hostile)
      throws IOException {
    for (int i = 0; i < 5; i++) {
      try (RawConnection connection = new RawConnection(server.base())) {
        connection.post(endpoint, hostile.body(), hostile.headers());
        Reply reply = connection.reply();
        assertThat(reply.status()).as("%s", reply).isEqualTo(hostile.status());
        JsonNode problem = Api.JSON.readTree(reply.body());
        assertThat(problem.get("status").asInt()).isEqualTo(hostile.status());
        assertThat(problem.get("type").asText()).as("%s", reply).isNotEmpty();
        assertThat(problem.get("detail").asText()).as("%s", reply).isNotEmpty();
        assertThat(problem.toString()).contains(hostile.reason());
        assertThat(reply.body().length())
            .as("an answer does not repeat the body")
            .isLessThan(2_000);
      }
    }
    assertThat(api.post(endpoint, "{\"id\":\"fine\",\"seats\":1}").status()).isEqualTo(200);
  }

  @Test
  void thousandsOfKeysAndHugeUnlistedTextsAreDroppedAndTheListedPropertyIsTaken()
      throws IOException {
    StringBuilder body = new StringBuilder("{");
    for (int i = 0; i < 9_000; i++) {
      body.append("\"key-").append(i).append("\":").append(i).append(',');
    }
    body.append("\"text\":\"")
        .append("x".repeat(500_000))
        .append("\",\"id\":\"many\",\"seats\":7}");
    assertThat(api.post(endpoint, body.toString()).body().get("updated").asInt()).isEqualTo(1);
    assertThat(api.get(SYSTEM + "/environments/production/users/many").get("attributes"))
        .hasSize(1);
  }

  @Test
  void aSenderWhoIsSlowToSendAHeadOrABodyIsSentAway() throws IOException {
    List<RawConnection> slow = new ArrayList<>();
    long before = server.openFiles();
    for (int i = 0; i < 100; i++) {
      RawConnection connection = new RawConnection(server.base());
      slow.add(connection);
      connection.send(
          switch (i % 4) {
            case 0 -> "";
            case 1 -> "POST " + endpoint + " HTTP/1.1\r\nHost: local";
            case 2 -> RawConnection.head(endpoint, 1_000, "");
            default -> RawConnection.head(endpoint, 1_000, "") + "{\"id\":\"slow\",";
          });
    }
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (server.openFiles() < before + 100 && System.nanoTime() < deadline) {
      Pause.millis(5); // accepted by the system, not yet by the server
    }
    assertThat(server.openFiles()).isGreaterThanOrEqualTo(before + 100);
    trickle(slow);
    for (RawConnection connection : slow) {
      Reply reply = connection.reply();
      assertThat(reply.status()).isIn(0, 408);
      assertThat(reply.status() == 0 || connection.isClosed()).isTrue();
      connection.close();
    }
    assertThat(server.openFiles()).isLessThan(before + 20);
  }

  /// A byte now and then does not buy more time.
  private static void trickle(List<RawConnection> slow) {
    for (int i = 0; i < 4; i++) {
      Pause.millis(TIMEOUT_MILLIS / 2);
      for (int k = 3; k < slow.size(); k += 4) {
        sendIfStillThere(slow.get(k));
      }
    }
  }

  @SuppressWarnings("EmptyCatch") // Sent away already, which the replies will show.
  private static void sendIfStillThere(RawConnection connection) {
    try {
      connection.send(" ");
    } catch (IOException _) {
    }
  }

  @Test
  void aSenderWhoGoesAwayAmidstABodyLeavesNothingBehind() throws IOException {
    long before = server.openFiles();
    for (int i = 0; i < 200; i++) {
      try (RawConnection connection = new RawConnection(server.base())) {
        connection.send(RawConnection.head(endpoint, 100_000, ""));
        connection.send("{\"id\":\"gone\",\"plan\":\"" + "x".repeat(i * 300));
      }
    }
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (server.openFiles() > before + 5 && System.nanoTime() < deadline) {
      Pause.millis(20);
    }
    assertThat(server.openFiles()).isLessThanOrEqualTo(before + 5);
    assertThat(api.find(SYSTEM + "/environments/production/users/gone").status()).isEqualTo(404);
  }

  @Test
  void aBodyThatIsShorterThanItSaysIsRefusedOrTheConnectionIsClosed() throws IOException {
    try (RawConnection connection = new RawConnection(server.base())) {
      connection.send(RawConnection.head(endpoint, 500, "") + "{\"id\":\"short\",\"seats\":1}");
      connection.finish();
      assertThat(connection.reply().status()).isIn(0, 400, 408);
    }
    assertThat(api.find(SYSTEM + "/environments/production/users/short").status()).isEqualTo(404);
  }

  @Test
  void aRequestThatIsSmuggledIntoAnotherIsRefused() throws IOException {
    try (RawConnection connection = new RawConnection(server.base())) {
      String inner = RawConnection.head(endpoint, 24, "") + "{\"id\":\"smuggled\",\"x\":0}";
      connection.send(
          "POST "
              + endpoint
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: "
              + (inner.length() + 5)
              + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
              + inner);
      assertThat(connection.reply().status()).isIn(0, 400);
    }
    assertThat(api.find(SYSTEM + "/environments/production/users/smuggled").status())
        .isEqualTo(404);
  }

  @Test
  void aBodyThatIsNotSaidToBeJsonIsRefused() throws IOException {
    try (RawConnection connection = new RawConnection(server.base())) {
      String body = "id=a";
      connection.send(
          RawConnection.head(endpoint, body.length(), "").replace("application/json", "text/plain")
              + body);
      assertThat(connection.reply().status()).isEqualTo(415);
    }
  }
}
