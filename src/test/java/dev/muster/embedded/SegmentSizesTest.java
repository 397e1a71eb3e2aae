package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.SegmentForm;
import dev.muster.condition.Condition;
import dev.muster.condition.Literal;
import dev.muster.condition.Operator;
import dev.muster.embedded.SegmentSizes.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentSizesTest {

  // Later than the hours for which the engine takes samples by itself.
  private static final Instant NOON = Instant.parse("2100-05-01T12:00:00Z");

  @TempDir private Path data;

  private static void publish(Engine engine, String key, String field, String value) {
    Condition rule = new Condition.Rule(field, Operator.EQUAL, new Literal.Text(value), false);
    engine
        .catalog()
        .segments()
        .create(EngineWorld.ADMIN, "shop", new SegmentForm(key, key, "", rule));
    engine.catalog().publications().publish(EngineWorld.ADMIN, "shop", "production", "");
  }

  private static void user(Engine engine, String id) {
    EngineWorld.submit(
            engine, EngineWorld.accepted(engine, id, NOON, EngineWorld.plan(engine, "pro")))
        .join();
  }

  private static Map<String, List<Size>> sizes(Engine engine) {
    return engine
        .segmentSizes()
        .since(EngineWorld.production(engine).id(), NOON.minus(Duration.ofDays(7)));
  }

  /// Takes the sample of an hour and waits until it is durable.
  private static void sample(Engine engine, Instant at) {
    engine.sampleSegmentSizes(at);
    EngineWorld.submit(engine, EngineWorld.rejected(engine, Optional.empty(), NOON)).join();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sizesAreSampledOnceAnHourAndFoundAgainAfterAStop(boolean checkpoint) throws IOException {
    Map<String, List<Size>> before;
    try (Engine engine = EngineWorld.open(EngineWorld.options(data))) {
      EngineWorld.found(engine);
      sample(engine, NOON.minusSeconds(7_200));
      assertThat(sizes(engine)).isEmpty();
      publish(engine, "pros", "crm.plan", "pro");
      publish(engine, "home", "page.path", "/");
      user(engine, "ann");
      sample(engine, NOON.plusSeconds(1_800));
      user(engine, "bob");
      sample(engine, NOON.plusSeconds(3_599));
      sample(engine, NOON.plusSeconds(3_600));
      if (checkpoint) {
        engine.checkpoint();
      }
      user(engine, "cyd");
      sample(engine, NOON.plusSeconds(7_201));

      before = sizes(engine);
      assertThat(before)
          .isEqualTo(
              Map.of(
                  "pros",
                  List.of(
                      new Size(NOON, 1),
                      new Size(NOON.plusSeconds(3_600), 2),
                      new Size(NOON.plusSeconds(7_200), 3))));
    }
    try (Engine again = EngineWorld.open(EngineWorld.options(data))) {
      assertThat(sizes(again)).isEqualTo(before);
      sample(again, NOON.plusSeconds(10_800));
      assertThat(sizes(again).get("pros")).hasSize(4);
      again.checkpoint();
    }
    try (Engine again = EngineWorld.open(EngineWorld.options(data))) {
      assertThat(sizes(again).get("pros")).hasSize(4);
      again.catalog().environments().remove(EngineWorld.ADMIN, "shop", "test", true);
      again
          .catalog()
          .systems()
          .delete(EngineWorld.ADMIN, "shop", java.util.OptionalLong.empty(), true);
      assertThat(again.segmentSizes().since(1, Instant.EPOCH)).isEmpty();
      assertThat(again.segmentSizes().section().remaining()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasDurableAtAKillIsFoundAgain(boolean checkpoint) throws IOException {
    Path killed = data.resolve("killed");
    Path running = data.resolve("running");
    Map<String, List<Size>> before;
    try (Engine engine = EngineWorld.open(EngineWorld.options(running))) {
      EngineWorld.found(engine);
      publish(engine, "pros", "crm.plan", "pro");
      user(engine, "ann");
      sample(engine, NOON);
      if (checkpoint) {
        engine.checkpoint();
      }
      sample(engine, NOON.plusSeconds(3_600));
      before = sizes(engine);
      assertThat(before.get("pros")).hasSize(2);
      // What is on the disk while the engine runs is what a kill leaves behind.
      copy(running, killed);
    }
    try (Engine again = EngineWorld.open(EngineWorld.options(killed))) {
      assertThat(sizes(again)).isEqualTo(before);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> inside = Files.walk(from)) {
      for (Path path : inside.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  @Test
  void whatIsOlderThanNinetyDaysIsForgotten() {
    SegmentSizes sizes = new SegmentSizes(90);
    int first = SegmentSizes.hour(NOON);
    for (int hour = first; hour <= first + 90 * 24; hour++) {
      sizes.put(new SizeSample(1, hour, List.of("a"), new int[] {hour}));
    }
    List<Size> kept = sizes.since(1, Instant.EPOCH).getOrDefault("a", List.of());
    assertThat(kept).hasSize(90 * 24);
    assertThat(kept.getFirst().at()).isEqualTo(NOON.plusSeconds(3_600));
  }

  @Test
  void howManyDaysAreKeptCanBeSet() {
    SegmentSizes sizes = new SegmentSizes(7);
    for (int hour = 0; hour <= 8 * 24; hour++) {
      sizes.put(new SizeSample(1, hour, List.of("a"), new int[] {hour}));
    }
    assertThat(sizes.since(1, Instant.EPOCH).getOrDefault("a", List.of())).hasSize(7 * 24);
  }

  @Test
  void theOldestGoWhereThereAreTooMany() {
    SegmentSizes sizes = new SegmentSizes(90, 10);
    for (int hour = 0; hour < 8; hour++) {
      sizes.put(new SizeSample(1 + hour % 2, hour, List.of("a", "b"), new int[] {hour, hour}));
    }
    assertThat(sizes.since(1, Instant.EPOCH).getOrDefault("b", List.of()))
        .extracting(Size::users)
        .containsExactly(4, 6);
    assertThat(sizes.since(2, Instant.EPOCH).getOrDefault("b", List.of()))
        .extracting(Size::users)
        .containsExactly(3, 5, 7);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void samplesInAnyOrderAndMoreThanOnceGiveTheSameAlsoThroughTheirBytes(long seed)
      throws IOException {
    Random random = new Random(seed);
    SegmentSizes sizes = new SegmentSizes(90);
    TreeMap<Integer, Integer> expected = new TreeMap<>();
    List<SizeSample> samples = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int hour = random.nextInt(200);
      List<String> keys = random.nextBoolean() ? List.of("a", "größe") : List.of("größe");
      int[] users = keys.size() == 2 ? new int[] {7, hour * 3} : new int[] {hour * 3};
      samples.add(new SizeSample(5, hour, keys, users));
      expected.put(hour, hour * 3);
    }
    samples.forEach(sizes::put);
    samples.forEach(sizes::put);
    SegmentSizes read = new SegmentSizes(90);
    read.restore(sizes.section());
    for (SegmentSizes one : List.of(sizes, read)) {
      assertThat(one.since(5, Instant.EPOCH).getOrDefault("größe", List.of()))
          .extracting(Size::users)
          .containsExactlyElementsOf(expected.values());
    }
  }

  @Test
  void aSectionThatIsCutOffIsRefused() {
    SegmentSizes sizes = new SegmentSizes(90);
    sizes.put(new SizeSample(1, 1, List.of("a", "b"), new int[] {1, 2}));
    int whole = sizes.section().remaining();
    for (int cut = 1; cut < whole; cut++) {
      var section = sizes.section().limit(cut);
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> new SegmentSizes(90).restore(section))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("segment-sizes");
    }
  }
}
