package dev.muster.embedded;

import dev.muster.attribute.Attribute;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.CatalogJson;
import dev.muster.catalog.Environment;
import dev.muster.catalog.SealedSecrets;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.UnreadableCatalogException;
import dev.muster.population.ImageSource;
import dev.muster.population.Population;
import dev.muster.storage.CheckpointReader;
import dev.muster.storage.Checkpoints;
import dev.muster.storage.DataDirectory;
import dev.muster.storage.Disk;
import dev.muster.storage.Hold;
import dev.muster.storage.KeptBytes;
import dev.muster.storage.Log;
import dev.muster.storage.LogMeter;
import dev.muster.storage.LogOptions;
import dev.muster.storage.UnsupportedFormatException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One start of the engine: from a directory to its state as of the last durable record.
final class EngineStart {

  private static final Logger LOG = LoggerFactory.getLogger(EngineStart.class);

  private final EngineOptions options;
  private final Disk disk;
  private final LogMeter meter;
  private final StartProgress progress;

  EngineStart(EngineOptions options, Disk disk, LogMeter meter, StartProgress progress) {
    this.options = options;
    this.disk = disk;
    this.meter = meter;
    this.progress = progress;
  }

  /// What a checkpoint held.
  private record Image(long position, EngineState state, TimeMarks marks, ActivityFiles activity) {}

  Engine open() throws IOException {
    DataDirectory directory = DataDirectory.open(options.data());
    try {
      Hold.clearLeft(options.data());
      return open(directory);
    } catch (IOException | RuntimeException failed) {
      directory.close();
      throw failed;
    }
  }

  private Engine open(DataDirectory directory) throws IOException {
    LogOptions kept =
        LogOptions.in(directory.log())
            .withRecordBytesMax(Math.min(32 << 20, options.segmentBytes() / 2))
            .withSegmentBytes(options.segmentBytes())
            .withQueue(options.queueMax(), 64 << 20);
    Log log = Log.open(kept, disk, meter);
    try {
      // Before the log is replayed, which may take long.
      Checkpoints checkpoints = Checkpoints.open(directory.checkpoints(), disk, log.identity());
      boolean anew =
          log.firstPosition() == log.durablePosition() && checkpoints.positions().isEmpty();
      SecretBox secrets = SecretKeyFile.open(options.secretKey(), options.data(), anew);
      KeptBytes payloads =
          KeptBytes.open(
              directory.payloads(),
              disk,
              options.payloads(),
              new PayloadSealing(secrets),
              options.clock());
      try {
        return open(directory, log, checkpoints, payloads, secrets);
      } catch (IOException | RuntimeException failed) {
        payloads.close();
        throw failed;
      }
    } catch (IOException | RuntimeException failed) {
      log.close();
      throw failed;
    }
  }

  private Engine open(
      DataDirectory directory,
      Log log,
      Checkpoints checkpoints,
      KeptBytes payloads,
      SecretBox secrets)
      throws IOException {
    long began = System.nanoTime();
    AuditTrail audit = AuditTrail.open(directory.audit(), disk);
    try {
      return open(directory, log, checkpoints, audit, payloads, secrets, began);
    } catch (IOException | RuntimeException failed) {
      audit.close();
      throw failed;
    }
  }

  private Engine open(
      DataDirectory directory,
      Log log,
      Checkpoints checkpoints,
      AuditTrail audit,
      KeptBytes payloads,
      SecretBox secrets,
      long began)
      throws IOException {
    Image image =
        image(
            checkpoints,
            audit,
            payloads,
            new ActivityFiles(Checkpoints.open(directory.activity(), disk, log.identity())));
    image.state.activity().start();
    try {
      return open(directory, log, checkpoints, audit, secrets, image, began);
    } catch (IOException | RuntimeException failed) {
      image.state.activity().close();
      throw failed;
    }
  }

