package dev.muster.proof;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A well-behaved sender beside the others, who notices when it is served late or not at all.
final class Bystander {
  private static final int PAUSE_MILLIS = 5;

  private final URI base;
  private final String endpoint;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Long> latencyMillis = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;
  private Thread thread = Thread.currentThread();

  private Bystander(URI base, String endpoint) {
    this.base = base;
    this.endpoint = endpoint;
  }

  static Bystander start(URI base, String endpoint) {
    Bystander bystander = new Bystander(base, endpoint);
    bystander.thread = Thread.ofPlatform().name("bystander").start(bystander::send);
    return bystander;
  }

  private void send() {
    byte[] body = "{\"id\":\"bystander\",\"seats\":12}".getBytes(StandardCharsets.UTF_8);
    try (RawConnection connection = new RawConnection(base)) {
      while (!stopping) {
        long start = System.nanoTime();
        connection.post(endpoint, body, "");
        RawConnection.Reply reply = connection.reply();
        if (reply.status() != 200) {
          failures.add(reply.toString());
          return;
        }
        latencyMillis.add((System.nanoTime() - start) / 1_000_000);
        Pause.millis(PAUSE_MILLIS);
      }
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }

  /// Ends it.
  void stop() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Answers other than 200, and connections that broke.
  List<String> failures() {
    return List.copyOf(failures);
  }

  int served() {
    return latencyMillis.size();
  }

  /// What 99 of 100 calls took at most.
  long tailMillis() {
    List<Long> sorted = latencyMillis.stream().sorted().toList();
    return sorted.get(sorted.size() * 99 / 100);
  }
}
