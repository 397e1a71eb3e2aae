package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.attribute.PlainValues;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationForm;
import dev.muster.catalog.IntegrationForm.PropertyForm;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.SegmentForm;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionJson;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import dev.muster.upload.ColumnCounts;
import dev.muster.upload.FormatWishes;
import dev.muster.upload.Receiving;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadCounts;
import dev.muster.upload.UploadMode;
import dev.muster.upload.UploadPlace;
import dev.muster.upload.UploadStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds uploads of every mode to a naive account, among deliveries, erasures, checkpoints and
/// reopenings.
class UploadLawsTest {

  private static final int USERS = 12;

  @TempDir Path data;

  private static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  /// What a user should be.
  private static final class Expected {
    private TreeMap<String, String> fromFiles = new TreeMap<>();
    private boolean delivered;
    private String delivery = "";

    Expected copy() {
      Expected copy = new Expected();
      copy.fromFiles = new TreeMap<>(fromFiles);
      copy.delivered = delivered;
      copy.delivery = delivery;
      return copy;
    }
  }

  /// An upload that can be taken back.
  ///
  /// @param before by user, empty for one who was not known
  private record Done(String id, Map<String, Optional<TreeMap<String, String>>> before) {}

  /// What an upload should count.
  private static final class Counting {
    private long read;
    private long taken;
    private long partial;
    private long refused;
    private long duplicates;
    private long added;
    private long changed;
    private long unchanged;
    private long cleared;

    /// By column: cells with a value, without one, and with one that is refused.
    private final long[][] cells = new long[2][3];

    List<ColumnCounts> columns(Integration integration) {
      List<ColumnCounts> columns = new ArrayList<>();
      for (int i = 0; i < cells.length; i++) {
        columns.add(
            new ColumnCounts(
                integration.properties().get(i).attributeId(),
                integration.properties().get(i).path(),
                cells[i][0],
                cells[i][1],
                cells[i][2]));
      }
      return columns;
    }

    UploadCounts now() {
      return new UploadCounts(
          read, taken, partial, refused, duplicates, added, changed, unchanged, cleared, 0);
    }
  }

  private final Map<String, Expected> users = new TreeMap<>();
  private final Deque<Done> undoable = new ArrayDeque<>();

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void uploadsAreWhatTheirFilesSay(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    EngineOptions options = EngineWorld.options(data.resolve("d" + seed));
    Engine engine = EngineWorld.open(options);
    EngineWorld.found(engine);
    engine.catalog().integrations().create(EngineWorld.ADMIN, "shop", list());
    engine.catalog().segments().create(EngineWorld.ADMIN, "shop", segment());
    engine.catalog().publications().publish(EngineWorld.ADMIN, "shop", "production", "");
    for (int step = 0; step < 14; step++) {
      switch (random.nextInt(8)) {
        case 0 -> deliver(engine, "u" + random.nextInt(USERS));
        case 1 -> erase(engine, "u" + random.nextInt(USERS));
        case 2 -> undo(engine);
        case 3 -> engine.checkpoint();
        case 4 -> {
          engine.close();
          engine = EngineWorld.open(options);
        }
        default -> upload(engine, random);
      }
      check(engine);
    }
    engine.close();
  }

  private static IntegrationForm list() {
    return new IntegrationForm(
        "list",
        "List",
        IntegrationKind.CSV,
        "id",
        List.of(
            new PropertyForm("plan", "plan", AttributeType.STRING),
            new PropertyForm("seats", "seats", AttributeType.NUMBER)));
  }

  private static SegmentForm segment() throws Exception {
    Condition condition =
        ConditionJson.read(
            JsonMapper.builder()
                .build()
                .readTree(
                    "{\"combinator\":\"and\",\"rules\":"
                        + "[{\"field\":\"list.plan\",\"operator\":\"=\",\"value\":\"a\"}]}"));
    return new SegmentForm("as", "As", "", condition);
  }

  private static Integration integration(Engine engine) {
    return system(engine).integration("list").orElseThrow();
  }

  private static SystemDefinition system(Engine engine) {
    return engine.catalog().current().system("shop").orElseThrow();
  }

  private void deliver(Engine engine, String user) {
    String plan = "crm " + user;
    EngineWorld.submit(
            engine,
            EngineWorld.accepted(engine, user, Instant.now(), EngineWorld.plan(engine, plan)))
        .join();
    Expected expected = users.computeIfAbsent(user, _ -> new Expected());
    expected.delivered = true;
    expected.delivery = plan;
  }

