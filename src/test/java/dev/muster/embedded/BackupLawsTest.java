package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.IntegrationForm;
import dev.muster.catalog.IntegrationForm.PropertyForm;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.SegmentForm;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.Combinator;
import dev.muster.condition.Condition;
import dev.muster.condition.Literal;
import dev.muster.condition.Operator;
import dev.muster.embedded.EngineOptions.Checkpointing;
import dev.muster.embedded.EngineOptions.Retention;
import dev.muster.intake.Delivery;
import dev.muster.intake.Journal;
import dev.muster.intake.Payload;
import dev.muster.pageload.ActivityBatch.Load;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import dev.muster.storage.Backup;
import dev.muster.storage.BackupManifest;
import dev.muster.storage.KeptBytes;
import dev.muster.storage.Pace;
import dev.muster.storage.Restoration;
import dev.muster.upload.FormatWishes;
import dev.muster.upload.Receiving;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadMode;
import dev.muster.upload.UploadPlace;
import dev.muster.upload.UploadStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Backs up an engine amid deliveries, erasures, edits, page loads and uploads, while checkpoints
/// are written and the log is let go of as fast as can be: each backup, restored, is what a naive
/// replay of a prefix of all that was done comes to, and the prefix has whatever was answered
/// before the backup began.
class BackupLawsTest {

  private static final int USERS = 60;
  private static final int ROWS = 3_000;
  private static final String PADDING = "x".repeat(700);

  @TempDir Path directory;

  private static LongStream seeds() {
    return LongStream.range(0, 3);
  }

  /// One thing that was done, in the order of the log.
  private sealed interface Done {
    record Set(String user, int number) implements Done {}

    record Erased(String user) implements Done {}

    record Added(String segment) implements Done {}
  }

  /// What a prefix comes to.
  private record State(Map<String, Integer> users, TreeSet<String> segments) {}

  private final List<Done> done = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final Map<String, String> payloads = new ConcurrentHashMap<>();
  private final AtomicInteger pageLoads = new AtomicInteger();
  private final AtomicInteger uploads = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean stopping;

