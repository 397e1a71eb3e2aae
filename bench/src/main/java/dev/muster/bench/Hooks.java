package dev.muster.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.muster.bench.process.Management;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Fifty webhooks of a server and their target, which answers 204: 48 of one of twenty segments
/// each, and two of all.
final class Hooks implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WEBHOOKS = "/api/v1/systems/bench/environments/production/webhooks";
  private static final int COUNT = 50;
  private static final int OF_ALL = 2;
  private static final int SEGMENTS = 20;
  private static final int WAITING_CONNECTIONS = 1_024;
  private static final Duration CALM = Duration.ofMillis(300);
  private static final Duration CALM_MAX = Duration.ofMinutes(2);

  private final HttpServer target;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong messages = new AtomicLong();
  private final Management management;
  private final Samples rests = new Samples();

  private Hooks(HttpServer target, Management management) {
    this.target = target;
    this.management = management;
    target.setExecutor(executor);
    target.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          messages.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    target.start();
  }

  /// Starts the target and makes the webhooks; the segments are live.
  static Hooks create(Management management) throws IOException, InterruptedException {
    HttpServer target =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), WAITING_CONNECTIONS);
    Hooks hooks = new Hooks(target, management);
    for (int i = 0; i < COUNT; i++) {
      String segment = i < OF_ALL ? "null" : "'s" + i % SEGMENTS + "'";
      management.post(
          WEBHOOKS,
          "{'key':'w%d','name':'Webhook %d','url':'http://127.0.0.1:%d/','segment':%s}"
              .formatted(i, i, target.getAddress().getPort(), segment));
    }
    return hooks;
  }

  /// How many messages have come.
  long messages() {
    return messages.get();
  }

  /// How long it took from the end of a round until everything was told, in seconds.
  Samples rests() {
    return rests;
  }

  /// Waits until nothing comes any more and nothing waits.
  ///
  /// @throws IllegalStateException if that does not happen
  void rest() throws IOException {
    long start = System.nanoTime();
    long last = start;
    long before = -1;
    while (before != messages() || waiting() > 0) {
      if (System.nanoTime() - start > CALM_MAX.toNanos()) {
        throw new IllegalStateException(
            waiting() + " messages still wait, " + CALM_MAX + " after the load");
      }
      if (before != messages()) {
        last = System.nanoTime();
      }
      before = messages();
      LockSupport.parkNanos(CALM.toNanos());
    }
    rests.add((last - start) / 1e9);
  }

  private long waiting() throws IOException {
    try {
      JsonNode webhooks = JSON.readTree(management.get(WEBHOOKS + "?limit=500")).get("items");
      long waiting = 0;
      for (JsonNode webhook : webhooks) {
        if (webhook.get("failed").asLong() > 0) {
          throw new IllegalStateException("a message was not taken: " + webhook);
        }
        waiting += webhook.get("waiting").asLong();
      }
      return waiting;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    target.stop(0);
    executor.close();
  }
}