  private void erase(Engine engine, String user) throws Exception {
    engine.erase(EngineWorld.production(engine).id(), UserId.of(user));
    users.remove(user);
    undoable.forEach(done -> done.before.remove(user));
  }

  private void undo(Engine engine) throws Exception {
    if (undoable.isEmpty()) {
      return;
    }
    Done done = undoable.pop();
    Upload upload = engine.uploads().find(integration(engine).id(), done.id).orElseThrow();
    Upload undo = ended(engine, engine.uploads().undo(upload, "somebody"));
    assertThat(undo.status()).isEqualTo(UploadStatus.DONE);
    done.before.forEach((user, before) -> {
      Expected now = users.get(user);
      if (now == null) {
        return;
      }
      if (before.isEmpty() && !now.delivered) {
        users.remove(user);
      } else {
        now.fromFiles = before.map(TreeMap::new).orElseGet(TreeMap::new);
      }
    });
    Upload now = engine.uploads().find(integration(engine).id(), done.id).orElseThrow();
    assertThat(engine.uploads().whyNotUndoable(now)).isPresent();
  }

  private void upload(Engine engine, SplittableRandom random) throws Exception {
    UploadMode[] modes = {
      UploadMode.MERGE, UploadMode.REPLACE, UploadMode.DRY_RUN, UploadMode.DRY_RUN_REPLACE
    };
    UploadMode mode = modes[random.nextInt(modes.length)];
    Map<String, Expected> before = new TreeMap<>();
    users.forEach((id, user) -> before.put(id, user.copy()));
    Map<String, Expected> after = new TreeMap<>();
    users.forEach((id, user) -> after.put(id, user.copy()));
    TreeSet<String> inFile = new TreeSet<>();
    TreeSet<String> taken = new TreeSet<>();
    Map<String, Boolean> changed = new HashMap<>();
    Counting counts = new Counting();
    StringBuilder file = new StringBuilder("id,plan,seats\n");
    int rows = random.nextInt(1, 14);
    for (int i = 0; i < rows; i++) {
      String id = random.nextInt(8) == 0 ? "" : "u" + random.nextInt(USERS);
      String plan = List.of("", "a", "b").get(random.nextInt(3));
      String seats = List.of("", "1", "2", "many").get(random.nextInt(4));
      boolean ragged = random.nextInt(10) == 0;
      file.append(id).append(',').append(plan);
      file.append(ragged ? "\n" : "," + seats + "\n");
      if (id.isEmpty() && plan.isEmpty() && (ragged || seats.isEmpty())) {
        continue;
      }
      counts.read++;
      if (ragged || id.isEmpty()) {
        counts.refused++;
        if (!id.isEmpty()) {
          // Whom a row is likely about a replace takes nothing from.
          inFile.add(id);
        }
        continue;
      }
      inFile.add(id);
      counts.cells[0][plan.isEmpty() ? 1 : 0]++;
      counts.cells[1][seats.isEmpty() ? 1 : seats.equals("many") ? 2 : 0]++;
      counts.taken++;
      counts.partial += seats.equals("many") ? 1 : 0;
      counts.duplicates += taken.add(id) ? 0 : 1;
      TreeMap<String, String> stored =
          before.containsKey(id) ? before.get(id).fromFiles : new TreeMap<>();
      Expected user = after.computeIfAbsent(id, _ -> new Expected());
      boolean differs = set(user, stored, "plan", plan);
      if (!seats.equals("many")) {
        differs |= set(user, stored, "seats", seats);
      }
      changed.merge(id, differs, Boolean::logicalOr);
    }
    for (String id : taken) {
      if (!before.containsKey(id)) {
        counts.added++;
      } else if (changed.getOrDefault(id, false)) {
        counts.changed++;
      } else {
        counts.unchanged++;
      }
    }
    if (mode.replaces() && counts.taken > 0) {
      for (Map.Entry<String, Expected> one : after.entrySet()) {
        if (!inFile.contains(one.getKey()) && !one.getValue().fromFiles.isEmpty()) {
          counts.cleared++;
          one.getValue().fromFiles.clear();
        }
      }
    }
    Upload upload = ended(engine, send(engine, mode, file.toString()));
    boolean nothing = mode == UploadMode.REPLACE && counts.taken == 0;
    assertThat(upload.status())
        .as("%s %s", upload.reason(), file)
        .isEqualTo(nothing ? UploadStatus.FAILED : UploadStatus.DONE);
    assertThat(upload.progress().counts()).as(mode + "\n" + file).isEqualTo(counts.now());
    assertThat(upload.columns()).as(file.toString()).isEqualTo(counts.columns(integration(engine)));
    if (mode.isDry()) {
      checkShift(upload, before, after);
      return;
    }
    users.clear();
    users.putAll(after);
    Map<String, Optional<TreeMap<String, String>>> undo = new TreeMap<>();
    after.forEach((id, user) -> {
      if (!before.containsKey(id)) {
        undo.put(id, Optional.empty());
      } else if (taken.contains(id) || !before.get(id).fromFiles.equals(user.fromFiles)) {
        undo.put(id, Optional.of(before.get(id).fromFiles));
      }
    });
    UploadCounts did = upload.progress().counts();
    boolean isUndoable = did.added() + did.changed() + did.cleared() > 0;
    assertThat(engine.uploads().whyNotUndoable(upload).isEmpty()).isEqualTo(isUndoable);
    if (isUndoable) {
      undoable.push(new Done(upload.id(), undo));
    }
  }

