package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Kills the server while users are erased, again and again over the same data directory: who was
/// erased stays erased, and who came back is there. Two rounds; more with
/// `-Dmuster.crashRounds=20`, the same again with `-Dmuster.crashSeed=`.
@Tag("proof")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasureCrashTest {

  private static final String SYSTEM = "/api/v1/systems/shop";

  /// How many a cold server has to have dealt with before it is killed.
  private static final int USERS_LEAST = 12;

  private static final String USERS = SYSTEM + "/environments/production/users";

  @TempDir private static Path directory;

  private String token = "";
  private volatile int number;

  /// Whom every answer so far leaves known, and whom erased.
  private final Set<String> known = new TreeSet<>();

  private final Set<String> erased = new TreeSet<>();

  /// Whose last call was not answered, and who may be either.
  private final Set<String> open = new TreeSet<>();

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean dying;

  static LongStream seeds() {
    long first = Long.getLong("muster.crashSeed", System.nanoTime() % 1_000_000_000);
    return LongStream.range(first, first + Integer.getInteger("muster.crashRounds", 2));
  }

  private ServerProcess start() throws IOException {
    return ServerProcess.start(directory.resolve("data"), "--checkpoint-every", "250ms");
  }

  @BeforeAll
  void setUp() throws IOException {
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      api.create("/api/v1/systems", "{'key':'shop','name':'Shop'}");
      token =
          api.create(
                  SYSTEM + "/integrations",
                  "{'key':'crm','name':'CRM','identifier':'id','properties':["
                      + "{'path':'mail','name':'mail','type':'string'},"
                      + "{'path':'arr','name':'arr','type':'number'}]}")
              .at("/endpoints/production/token")
              .asText();
      server.kill();
    }
  }

  private String sent(String user, String arr) {
    return "{\"id\":\"%1$s\",\"mail\":\"%1$s@example.com\",\"arr\":%2$s}".formatted(user, arr);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whoWasErasedStaysErasedAndWhoCameBackIsThere(long seed) throws Exception {
    Random random = new Random(seed);
    dying = false;
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      Thread worker = Thread.ofPlatform().start(() -> work(api));
      int before = number;
      for (int waits = 0; waits < 600 && number < before + USERS_LEAST; waits++) {
        Pause.millis(50);
      }
      assertThat(number).as("users sent for").isGreaterThanOrEqualTo(before + USERS_LEAST);
      Pause.millis(random.nextInt(1_500));
      dying = true;
      server.kill();
      worker.join();
      assertThat(failure.getAndSet(null)).isNull();
    }
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      check(api);
      assertThat(server.stop()).isZero();
    }
    // Closed, so everything is in the files: also in those of checkpoints and of payloads.
    for (String user : erased) {
      assertThat(mentioning(directory.resolve("data/payloads"), user)).as(user).isEmpty();
    }
  }

  private void work(Api api) {
    try {
      while (true) {
        int next = number + 1;
        number = next;
        step(api, "victim-%05d".formatted(next));
      }
    } catch (IOException e) {
      if (!dying) {
        failure.set(e);
      }
    } catch (RuntimeException | AssertionError e) {
      failure.set(e);
    }
  }

  private void step(Api api, String user) throws IOException {
    open.add(user);
    assertThat(api.post("/in/" + token, sent(user, "5")).status()).isEqualTo(200);
    // Refused in part, with its payload kept.
    assertThat(api.post("/in/" + token, sent(user, "\"x\"")).status()).isEqualTo(200);
    if (number % 4 == 0) {
      known.add(user);
      open.remove(user);
      return;
    }
    api.delete(USERS + "/" + user + "?confirm=true");
    if (number % 4 == 1) {
      assertThat(api.post("/in/" + token, sent(user, "7")).status()).isEqualTo(200);
      known.add(user);
    } else {
      erased.add(user);
    }
    open.remove(user);
  }

  private void check(Api api) throws IOException {
    Map<String, JsonNode> listed = new HashMap<>();
    api.list(USERS).forEach(user -> listed.put(user.get("id").asText(), user));
    assertThat(listed.keySet()).containsAll(known).noneMatch(erased::contains);
    Set<String> others = new TreeSet<>(listed.keySet());
    others.removeAll(known);
    assertThat(open).containsAll(others);
    assertThat(api.get(USERS + "?limit=1").get("items")).isNotEmpty();
    Set<String> delivered = new TreeSet<>();
    for (JsonNode delivery : api.list(SYSTEM + "/integrations/crm/deliveries")) {
      delivered.add(delivery.get("user").asText());
    }
    assertThat(delivered).containsAll(known).noneMatch(erased::contains);
    for (String user : List.copyOf(known).subList(Math.max(0, known.size() - 20), known.size())) {
      int arr = Objects.requireNonNull(listed.get(user)).at("/attributes/0/value").asInt();
      int deliveries = api.list(SYSTEM + "/integrations/crm/deliveries?user=" + user).size();
      // Who came back has nothing of before.
      assertThat(deliveries).as(user).isEqualTo(arr == 7 ? 1 : 2);
    }
    payloadsAreStillThere(api, List.copyOf(known).subList(0, Math.min(10, known.size())));
    // What was in the middle of something is what it is from now on.
    for (String user : open) {
      (listed.containsKey(user) ? known : erased).add(user);
      if (listed.containsKey(user)) {
        api.delete(USERS + "/" + user + "?confirm=true");
        known.remove(user);
        erased.add(user);
      }
    }
    open.clear();
  }

  /// Those of the last moment before a kill may be lost; these came long before.
  private static void payloadsAreStillThere(Api api, List<String> users) throws IOException {
    for (String user : users) {
      for (JsonNode one : api.list(SYSTEM + "/integrations/crm/deliveries?user=" + user)) {
        if (one.get("outcome").asText().equals("partial")) {
          JsonNode read =
              api.get(SYSTEM + "/integrations/crm/deliveries/" + one.get("id").asText());
          assertThat(read.at("/payload/text").asText()).as(user).contains(user, "\"x\"");
        }
      }
    }
  }

  private static List<Path> mentioning(Path files, String user) throws IOException {
    try (Stream<Path> all = Files.list(files)) {
      return all.filter(
              file -> {
                try {
                  return Files.readString(file, StandardCharsets.ISO_8859_1).contains(user);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toList();
    }
  }
}
