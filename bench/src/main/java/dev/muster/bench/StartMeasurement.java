package dev.muster.bench;

import dev.muster.attribute.Attribute;
import dev.muster.bench.process.Child;
import dev.muster.catalog.Actor;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationForm;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Role;
import dev.muster.catalog.SystemForm;
import dev.muster.embedded.Engine;
import dev.muster.embedded.EngineOptions;
import dev.muster.embedded.StartProgress;
import dev.muster.intake.Delivery;
import dev.muster.intake.Journal;
import dev.muster.intake.Outcome;
import dev.muster.population.Update;
import dev.muster.storage.LogMeter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// How long a server takes from its command to its ready line, with users in a checkpoint and
/// updates in the log behind it; and what both take on disk.
final class StartMeasurement implements Measurement {
  private static final double START_SECONDS_MAX = 8;
  private static final int IN_FLIGHT = 10_000;
  private static final Actor BENCH = new Actor("bench", Role.ADMIN, "127.0.0.1");

  @Override
  public List<Figure> measure(Scale scale, Path scratch) throws IOException, InterruptedException {
    Path data = scratch.resolve("start");
    long logBytesPerUpdate = fill(data, scale);
    List<Figure> figures = new ArrayList<>();
    Samples seconds = new Samples();
    Samples resident = new Samples();
    for (int i = 0; i < scale.starts(); i++) {
      try (Child server = Servers.muster(scratch, "start", "--checkpoint-every", "999d")) {
        seconds.add(server.startTime().toNanos() / 1e9);
        resident.add(server.residentBytes() / 1e6);
      }
      System.out.printf(Locale.ROOT, "  start %d: %s s%n", i + 1, seconds.words("%.1f"));
    }
    figures.add(
        Figure.atMost(
            START_SECONDS_MAX,
            "s",
            String.format(
                Locale.ROOT,
                "start with %,d users in a checkpoint and %,d updates in the log",
                scale.startUsers(),
                scale.startUpdates()),
            seconds.median(),
            seconds.words("%.1f") + " s"));
    figures.add(Figure.of("  memory of the process then", resident.words("%,.0f") + " MB"));
    figures.add(
        Figure.of(
            "disk a user, in a checkpoint",
            String.format(
                Locale.ROOT, "%.1f bytes", (double) checkpoint(data) / scale.startUsers())));
    figures.add(
        Figure.of("disk an update of 8 properties, in the log", logBytesPerUpdate + " bytes"));
    return figures;
  }

  /// @return bytes of log an update
  private static long fill(Path data, Scale scale) throws IOException, InterruptedException {
    EngineOptions options =
        EngineOptions.in(data)
            .withCheckpoints(
                new EngineOptions.Checkpointing(Duration.ofDays(999), 1L << 40, 1L << 40))
            .withDeliveries(new EngineOptions.Retention(Duration.ofSeconds(1), 0));
    try (Engine engine = Engine.open(options, LogMeter.NONE, StartProgress.NONE)) {
      Filling filling = new Filling(engine);
      GeneratedUsers generated = new GeneratedUsers(0);
      for (long user = 0; user < scale.startUsers(); user++) {
        filling.submit(generated, user);
      }
      filling.await();
      long before = engine.log().durablePosition();
      engine.checkpoint();
      GeneratedUsers changed = new GeneratedUsers(1);
      for (long i = 0; i < scale.startUpdates(); i++) {
        filling.submit(changed, i * 618_971 % scale.startUsers());
      }
      filling.await();
      return (engine.log().durablePosition() - before) / scale.startUpdates();
    }
  }

  /// Deliveries of generated users, so many at a time.
  private static final class Filling {
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final Engine engine;
    private final Crm crm;
    private final int environmentId;
    private final int integrationId;

    Filling(Engine engine) {
      this.engine = engine;
      engine
          .catalog()
          .systems()
          .create(BENCH, new SystemForm("bench", "Bench", "UTC", OptionalInt.empty()));
      List<IntegrationForm.PropertyForm> properties = new ArrayList<>();
      for (Attribute attribute : Crm.alone().attributes()) {
        properties.add(
            new IntegrationForm.PropertyForm(attribute.name(), attribute.name(), attribute.type()));
      }
      Integration made =
          engine
              .catalog()
              .integrations()
              .create(
                  BENCH,
                  "bench",
                  new IntegrationForm("crm", "CRM", IntegrationKind.API, "email", properties));
      this.crm = new Crm(made.attributes());
      this.integrationId = made.id();
      this.environmentId =
          engine.catalog().current().system("bench").orElseThrow().environments().getFirst().id();
    }

    void submit(GeneratedUsers users, long user) throws InterruptedException {
      room.acquire();
      Update update = crm.update(users, user);
      Delivery delivery =
          new Delivery(
              Instant.ofEpochMilli(System.currentTimeMillis()),
              environmentId,
              integrationId,
              Outcome.ACCEPTED,
              Optional.of(update),
              Optional.of(update.user().toString()),
              List.of(),
              Optional.empty(),
              1_500,
              "127.0.0.1");
      engine.submit(
          delivery,
          new Journal.Confirmation() {
            @Override
            public void recorded(String deliveryId, dev.muster.intake.Delivery as) {
              room.release();
            }

            @Override
            public void unavailable(String why) {
              throw new IllegalStateException(why);
            }
          });
    }

    void await() throws InterruptedException {
      room.acquire(IN_FLIGHT);
      room.release(IN_FLIGHT);
    }
  }

  private static long checkpoint(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("checkpoints"))) {
      return files.mapToLong(StartMeasurement::size).max().orElseThrow();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
