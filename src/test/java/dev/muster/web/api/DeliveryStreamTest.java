package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.catalog.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class DeliveryStreamTest {

  private static final Streams SMALL =
      new Streams(
          3,
          2_000,
          3,
          Duration.ofMillis(150),
          Duration.ofSeconds(1),
          ConcurrentHashMap.newKeySet());

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld(SMALL);

  /// An event; without a name it is a comment.
  private record Event(String name, String id, JsonNode data) {}

  /// A client that reads a stream over a socket of its own.
  private static final class Listener implements AutoCloseable {
    private final Socket socket = WORLD.connect(1 << 16);
    private final BufferedReader lines;
    final String head;

    Listener(String path, String token, Optional<String> last) throws IOException {
      String request =
          "GET %s HTTP/1.1\r\nHost: muster\r\nAuthorization: Bearer %s\r\nAccept: text/event-stream\r\n%s\r\n"
              .formatted(path, token, last.map(id -> "Last-Event-ID: " + id + "\r\n").orElse(""));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder read = new StringBuilder();
      for (String line = lines.readLine();
          line != null && !line.isEmpty();
          line = lines.readLine()) {
        read.append(line.toLowerCase(Locale.ROOT)).append('\n');
      }
      head = read.toString();
    }

    /// The next line of the stream; null at its end. Chunks end with lines here.
    private @Nullable String line() throws IOException {
      while (true) {
        String size = lines.readLine();
        if (size == null || size.equals("0")) {
          return null;
        }
        if (!size.isEmpty() && !size.matches("[0-9a-f]+")) {
          return size;
        }
      }
    }

    /// The next event that is no comment; empty at the end.
    Optional<Event> next() throws IOException {
      String name = "";
      String id = "";
      for (String line = line(); line != null; line = line()) {
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("id: ")) {
          id = line.substring("id: ".length());
        } else if (line.startsWith("data: ")) {
          JsonNode data = new JsonMapper().readTree(line.substring("data: ".length()));
          return Optional.of(new Event(name, id, data));
        }
      }
      return Optional.empty();
    }

    List<String> users(int count) throws IOException {
      List<String> users = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Event event = next().orElseThrow();
        assertThat(event.name()).isEqualTo("delivery");
        assertThat(event.id()).isEqualTo(event.data().get("id").asText());
        users.add(event.data().get("user").asText());
      }
      return users;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static String deliveries(String system) {
    return system + "/integrations/crm/deliveries";
  }

  private static Listener listen(String path, Optional<String> last) throws IOException {
    Listener listener = new Listener(path, WORLD.token(Role.VIEWER), last);
    assertThat(listener.head).startsWith("http/1.1 200");
    // The first comment comes once it listens, which is before anything is sent.
    assertThat(listener.line()).isEqualTo(": deliveries");
    return listener;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static int send(String system, String user) {
    return WORLD.deliver(system, ApiWorld.customer(user, "")).status();
  }

  private static String sent(String system, String user) {
    return WORLD.deliver(system, ApiWorld.customer(user, "")).expect(200).text("/deliveryId");
  }

  @Test
  void deliveriesComeAsTheyHappenAsInTheList() throws IOException {
    String system = WORLD.shop("live");
    try (Listener listener = listen(deliveries(system), Optional.empty())) {
      assertThat(listener.head)
          .contains("content-type: text/event-stream")
          .contains("cache-control: no-store");
      WORLD.deliver(system, ApiWorld.customer("ann", "\"plan\":\"pro\",\"arr\":\"x\""));
      Event event = listener.next().orElseThrow();
      JsonNode listed = WORLD.admin().get(deliveries(system)).body().at("/items/0");
      assertThat(event.data()).isEqualTo(listed);
      assertThat(event.id()).isEqualTo(listed.get("id").asText());
    }
    await(SMALL.open()::isEmpty);
  }

  @Test
  void onlyWhatIsAskedForComes() throws IOException {
    String system = WORLD.shop("filtered");
    String other = WORLD.shop("not-listened-to");
    try (Listener listener =
        listen(deliveries(system) + "?outcome=accepted&text=an", Optional.empty())) {
      assertThat(WORLD.deliver(system, "{\"customer\":{\"name\":\"ann\"}}").status())
          .isEqualTo(422);
      sent(system, "bob");
      sent(other, "ann");
      WORLD.deliver(system, "test", ApiWorld.customer("ann", "")).expect(200);
      sent(system, "dan");
      assertThat(listener.users(1)).containsExactly("dan");
    }
  }

  @Test
  void aBeatComesWhenNothingElseDoes() throws IOException {
    String system = WORLD.shop("beat");
    try (Listener listener = listen(deliveries(system), Optional.empty())) {
      assertThat(listener.line()).isEqualTo(": beat");
      assertThat(listener.line()).isEqualTo(": beat");
    }
  }

  @Test
  void whoComesBackGetsWhatItMissedAndThenWhatComes() throws IOException {
    String system = WORLD.shop("resumed");
    String last = sent(system, "one");
    sent(system, "two");
    sent(system, "three");
    try (Listener listener = listen(deliveries(system), Optional.of(last))) {
      sent(system, "four");
      assertThat(listener.users(3)).containsExactly("two", "three", "four");
    }
  }

  @Test
  void whoMissedMoreThanIsSentAgainIsToldSo() throws IOException {
    String system = WORLD.shop("gap");
    String last = sent(system, "zero");
    for (String user : new String[] {"one", "two", "three", "four"}) {
      sent(system, user);
    }
    try (Listener listener = listen(deliveries(system), Optional.of(last))) {
      assertThat(listener.next().orElseThrow().name()).isEqualTo("gap");
      assertThat(listener.users(3)).containsExactly("two", "three", "four");
    }
  }

  @Test
  void anEventThatWasNeverSentIsNoPlaceToComeBackTo() throws IOException {
    String system = WORLD.shop("nonsense");
    sent(system, "one");
    try (Listener listener = listen(deliveries(system), Optional.of("nonsense"))) {
      sent(system, "two");
      assertThat(listener.users(1)).containsExactly("two");
    }
  }

  @Test
  void aStreamEndsWhenItsTokenIsRevokedHoweverBusyItIs() throws Exception {
    String system = WORLD.shop("revoked");
    var token = WORLD.admin().post("/api/v1/tokens", "{\"name\":\"s\",\"role\":\"viewer\"}");
    try (Listener listener =
        new Listener(deliveries(system), token.expect(201).text("/token"), Optional.empty())) {
      AtomicBoolean busy = new AtomicBoolean(true);
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                while (busy.get() && send(system, "ann") == 200) {}
              });
      assertThat(listener.users(2)).containsExactly("ann", "ann");
      WORLD.admin().delete("/api/v1/tokens/" + token.text("/id")).expect(204);
      while (listener.next().isPresent()) {}
      busy.set(false);
      sender.join();
    }
  }

  @Test
  void aStreamEndsWhenItsIntegrationIsDeleted() throws IOException {
    String system = WORLD.shop("deleted");
    try (Listener listener = listen(deliveries(system), Optional.empty())) {
      WORLD.admin().delete(system + "/integrations/crm").expect(204);
      assertThat(listener.next()).isEmpty();
    }
  }

  @Test
  void moreStreamsThanThereMayBeAreRefused() throws IOException {
    await(SMALL.open()::isEmpty);
    String path = deliveries(WORLD.shop("many"));
    try (Listener _ = listen(path, Optional.empty());
        Listener _ = listen(path, Optional.empty());
        Listener _ = listen(path, Optional.empty());
        Listener refused = new Listener(path, WORLD.token(Role.VIEWER), Optional.empty())) {
      assertThat(refused.head).startsWith("http/1.1 503").contains("application/problem+json");
    }
    await(SMALL.open()::isEmpty);
  }

  @Test
  void aClientThatDoesNotReadIsCutOffAndHoldsUpNobody() throws IOException {
    await(SMALL.open()::isEmpty);
    String system = WORLD.shop("slow");
    String large = "\"plan\":\"" + "x".repeat(1_000) + "\"";
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      batch.append(i == 0 ? "[" : ",").append(ApiWorld.customer("user-" + i, large));
    }
    String body = batch.append(']').toString();
    try (Socket slow = WORLD.connect(4_096)) {
      String request =
          "GET %s HTTP/1.1\r\nHost: muster\r\nAuthorization: Bearer %s\r\nAccept: text/event-stream\r\n\r\n"
              .formatted(deliveries(system), WORLD.token(Role.VIEWER));
      slow.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      await(() -> SMALL.open().size() == 1);
      for (int i = 0; i < 40 && !SMALL.open().isEmpty(); i++) {
        WORLD.deliver(system, body).expect(200);
      }
      await(SMALL.open()::isEmpty);
      WORLD.deliver(system, body).expect(200);
      // Nothing waits for it any more: what had been sent ends, without the end of the stream.
      byte[] rest = new byte[1 << 16];
      boolean ended = false;
      try {
        while (slow.getInputStream().read(rest) >= 0) {}
        ended = new String(rest, StandardCharsets.UTF_8).contains("\r\n0\r\n\r\n");
      } catch (IOException reset) {
        assertThat(reset).hasMessageContaining("reset");
      }
      assertThat(ended).isFalse();
    }
  }
}
