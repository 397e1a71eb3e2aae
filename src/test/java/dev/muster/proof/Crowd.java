package dev.muster.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Senders, pages and an editor that keep a server busy until it is gone, and remember exactly what
/// it promised them.
final class Crowd {
  private static final int FIRST_ANSWER_MILLIS_MAX = 60_000;
  private static final int SENDERS = 6;
  private static final int USERS_EACH = 30;
  private static final int BATCH = 5;
  private static final int SEGMENTS_MAX = 50;

  /// What one user has been sent.
  ///
  /// @param sent the last count that left
  /// @param answered the last count that was answered 200
  record Progress(long sent, long answered) {}

  private final Map<String, Progress> users = new ConcurrentHashMap<>();
  private final Map<String, String> deliveries = new ConcurrentHashMap<>();
  private final Queue<String> segments = new ConcurrentLinkedQueue<>();
  private final Queue<String> deletedSegments = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger edits = new AtomicInteger();
  private volatile boolean dying;
  private final AtomicInteger pages = new AtomicInteger();

  /// By identifier.
  Map<String, Progress> users() {
    return users;
  }

  /// Delivery ids that were answered, with the user and the count: `user/count`.
  Map<String, String> deliveries() {
    return deliveries;
  }

  /// Keys of segments whose creation was answered and whose deletion was not asked for.
  Queue<String> segments() {
    return segments;
  }

  /// Keys of segments whose deletion was answered.
  Queue<String> deletedSegments() {
    return deletedSegments;
  }

  /// How many page loads were answered.
  int pages() {
    return pages.get();
  }

  private Progress progress(String user) {
    return users.getOrDefault(user, new Progress(0, 0));
  }

  /// What a restart has shown to be there: in-flight deliveries have either happened or not, and
  /// what comes next counts from there.
  void settle(String user, long count) {
    users.put(user, new Progress(count, count));
  }

  /// Keeps a server busy, and kills it amidst that.
  ///
  /// @param millis after how long
  /// @param seed what is sent comes from it
  /// @throws AssertionError if the server said anything wrong, or nothing at all, before
  void useAndKill(
      ServerProcess server, Api api, String token, String clientKey, int millis, long seed) {
    deliveries.clear();
    dying = false;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      Sender sender = new Sender(api, token, i, new Random(seed + i));
      threads.add(Thread.ofPlatform().name("sender-" + i).start(() -> untilGone(sender::send)));
    }
    threads.add(
        Thread.ofPlatform().name("page").start(() -> untilGone(new Page(api, clientKey)::load)));
    threads.add(Thread.ofPlatform().name("editor").start(() -> untilGone(() -> edit(api))));
    // The moment is counted from the first answer on: how long that takes is the machine's affair.
    for (int waited = 0; deliveries.isEmpty() && waited < FIRST_ANSWER_MILLIS_MAX; waited += 10) {
      Pause.millis(10);
    }
    Pause.millis(millis);
    dying = true;
    server.kill();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (!failures.isEmpty()) {
      AssertionError error = new AssertionError("the server said something wrong under load");
      failures.forEach(error::addSuppressed);
      throw error;
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void untilGone(Step step) {
    try {
      while (true) {
        step.run();
      }
    } catch (IOException e) {
      if (!dying) {
        failures.add(e);
      }
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  private void edit(Api api) throws IOException {
    String key = "edit-" + edits.incrementAndGet();
    api.create(
        "/api/v1/systems/shop/segments",
        "{'key':'"
            + key
            + "','name':'Edit','description':'','condition':{'combinator':'and',"
            + "'rules':[{'field':'crm.count','operator':'>','value':"
            + edits.get()
            + "}]}}");
    segments.add(key);
    if (segments.size() > SEGMENTS_MAX) {
      String oldest = segments.remove();
      api.delete("/api/v1/systems/shop/segments/" + oldest);
      deletedSegments.add(oldest);
    }
  }

  /// Sends for users of its own, one call after the other.
  private final class Sender {
    private final Api api;
    private final String path;
    private final int number;
    private final Random random;

    Sender(Api api, String token, int number, Random random) {
      this.api = api;
      this.path = "/in/" + token;
      this.number = number;
      this.random = random;
    }

    void send() throws IOException {
      int first = random.nextInt(USERS_EACH);
      int size = random.nextInt(5) == 0 ? BATCH : 1;
      List<String> names = new ArrayList<>();
      List<String> payloads = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        String user = "user-" + number + "-" + (first + i) % USERS_EACH;
        names.add(user);
        payloads.add(Counted.payload(user, next(user)));
      }
      Api.Answer answer =
          api.post(path, size == 1 ? payloads.getFirst() : "[" + String.join(",", payloads) + "]");
      if (answer.status() != 200) {
        throw new AssertionError(answer.toString());
      }
      for (int i = 0; i < size; i++) {
        JsonNode result = size == 1 ? answer.body() : answer.body().get("results").get(i);
        answered(names.get(i), result);
      }
    }

    private long next(String user) {
      Progress before = progress(user);
      users.put(user, new Progress(before.sent() + 1, before.answered()));
      return before.sent() + 1;
    }

    private void answered(String user, JsonNode result) {
      if (!result.get("status").asText().equals("accepted")
          || !result.get("user").asText().equals(user)
          || result.get("updated").asInt() != 6) {
        throw new AssertionError(user + " was answered " + result);
      }
      long count = progress(user).sent();
      users.put(user, new Progress(count, count));
      deliveries.put(result.get("deliveryId").asText(), user + "/" + count);
    }
  }

  /// Loads the page of one user after the other; never sees one half updated.
  private final class Page {
    private final Api api;
    private final String clientKey;
    private int turn;

    Page(Api api, String clientKey) {
      this.api = api;
      this.clientKey = clientKey;
    }

    void load() throws IOException {
      turn++;
      String user = "user-" + turn % SENDERS + "-" + turn / SENDERS % USERS_EACH;
      long least = progress(user).answered();
      JsonNode page = api.get("/v1/page-load?key=" + clientKey + "&user=" + user);
      long greatest = progress(user).sent();
      List<String> told = new ArrayList<>();
      page.get("segments").forEach(segment -> told.add(segment.asText()));
      if (told.contains("even-by-flag") != told.contains("even-by-tag")) {
        throw new AssertionError("a page saw a user who was half updated: " + page);
      }
      boolean over = told.contains("over-20");
      if (over ? greatest <= 20 : least > 20) {
        throw new AssertionError(
            "a page saw other than " + least + " to " + greatest + ": " + page);
      }
      pages.incrementAndGet();
    }
  }
}