  private static boolean set(
      Expected user, Map<String, String> stored, String attribute, String value) {
    if (value.isEmpty()) {
      user.fromFiles.remove(attribute);
      return stored.containsKey(attribute);
    }
    user.fromFiles.put(attribute, value);
    return !value.equals(stored.get(attribute));
  }

  private static void checkShift(
      Upload upload, Map<String, Expected> before, Map<String, Expected> after) {
    long entering =
        after.keySet().stream().filter(id -> !isA(before, id) && isA(after, id)).count();
    long leaving = after.keySet().stream().filter(id -> isA(before, id) && !isA(after, id)).count();
    assertThat(upload.segments().orElseThrow().getFirst().entering()).isEqualTo(entering);
    assertThat(upload.segments().orElseThrow().getFirst().leaving()).isEqualTo(leaving);
  }

  private static boolean isA(Map<String, Expected> users, String id) {
    return users.containsKey(id) && "a".equals(users.get(id).fromFiles.get("plan"));
  }

  private static Upload send(Engine engine, UploadMode mode, String file) throws Exception {
    UploadPlace place =
        new UploadPlace(system(engine), integration(engine), EngineWorld.production(engine));
    Upload upload =
        engine
            .uploads()
            .begin(
                place,
                mode,
                Optional.of("file.csv"),
                "somebody",
                Optional.empty(),
                FormatWishes.NONE,
                OptionalLong.empty());
    try (Receiving part = engine.uploads().receive(upload, 0)) {
      part.write(ByteBuffer.wrap(file.getBytes(StandardCharsets.UTF_8)));
      return part.finish(true);
    }
  }

  private static Upload ended(Engine engine, Upload upload) throws InterruptedException {
    for (int tries = 0; tries < 6_000; tries++) {
      Upload now = engine.uploads().find(upload.integrationId(), upload.id()).orElseThrow();
      if (now.status().isOver()) {
        return now;
      }
      Thread.sleep(2);
    }
    throw new AssertionError("upload " + upload.id() + " does not end");
  }

  private void check(Engine engine) {
    Population population = engine.population(EngineWorld.production(engine).id()).orElseThrow();
    List<String> known = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      Optional<UserState> state = population.user(UserId.of("u" + i));
      Expected expected = users.get("u" + i);
      assertThat(state.isPresent()).as("u" + i).isEqualTo(expected != null);
      if (state.isPresent() && expected != null) {
        known.add("u" + i);
        assertThat(values(engine, state.get(), "list")).as("u" + i).isEqualTo(expected.fromFiles);
        assertThat(values(engine, state.get(), "crm").getOrDefault("plan", ""))
            .isEqualTo(expected.delivery);
      }
    }
    assertThat(population.size()).isEqualTo(known.size());
  }

  private static Map<String, String> values(Engine engine, UserState state, String integration) {
    Map<String, String> values = new TreeMap<>();
    for (var attribute : system(engine).integration(integration).orElseThrow().attributes()) {
      for (UserState.Held held : state.held()) {
        if (held.attributeId() == attribute.id()) {
          AttributeValue value = held.value();
          values.put(attribute.name(), PlainValues.of(value).toString());
        }
      }
    }
    return values;
  }
}