  private Engine open(
      DataDirectory directory,
      Log log,
      Checkpoints checkpoints,
      AuditTrail audit,
      SecretBox secrets,
      Image image,
      long began)
      throws IOException {
    long records = replay(log, image);
    KeyMark.check(
        options.data(), options.secretKey(), SealedSecrets.of(image.state.catalog(), secrets));
    audit.write();
    LOG.info(
        "started from position {} and {} records of the log in {} ms",
        image.position,
        records,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    Checkpointer checkpointer =
        new Checkpointer(
            options, log, checkpoints, image.state, image.activity, image.marks, Clock.systemUTC());
    Engine engine = new Engine(directory, log, image.state, checkpointer, secrets, options);
    engine.start();
    return engine;
  }

  /// @return how many records there were
  private long replay(Log log, Image image) throws IOException {
    try (StateReplay replay = new StateReplay(image.state, progress)) {
      log.replay(image.position, replay);
      replay.finish();
      image.state.replayed();
      image.state.activity().await();
      return replay.records();
    }
  }

  private Image image(
      Checkpoints checkpoints, AuditTrail audit, KeptBytes payloads, ActivityFiles activity)
      throws IOException {
    Optional<CheckpointReader> newest = checkpoints.newestWhole();
    if (newest.isEmpty()) {
      EngineState state = new EngineState(Catalog.EMPTY, audit, payloads, options.keeping());
      return new Image(0, state, new TimeMarks(), activity);
    }
    try (CheckpointReader reader = newest.get()) {
      return new Image(
          reader.position(),
          state(reader, audit, payloads, activity),
          TimeMarks.of(reader.get(Sections.TIMES)),
          activity);
    } catch (UnreadableCatalogException unreadable) {
      throw new UnsupportedFormatException(newest.get().path() + ": " + unreadable.getMessage());
    }
  }

  private EngineState state(
      CheckpointReader reader, AuditTrail audit, KeptBytes payloads, ActivityFiles activity)
      throws IOException {
    Catalog catalog = CatalogJson.read(bytes(reader.get(Sections.CATALOG)));
    EngineState state = new EngineState(catalog, audit, payloads, options.keeping());
    // Checkpoints from before there was activity have no such section.
    if (reader.names().contains(Sections.ACTIVITY)) {
      activity
          .read(reader.position(), reader.get(Sections.ACTIVITY))
          .forEach(state.activity()::restore);
    }
    Sections.heads(reader.get(Sections.HEADS))
        .forEach((chain, position) -> state.heads().head(chain).commit(position));
    // Checkpoints from before there were sizes have no such section.
    if (reader.names().contains(Sections.SIZES)) {
      state.sizes().restore(reader.get(Sections.SIZES));
    }
    readLater(reader, Sections.TALLIES, bytes -> state.tallies().read(bytes(bytes)));
    readLater(reader, Sections.ERASURES, state.erasures()::read);
    readLater(reader, Sections.REPLAYS, state.replays()::read);
    readLater(reader, Sections.SENDER_IDS, state.senderIds()::read);
    readLater(reader, Sections.OUTGOING, bytes -> state.outgoing().read(bytes(bytes)));
    readLater(reader, Sections.UPLOADS, state.uploads()::read);
    int environments =
        catalog.systems().values().stream().mapToInt(s -> s.environments().size()).sum();
    int done = 0;
    for (SystemDefinition system : catalog.systems().values()) {
      List<Attribute> attributes = system.attributes();
      for (Environment environment : system.environments()) {
        ImageSource image = new SectionImage(reader, Sections.population(environment.id()));
        state.restore(environment.id(), Population.readImage(image, attributes));
        progress.reached(StartProgress.Phase.LOADING, ++done, environments);
      }
    }
    return state;
  }

  /// Reads a section that checkpoints of older versions do not have.
  private static void readLater(CheckpointReader reader, String name, Consumer<ByteBuffer> read)
      throws IOException {
    if (!reader.names().contains(name)) {
      return;
    }
    try {
      read.accept(reader.get(name));
    } catch (IllegalStateException | BufferUnderflowException unreadable) {
      throw new UnsupportedFormatException(
          reader.path() + ": section " + name + ": " + unreadable.getMessage());
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
