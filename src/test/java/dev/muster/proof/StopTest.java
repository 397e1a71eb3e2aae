package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StopTest {

  private static final int CLIENTS = 8;
  private static final byte[] REQUEST =
      "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @TempDir Path directory;

  @Test
  void clientsThatConnectWhileItStopsLeaveNoTraceInTheLog() throws Exception {
    try (ServerProcess server = ServerProcess.start(directory.resolve("data"))) {
      AtomicBoolean over = new AtomicBoolean();
      int port = server.base().getPort();
      Thread[] clients = new Thread[CLIENTS];
      for (int i = 0; i < CLIENTS; i++) {
        clients[i] = Thread.ofVirtual().start(() -> connect(port, over));
      }
      Thread.sleep(500);

      assertThat(server.stop()).isZero();
      over.set(true);
      for (Thread client : clients) {
        client.join();
      }
      assertThat(server.output()).doesNotContain("\"WARN\"", "\"ERROR\"", "Exception");
    }
  }

  @Test
  void oneThatIsStillStartingStopsWithoutAFault() throws Exception {
    try (ServerProcess server = ServerProcess.launch(directory.resolve("data"))) {
      while (!server.output().contains("started from position")) {
        Thread.sleep(1);
      }
      assertThat(server.stop()).as(server.output()).isZero();
    }
  }

  private static void connect(int port, AtomicBoolean over) {
    while (!over.get()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(1_000);
        socket.getOutputStream().write(REQUEST);
        socket.getInputStream().read();
      } catch (IOException turnedAway) {
        Thread.onSpinWait();
      }
    }
  }
}
