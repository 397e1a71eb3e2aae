package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeValue;
import dev.muster.intake.Outcome;
import dev.muster.population.Change;
import dev.muster.storage.Disk;
import dev.muster.storage.DiskFile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the engine does when a part of it fails.
class EngineFaultsTest {

  @TempDir Path data;

  private static Disk disk(
      AtomicReference<CountDownLatch> hang,
      AtomicInteger checkpointsTried,
      boolean checkpointsFail) {
    Disk real = Disk.real();
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (_, method, arguments) -> {
              if (method.getName().equals("create")
                  && arguments[0].toString().contains("checkpoints")) {
                checkpointsTried.incrementAndGet();
                if (checkpointsFail) {
                  throw new IOException("No space left on device");
                }
              }
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              return result instanceof DiskFile file ? new Hanging(file, hang) : result;
            });
  }

  private record Hanging(DiskFile file, AtomicReference<CountDownLatch> hang) implements DiskFile {
    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return file.read(into, position);
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      file.write(from, position);
    }

    @Override
    public void force() throws IOException {
      try {
        hang.get().await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      file.force();
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private static List<String> history(Engine engine, Optional<String> user) throws IOException {
    DeliveryQuery query =
        new DeliveryQuery(
            EngineWorld.production(engine).id(),
            Set.of(EngineWorld.crm(engine).id()),
            EnumSet.of(Outcome.ACCEPTED),
            user,
            _ -> true);
    return engine.deliveries().find(query, Optional.empty(), 100).items().stream()
        .map(RecordedDelivery::id)
        .toList();
  }

  /// One delivery that cannot be written (a record of more than 4 MiB, which a raised body-max lets
  /// through) makes those before it in its group disappear from the history.
  @Test
  void anUnwritableDeliveryDoesNotHideThoseBeforeItInItsGroup()
      throws IOException, InterruptedException, ExecutionException {
    AtomicReference<CountDownLatch> hang = new AtomicReference<>(new CountDownLatch(0));
    try (Engine engine =
        EngineWorld.open(EngineWorld.options(data), disk(hang, new AtomicInteger(), false))) {
      EngineWorld.found(engine);
      Instant now = Instant.now();
      CountDownLatch latch = new CountDownLatch(1);
      hang.set(latch);
      CompletableFuture<String> zero =
          EngineWorld.submit(engine, EngineWorld.accepted(engine, "ann", now));
      Thread.sleep(200);
      CompletableFuture<String> one =
          EngineWorld.submit(engine, EngineWorld.accepted(engine, "ann", now));
      Change huge =
          new Change.Set(
              EngineWorld.attribute(engine, "plan"), new AttributeValue.Text("x".repeat(600_000)));
      CompletableFuture<String> bad =
          EngineWorld.submit(engine, EngineWorld.accepted(engine, "bob", now, huge));
      CompletableFuture<String> two =
          EngineWorld.submit(engine, EngineWorld.accepted(engine, "ann", now));
      latch.countDown();
      assertThat(bad.handle((_, failed) -> failed != null).get()).isTrue();
      List<String> all = List.of(two.get(), one.get(), zero.get());
      assertThat(history(engine, Optional.empty())).containsExactlyElementsOf(all);
      assertThat(history(engine, Optional.of("ann"))).containsExactlyElementsOf(all);
    }
  }

  /// While the disk has no room for a checkpoint, one is begun every half second.
  @Test
  void aListenerThatFailsHarmsNeitherTheLogNorOtherListeners() throws Exception {
    try (Engine engine = EngineWorld.open(EngineWorld.options(data))) {
      EngineWorld.found(engine);
      int environment = EngineWorld.production(engine).id();
      int integration = EngineWorld.crm(engine).id();
      AtomicInteger told = new AtomicInteger();
      try (var _ =
              engine
                  .feed()
                  .subscribe(
                      environment,
                      integration,
                      _ -> {
                        throw new IllegalStateException("on purpose");
                      });
          var _ = engine.feed().subscribe(environment, integration, _ -> told.incrementAndGet())) {
        for (int i = 0; i < 3; i++) {
          EngineWorld.submit(engine, EngineWorld.accepted(engine, "ann", Instant.now())).get();
        }
      }
      assertThat(told).hasValue(3);
      assertThat(engine.log().failure()).isEmpty();
    }
  }

  @Test
  void aCheckpointThatFailsIsNotTriedAgainAtOnce()
      throws IOException, InterruptedException, ExecutionException {
    AtomicReference<CountDownLatch> hang = new AtomicReference<>(new CountDownLatch(0));
    AtomicInteger tried = new AtomicInteger();
    EngineOptions options =
        EngineWorld.options(data)
            .withCheckpoints(
                new EngineOptions.Checkpointing(Duration.ofMinutes(10), 1 << 16, 100 << 20));
    try (Engine engine = EngineWorld.open(options, disk(hang, tried, true))) {
      EngineWorld.found(engine);
      for (int i = 0; i < 4_000; i++) {
        CompletableFuture<String> _ =
            EngineWorld.submit(engine, EngineWorld.accepted(engine, "user-" + i, Instant.now()));
      }
      String _ =
          EngineWorld.submit(engine, EngineWorld.accepted(engine, "last", Instant.now())).get();
      Thread.sleep(5_000);
      assertThat(tried.get()).isLessThanOrEqualTo(2);
    }
  }

  /// Of two checkpoints that are kept, a damaged one is none.
  @Test
  void aDamagedCheckpointDoesNotTakeThePlaceOfAWholeOne()
      throws IOException, ExecutionException, InterruptedException {
    EngineOptions options = EngineWorld.options(data);
    try (Engine engine = EngineWorld.open(options)) {
      EngineWorld.found(engine);
      String _ =
          EngineWorld.submit(engine, EngineWorld.accepted(engine, "ann", Instant.now())).get();
      engine.checkpoint();
      String _ =
          EngineWorld.submit(engine, EngineWorld.accepted(engine, "bob", Instant.now())).get();
      engine.checkpoint();
    }
    List<Path> both = checkpoints();
    assertThat(both).hasSize(2);
    damage(both.getLast());
    try (Engine engine = EngineWorld.open(options)) {
      String _ =
          EngineWorld.submit(engine, EngineWorld.accepted(engine, "cid", Instant.now())).get();
      engine.checkpoint();
    }
    // The first is the only other whole one: it has to be there still.
    assertThat(checkpoints()).contains(both.getFirst());
  }

  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> all = Files.list(data.resolve("checkpoints"))) {
      return all.sorted().toList();
    }
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
