package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.activity.Activity;
import dev.muster.activity.Day;
import dev.muster.pageload.ActivityBatch.Load;
import dev.muster.population.UserId;
import dev.muster.storage.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Days of activity beside the checkpoints, over reopenings.
class EngineActivityTest {

  private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

  @TempDir Path data;

  private static void know(Engine engine, String... users) {
    for (String user : users) {
      EngineWorld.submit(
              engine, EngineWorld.accepted(engine, user, START, EngineWorld.plan(engine, user)))
          .join();
    }
  }

  private static void see(Engine engine, String user, Instant at, String page) {
    engine
        .activity()
        .seen(
            EngineWorld.production(engine).id(),
            UserId.of(user),
            new Load(at.toEpochMilli(), page, List.of()));
    engine.flushActivity();
  }

  private static Activity activity(Engine engine) {
    return engine.activityOf(EngineWorld.production(engine).id());
  }

  private static List<Long> loads(Engine engine) {
    return activity(engine).days().values().stream().map(Day::loads).toList();
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("activity"))) {
      return files.collect(Collectors.toSet());
    }
  }

  private static Instant day(int later) {
    return START.plus(Duration.ofDays(later));
  }

  @Test
  void aDayThatHasPassedIsWrittenOnceAndReadAgain() throws IOException {
    EngineOptions options = EngineWorld.options(data);
    Set<Path> first;
    try (Engine engine = EngineWorld.open(options)) {
      EngineWorld.found(engine);
      know(engine, "ann", "bob");
      see(engine, "ann", day(0), "/a");
      see(engine, "ann", day(0), "/b");
      engine.checkpoint();
      first = files();
      assertThat(first).hasSize(1);
      see(engine, "bob", day(1), "/a");
      engine.checkpoint();
      assertThat(files()).hasSize(2).containsAll(first);
    }
    try (Engine engine = EngineWorld.open(options)) {
      assertThat(loads(engine)).containsExactly(2L, 1L);
      see(engine, "bob", day(1).plusSeconds(60), "/a");
      engine.checkpoint();
      assertThat(files()).containsAll(first);
      see(engine, "bob", day(2), "/a");
      engine.checkpoint();
      see(engine, "bob", day(2).plusSeconds(60), "/a");
      engine.checkpoint();
      // The first day, the second, and the third as each of two checkpoints has it.
      assertThat(files()).hasSize(4).containsAll(first);
    }
    try (Engine engine = EngineWorld.open(options)) {
      assertThat(loads(engine)).containsExactly(2L, 2L, 2L);
    }
  }

  @Test
  void anErasedUserIsInNoDayAlsoAfterAStart() throws IOException {
    EngineOptions options = EngineWorld.options(data);
    try (Engine engine = EngineWorld.open(options)) {
      EngineWorld.found(engine);
      know(engine, "ann", "bob");
      see(engine, "ann", day(0), "/a");
      see(engine, "bob", day(0), "/a");
      engine.checkpoint();
      engine.erase(EngineWorld.production(engine).id(), UserId.of("ann"));
      assertThat(loads(engine)).containsExactly(1L);
    }
    try (Engine engine = EngineWorld.open(options)) {
      assertThat(loads(engine)).containsExactly(1L);
      engine.checkpoint();
    }
    try (Engine engine = EngineWorld.open(options)) {
      assertThat(loads(engine)).containsExactly(1L);
    }
  }

  /// The rows of users are written last, and may be of a later moment than the days.
  @Test
  void whoIsErasedWhileACheckpointIsWrittenIsInNoDayAfterAStart() throws IOException {
    EngineOptions options = EngineWorld.options(data);
    AtomicReference<Runnable> first = new AtomicReference<>(() -> {});
    try (Engine engine = EngineWorld.open(options, whenACheckpointBegins(first))) {
      EngineWorld.found(engine);
      know(engine, "ann", "bob");
      see(engine, "ann", day(0), "/a");
      see(engine, "bob", day(0), "/a");
      first.set(() -> {
        try {
          engine.erase(EngineWorld.production(engine).id(), UserId.of("ann"));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      engine.checkpoint();
      assertThat(loads(engine)).containsExactly(1L);
    }
    try (Engine engine = EngineWorld.open(options)) {
      assertThat(loads(engine)).containsExactly(1L);
    }
  }

  /// A disk that does something once, when a file of a checkpoint is made.
  private static Disk whenACheckpointBegins(AtomicReference<Runnable> first) {
    Disk real = Disk.real();
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (_, method, arguments) -> {
              if (method.getName().equals("create")
                  && String.valueOf(arguments[0]).contains("checkpoint")) {
                first.getAndSet(() -> {}).run();
              }
              return method.invoke(real, arguments);
            });
  }

  @Test
  void daysThatAreTooOldGo() throws IOException {
    EngineOptions options = EngineWorld.options(data).withActivityDays(31);
    try (Engine engine = EngineWorld.open(options)) {
      EngineWorld.found(engine);
      know(engine, "ann");
      see(engine, "ann", day(0), "/old");
      see(engine, "ann", day(30), "/new");
      assertThat(loads(engine)).containsExactly(1L, 1L);
      see(engine, "ann", day(31), "/new");
      assertThat(loads(engine)).containsExactly(1L, 1L);
      assertThat(activity(engine).days().firstKey()).isEqualTo(EngineWorld.day(engine, day(30)));
      assertThat(activity(engine).pages().key("/old")).isEmpty();
      assertThat(activity(engine).pages().key("/new")).isPresent();
    }
  }

  @Test
  void aDamagedFileIsNamedAndCanBeGoneWithout() throws IOException {
    EngineOptions options = EngineWorld.options(data);
    try (Engine engine = EngineWorld.open(options)) {
      EngineWorld.found(engine);
      know(engine, "ann");
      see(engine, "ann", day(0), "/a");
      engine.checkpoint();
      see(engine, "ann", day(1), "/a");
      engine.checkpoint();
    }
    Path oldest = files().stream().sorted().findFirst().orElseThrow();
    try (FileChannel channel = FileChannel.open(oldest, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 60);
    }
    assertThatThrownBy(() -> EngineWorld.open(options).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(oldest.getFileName().toString())
        .hasMessageContaining("delete it to start without");
    Files.delete(oldest);
    try (Engine engine = EngineWorld.open(options)) {
      assertThat(loads(engine)).containsExactly(1L);
      assertThat(activity(engine).days().firstKey()).isEqualTo(EngineWorld.day(engine, day(1)));
    }
  }
}
