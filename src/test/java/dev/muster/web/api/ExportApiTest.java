package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Exports that are larger than what lies in sockets, to clients of all kinds.
class ExportApiTest {

  private static final int USERS = 16_000;
  private static final String EXPORT =
      "/api/v1/systems/shop/environments/production/insights/export";
  private static final String TEXT = "x".repeat(1_000);

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  @BeforeAll
  static void manyUsers() {
    String shop = WORLD.shop("shop");
    for (int first = 0; first < USERS; first += 800) {
      WORLD
          .deliver(
              shop,
              IntStream.range(first, first + 800)
                  .mapToObj(i -> ApiWorld.customer("user-" + i, "\"plan\":\"" + TEXT + i + "\""))
                  .collect(Collectors.joining(",", "[", "]")))
          .expect(200);
    }
  }

  private static Socket asking() throws IOException {
    Socket socket = WORLD.connect(4_096);
    String body = "{\"columns\":[\"user.id\",\"crm.plan\"]}";
    socket
        .getOutputStream()
        .write(
            ("POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                    + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
                .formatted(EXPORT, WORLD.token(Role.VIEWER), body.length(), body)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void aFileThatIsLargerThanWhatWaitsInSocketsArrivesWhole() {
    String file =
        WORLD
            .as(Role.VIEWER)
            .post(EXPORT, "{\"columns\":[\"user.id\",\"crm.plan\"]}")
            .expect(200)
            .body()
            .asText();
    String[] lines = file.split("\r\n", -1);
    assertThat(lines).hasSize(USERS + 2);
    for (int i = 0; i < USERS; i++) {
      assertThat(lines[i + 1]).isEqualTo("user-" + i + "," + TEXT + i);
    }
  }

  @Test
  void clientsThatDoNotReadTakeUpTheRoomForExportsAndThoseThatGoGiveItBack() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < ExportResource.EXPORTS_MAX; i++) {
        Socket socket = asking();
        idle.add(socket);
        // The head and the first bytes: this export has begun.
        assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
            .isEqualTo("HTTP/1.1 200 OK");
      }
      var refused = WORLD.as(Role.VIEWER).post(EXPORT, "{}").expect(503);
      assertThat(refused.code()).isEqualTo("too-many-exports");
      assertThat(refused.header("retry-after")).isEqualTo("10");
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
    int status = 0;
    for (int i = 0; i < 100 && status != 200; i++) {
      Thread.sleep(50);
      status = WORLD.as(Role.VIEWER).post(EXPORT, "{\"q\":\"user-1\"}").status();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void aSlowClientGetsAllOfIt() throws Exception {
    try (Socket socket = asking()) {
      InputStream in = socket.getInputStream();
      byte[] some = new byte[1 << 16];
      long bytes = 0;
      int slowly = 0;
      StringBuilder end = new StringBuilder();
      while (!end.toString().endsWith("\r\n0\r\n\r\n")) {
        int read = in.read(some);
        assertThat(read).isPositive();
        bytes += read;
        end.append(new String(some, 0, read, StandardCharsets.US_ASCII));
        end.delete(0, Math.max(0, end.length() - 20));
        if (slowly++ < 100) {
          Thread.sleep(5);
        }
      }
      assertThat(bytes).isGreaterThan(USERS * 1_000L);
    }
  }
}