  private static EngineOptions options(Path data) {
    return EngineWorld.options(data)
        .withCheckpoints(new Checkpointing(Duration.ofMillis(50), 1 << 16, 1L << 30))
        .withDeliveries(new Retention(Duration.ofMillis(1), 0));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aBackupUnderLoadIsAPrefixOfWhatWasDone(long seed) throws Exception {
    Path data = directory.resolve("data");
    List<Integer> before = new ArrayList<>();
    List<Integer> loadsBefore = new ArrayList<>();
    List<Map<String, String>> payloadsBefore = new ArrayList<>();
    int backups = 4;
    try (Engine engine = EngineWorld.open(options(data))) {
      EngineWorld.found(engine);
      engine.catalog().integrations().create(EngineWorld.ADMIN, "shop", list());
      EngineWorld.submit(
              engine,
              EngineWorld.accepted(engine, "loader", Instant.now(), EngineWorld.plan(engine, "-1")))
          .join();
      List<Thread> threads =
          List.of(
              going(() -> work(engine, new SplittableRandom(seed))),
              going(() -> load(engine)),
              going(() -> upload(engine)),
              going(engine::checkpoint));
      for (int i = 0; i < backups; i++) {
        Thread.sleep(400);
        before.add(answered.get());
        loadsBefore.add(pageLoads.get());
        payloadsBefore.add(Map.copyOf(payloads));
        BackupManifest made =
            Backup.make(
                data,
                directory.resolve("b" + i),
                Pace.UNLIMITED,
                new ErasuresInLog(),
                Optional.empty());
        assertThat(made.position()).isPositive();
        assertThat(data.resolve("hold")).isDirectoryContaining("glob:**lock");
      }
      stopping = true;
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failure.get()).isNull();
    }
    assertThat(uploads.get()).as("uploads").isPositive();
    for (int i = 0; i < backups; i++) {
      Path restored = directory.resolve("r" + i);
      BackupManifest manifest = Restoration.restore(directory.resolve("b" + i), restored);
      try (Engine engine = EngineWorld.open(options(restored))) {
        checkPrefix(engine, before.get(i));
        checkPageLoads(engine, loadsBefore.get(i));
        checkPayloads(engine, payloadsBefore.get(i));
        checkUploads(engine);
      }
      assertThat(manifest.hasSecretKey()).isTrue();
    }
    // Nothing is left of the hold but its lock.
    try (var left = Files.list(data.resolve("hold"))) {
      assertThat(left).hasSize(1);
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private Thread going(Step step) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            while (!stopping) {
              step.run();
            }
          } catch (Throwable failed) {
            failure.compareAndSet(null, failed);
          }
        });
  }

  // ---- the load

  /// Many deliveries at once, then something else, all from one thread, so that the order is known.
  private void work(Engine engine, SplittableRandom random) throws Exception {
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (int i = random.nextInt(1, 60); i > 0; i--) {
      int number = done.size();
      String user = "user-" + random.nextInt(USERS);
      synchronized (done) {
        done.add(new Done.Set(user, number));
      }
      waiting.add(
          EngineWorld.submit(
              engine,
              EngineWorld.accepted(
                  engine, user, Instant.now(), EngineWorld.plan(engine, number + PADDING))));
    }
    for (CompletableFuture<String> one : waiting) {
      var _ = one.join();
    }
    answered.set(done.size());
    refuse(engine);
    if (random.nextInt(3) == 0) {
      String user = "user-" + random.nextInt(USERS);
      synchronized (done) {
        done.add(new Done.Erased(user));
      }
      engine.erase(EngineWorld.production(engine).id(), UserId.of(user));
    }
    if (random.nextInt(5) == 0) {
      String key = "s" + done.size();
      synchronized (done) {
        done.add(new Done.Added(key));
      }
      var _ =
          engine
              .catalog()
              .segments()
              .create(EngineWorld.ADMIN, "shop", new SegmentForm(key, "S", "", everybody()));
    }
    answered.set(done.size());
  }

  private static Condition.Group everybody() {
    return new Condition.Group(
        Combinator.AND,
        false,
        List.of(new Condition.Rule("user.id", Operator.EQUAL, new Literal.Text("nobody"), false)));
  }

  private void refuse(Engine engine) {
    CompletableFuture<String> id = new CompletableFuture<>();
    String text = "payload of " + done.size();
    engine.submit(
        EngineWorld.rejected(engine, Optional.empty(), Instant.now()),
        Optional.of(new Payload(text.getBytes(StandardCharsets.UTF_8), false, true)),
        new Journal.Confirmation() {
          @Override
          public void recorded(String deliveryId, Delivery as) {
            id.complete(deliveryId);
          }

          @Override
          public void unavailable(String why) {
            id.completeExceptionally(new IllegalStateException(why));
          }
        });
    payloads.put(id.join(), text);
  }

  private void load(Engine engine) throws Exception {
    for (int i = 0; i < 20; i++) {
      engine
          .activity()
          .seen(
              EngineWorld.production(engine).id(),
              UserId.of("loader"),
              new Load(Instant.now().toEpochMilli(), "/page", List.of()));
    }
    engine.flushActivity();
    pageLoads.addAndGet(20);
    Thread.sleep(5);
  }

  private static IntegrationForm list() {
    return new IntegrationForm(
        "list",
        "List",
        IntegrationKind.CSV,
        "id",
        List.of(new PropertyForm("seats", "seats", AttributeType.NUMBER)));
  }

  private void upload(Engine engine) throws Exception {
    int number = uploads.get();
    StringBuilder file = new StringBuilder("id,seats\n");
    for (int i = 0; i < ROWS; i++) {
      file.append("row-").append(i).append(',').append(i == 7 ? "many" : number).append('\n');
    }
    SystemDefinition system = engine.catalog().current().system("shop").orElseThrow();
    UploadPlace place =
        new UploadPlace(
            system, system.integration("list").orElseThrow(), EngineWorld.production(engine));
    Upload upload =
        engine
            .uploads()
            .begin(
                place,
                UploadMode.MERGE,
                Optional.of(number + ".csv"),
                "somebody",
                Optional.empty(),
                FormatWishes.NONE,
                OptionalLong.empty());
    try (Receiving part = engine.uploads().receive(upload, 0)) {
      part.write(ByteBuffer.wrap(file.toString().getBytes(StandardCharsets.UTF_8)));
      var _ = part.finish(true);
    }
    ended(engine, upload);
    uploads.incrementAndGet();
  }

  private static Upload ended(Engine engine, Upload upload) throws InterruptedException {
    for (int tries = 0; tries < 10_000; tries++) {
      Upload now = engine.uploads().find(upload.integrationId(), upload.id()).orElseThrow();
      if (now.status().isOver()) {
        return now;
      }
      Thread.sleep(2);
    }
    throw new AssertionError("upload " + upload.id() + " does not end");
  }

  // ---- what a restored engine is held to

  private void checkPrefix(Engine engine, int atLeast) {
    State found = state(engine);
    Map<String, Integer> users = new TreeMap<>();
    TreeSet<String> segments = new TreeSet<>();
    int newest = found.users.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    boolean same = false;
    int length = 0;
    for (Done one : done) {
      switch (one) {
        case Done.Set(String user, int number) -> users.put(user, number);
        case Done.Erased(String user) -> users.remove(user);
        case Done.Added(String segment) -> segments.add(segment);
      }
      length++;
      if (length >= Math.max(newest, atLeast)
          && found.users.equals(users)
          && found.segments.equals(segments)) {
        same = true;
        break;
      }
    }
    assertThat(same).as("a prefix of at least %d of %d: %s", atLeast, done.size(), found).isTrue();
  }

  private static State state(Engine engine) {
    Population population = engine.population(EngineWorld.production(engine).id()).orElseThrow();
    Map<String, Integer> users = new TreeMap<>();
    for (int i = 0; i < USERS; i++) {
      population
          .user(UserId.of("user-" + i))
          .ifPresent(state -> users.put(state.id().toString(), number(engine, state)));
    }
    TreeSet<String> segments =
        new TreeSet<>(engine.catalog().current().system("shop").orElseThrow().segments().keySet());
    return new State(users, segments);
  }

  private static int number(Engine engine, UserState state) {
    for (UserState.Held held : state.held()) {
      if (held.attributeId() == EngineWorld.attribute(engine, "plan")
          && held.value() instanceof AttributeValue.Text(String text)) {
        return Integer.parseInt(text.replace("x", ""));
      }
    }
    throw new AssertionError("a user without a plan: " + state.id());
  }

  private static void checkPageLoads(Engine engine, int atLeast) {
    int environment = EngineWorld.production(engine).id();
    UserState loader =
        engine.population(environment).orElseThrow().user(UserId.of("loader")).orElseThrow();
    assertThat(loader.pageLoads()).isGreaterThanOrEqualTo(atLeast);
    long counted =
        engine.activityOf(environment).days().values().stream().mapToLong(day -> day.loads()).sum();
    assertThat(counted).isEqualTo(loader.pageLoads());
  }

  private void checkPayloads(Engine engine, Map<String, String> before) throws Exception {
    for (Map.Entry<String, String> one : payloads.entrySet()) {
      Optional<KeptBytes.Found> found = engine.payload(one.getKey());
      assertThat(found.isPresent() || !before.containsKey(one.getKey()))
          .as("the payload of %s", one.getKey())
          .isTrue();
      found.ifPresent(kept ->
          assertThat(new String(kept.bytes(), StandardCharsets.UTF_8)).isEqualTo(one.getValue()));
    }
  }

  /// What was amid being read goes on, and each that is done can be taken back.
  private static void checkUploads(Engine engine) throws Exception {
    SystemDefinition system = engine.catalog().current().system("shop").orElseThrow();
    UploadPlace place =
        new UploadPlace(
            system, system.integration("list").orElseThrow(), EngineWorld.production(engine));
    Population population = engine.population(EngineWorld.production(engine).id()).orElseThrow();
    boolean any = false;
    for (Upload upload : engine.uploads().list(place)) {
      if (upload.status() == UploadStatus.RECEIVING) {
        continue;
      }
      Upload over = ended(engine, upload);
      assertThat(over.status()).as("%s", over.reason()).isEqualTo(UploadStatus.DONE);
      assertThat(over.progress().counts().read()).isEqualTo(ROWS);
      try (var refused = engine.uploads().refusedRows(over)) {
        assertThat(new String(refused.readAllBytes(), StandardCharsets.UTF_8))
            .contains("row-7,many")
            .hasLineCount(2);
      }
      any = true;
    }
    if (any) {
      for (int i = 0; i < ROWS; i++) {
        assertThat(population.knows(UserId.of("row-" + i))).as("row %d", i).isEqualTo(i != 7);
      }
      Upload latest =
          engine.uploads().list(place).stream()
              .filter(one -> engine.uploads().whyNotUndoable(one).isEmpty())
              .findFirst()
              .orElseThrow();
      assertThat(ended(engine, engine.uploads().undo(latest, "somebody")).status())
          .isEqualTo(UploadStatus.DONE);
    }
  }
}
