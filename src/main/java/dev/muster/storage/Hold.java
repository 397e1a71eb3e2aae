package dev.muster.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Second names of files of a data directory, in the directory `hold` inside of it, so that a
/// backup can read to their end what the server deletes meanwhile. One process has the hold at a
/// time, by a lock on `hold/lock`; what a killed one has left there is cleared by the next one, and
/// by the server.
public final class Hold implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Hold.class);
  private static final String NAME = "hold";
  private static final String LOCK = "lock";

  /// What this process has: a lock file must not even be opened twice, see [DataDirectory].
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final Path key;
  private final FileChannel lock;

  private Hold(Path directory, Path key, FileChannel lock) {
    this.directory = directory;
    this.key = key;
    this.lock = lock;
  }

  /// Takes the hold of a data directory, and clears what was left in it.
  ///
  /// @throws IOException if somebody else has it, or it cannot be made
  static Hold take(Path data) throws IOException {
    Path directory = data.resolve(NAME);
    try {
      Files.createDirectories(directory);
    } catch (AccessDeniedException e) {
      throw new IOException(
          data + " cannot be written to; a backup is made by the user who runs the server", e);
    }
    Hold hold = tryTake(directory);
    if (hold == null) {
      throw new IOException("another backup of " + data + " is being made; wait until it is done");
    }
    try {
      hold.clear();
      return hold;
    } catch (IOException | RuntimeException failed) {
      hold.close();
      throw failed;
    }
  }

  /// Clears what a backup that was killed has left in the hold of a data directory; nothing if one
  /// is being made. What cannot be cleared, such as what another user of the system has left, is a
  /// warning: nothing of the data depends on it.
  public static void clearLeft(Path data) {
    Path directory = data.resolve(NAME);
    try {
      if (!Files.isDirectory(directory) || isClear(directory)) {
        return;
      }
      Hold hold = tryTake(directory);
      if (hold != null) {
        hold.close();
      }
    } catch (IOException failed) {
      LOG.warn(
          "{} has what is left of a backup, and cannot be cleared: {}",
          directory,
          failed.getMessage());
    }
  }

  private static boolean isClear(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.allMatch(one -> one.endsWith(LOCK));
    }
  }

  /// @return null if somebody has it
  private static @Nullable Hold tryTake(Path directory) throws IOException {
    Path key = directory.toRealPath();
    if (!HELD.add(key)) {
      return null;
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      taken = lock != null;
      return lock == null ? null : new Hold(directory, key, channel);
    } finally {
      if (!taken) {
        HELD.remove(key);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  /// Gives a file a second name in the hold, below its directory's name. Nothing where it has one,
  /// or is gone.
  void link(Path file) throws IOException {
    Path second = of(file);
    Files.createDirectories(second.resolveSibling(""));
    try {
      Files.createLink(second, file);
    } catch (FileAlreadyExistsException | NoSuchFileException _) {
      // Held already, or deleted a moment ago.
    } catch (UnsupportedOperationException | FileSystemException e) {
      throw new IOException(
          "%s cannot get a second name (%s). A backup is made by the user who runs the server, on a"
                  .formatted(file, e.getMessage())
              + " file system with hard links",
          e);
    }
  }

  /// Where the second name of a file is, or would be.
  Path of(Path file) {
    return directory.resolve(file.resolveSibling("").getFileName()).resolve(file.getFileName());
  }

  /// Where the second names of the files of a directory are.
  Path ofAll(Path files) {
    return directory.resolve(files.getFileName());
  }

  /// Lets go of all second names.
  void clear() throws IOException {
    List<Path> all;
    try (Stream<Path> entries = Files.walk(directory)) {
      all = entries.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      if (Files.isDirectory(one)) {
        if (!one.equals(directory)) {
          Files.delete(one);
        }
      } else if (!one.equals(directory.resolve(LOCK))) {
        Shrinking.delete(one);
      }
    }
  }

  /// Lets go of all second names, and of the hold.
  @Override
  public void close() throws IOException {
    try {
      clear();
    } finally {
      lock.close();
      HELD.remove(key);
    }
  }
}
