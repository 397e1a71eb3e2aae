package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The checkpoints of a log: images of what its records amount to, up to a position. Each is a file
/// that is whole or not there; its name is the position.
public final class Checkpoints {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final Path directory;
  private final Disk disk;
  private final long identity;

  /// Those that were found damaged: they count for nothing, and go with the next whole one.
  private final Set<Path> damaged = ConcurrentHashMap.newKeySet();

  private Checkpoints(Path directory, Disk disk, long identity) {
    this.directory = directory;
    this.disk = disk;
    this.identity = identity;
  }

  /// Opens the directory, and makes it if it is missing. Unfinished checkpoints are deleted.
  ///
  /// @param identity of the log, see [Log#identity]
  public static Checkpoints open(Path directory, Disk disk, long identity) throws IOException {
    disk.createDirectories(directory);
    for (Path path : disk.list(directory)) {
      if (path.toString().endsWith(CheckpointFormat.SUFFIX + CheckpointFormat.UNFINISHED)) {
        LOG.info("deleting {}, an unfinished checkpoint", path);
        disk.delete(path);
      }
    }
    return new Checkpoints(directory, disk, identity);
  }

  /// Begins a checkpoint.
  ///
  /// @param position all effects of records before it will be in the image; those behind it may be
  public CheckpointWriter begin(long position, Pace pace) throws IOException {
    return new CheckpointWriter(
        CheckpointFormat.path(directory, position), identity, position, disk, pace);
  }

  /// The newest checkpoint of which every byte is right. Others are passed over with a warning.
  ///
  /// @throws UnsupportedFormatException if a newer version wrote one, or one is of another log
  public Optional<CheckpointReader> newestWhole() throws IOException {
    for (Path path : newestFirst()) {
      try {
        CheckpointReader reader = CheckpointReader.open(path, disk);
        try {
          if (reader.identity() != identity) {
            throw new UnsupportedFormatException(path + " belongs to another log");
          }
          verify(reader);
          return Optional.of(reader);
        } catch (IOException | RuntimeException e) {
          reader.close();
          throw e;
        }
      } catch (CorruptCheckpointException e) {
        LOG.warn("passing over a checkpoint: {}", e.getMessage());
        damaged.add(path);
      }
    }
    return Optional.empty();
  }

  /// The checkpoint of a position. Whoever reads a section of it finds out whether that is whole.
  ///
  /// @return empty if there is none
  /// @throws UnsupportedFormatException if a newer version wrote it, or it is of another log
  public Optional<CheckpointReader> read(long position) throws IOException {
    Path path = CheckpointFormat.path(directory, position);
    if (!disk.list(directory).contains(path)) {
      return Optional.empty();
    }
    CheckpointReader reader = CheckpointReader.open(path, disk);
    if (reader.identity() != identity) {
      reader.close();
      throw new UnsupportedFormatException(path + " belongs to another log");
    }
    return Optional.of(reader);
  }

  /// Deletes all but some.
  ///
  /// @param positions of those that stay
  public void keepOnly(Set<Long> positions) throws IOException {
    for (Path path : newestFirst()) {
      if (!positions.contains(CheckpointFormat.positionOf(path))) {
        disk.delete(path);
      }
    }
    disk.syncDirectory(directory);
  }

  /// Deletes all but the newest ones, and those that were found damaged. Called when a whole one
  /// has just been written.
  ///
  /// @param count how many stay, at least one
  public void keepNewest(int count) throws IOException {
    if (count < 1) {
      throw new IllegalArgumentException("at least one checkpoint stays");
    }
    for (Path path : damaged) {
      disk.delete(path);
    }
    damaged.clear();
    List<Path> paths = newestFirst();
    for (Path path : paths.subList(Math.min(count, paths.size()), paths.size())) {
      disk.delete(path);
    }
    disk.syncDirectory(directory);
  }

  /// The positions of the checkpoints that are there and were not found damaged, the newest first.
  public List<Long> positions() throws IOException {
    return newestFirst().stream()
        .filter(path -> !damaged.contains(path))
        .map(CheckpointFormat::positionOf)
        .toList();
  }

  private List<Path> newestFirst() throws IOException {
    return disk.list(directory).stream()
        .filter(path -> CheckpointFormat.positionOf(path) >= 0)
        .sorted(Comparator.comparingLong(CheckpointFormat::positionOf).reversed())
        .toList();
  }

  /// Reads all of a checkpoint on several cores.
  static void verify(CheckpointReader reader) throws IOException {
    int parts = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
    List<List<CheckpointSection>> shares = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      shares.add(new ArrayList<>());
    }
    int next = 0;
    for (CheckpointSection section : reader.sections()) {
      shares.get(next++ % parts).add(section);
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(parts)) {
      List<Future<?>> checks = new ArrayList<>();
      for (List<CheckpointSection> share : shares) {
        checks.add(
            executor.submit(() -> {
              ByteBuffer chunk = ByteBuffer.allocateDirect(CheckpointFormat.CHUNK_BYTES);
              reader.verify(chunk, share);
              return null;
            }));
      }
      for (Future<?> check : checks) {
        await(check);
      }
    }
  }

  private static void await(Future<?> check) throws IOException {
    try {
      check.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case CorruptCheckpointException corrupt -> throw corrupt;
        case null, default -> throw new IOException("cannot read a checkpoint", e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading a checkpoint", e);
    }
  }
}
