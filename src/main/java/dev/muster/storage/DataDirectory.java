package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/// The directory in which an installation keeps everything, held by one process at a time.
///
/// It has the files `format` (which version of this layout it is), `lock`, `key.sha256` (which key
/// it is encrypted with), where an older version made it, `secret.key`, and `replays.json` once
/// there were any, and the directories `log`, `checkpoints`, `activity`, `audit`, `payloads` and
/// `uploads`; `hold` is what a [Backup] reads.
///
/// | format | since then |
/// |---|---|
/// | 1 | the log, checkpoints, audit log, payloads and uploads |
/// | 2 | a record of the log may erase many users; the audit log may name many of them |
/// | 3 | deliveries say what their senders say of the event; three more outcomes are counted;
///   payloads are closed; changes of segments that webhooks are told of |
///
/// A directory of an older format becomes one of this format when it is opened: what is in it can
/// be read as it is, and what is written from now on could not be read by the older version.
public final class DataDirectory implements AutoCloseable {

  /// The version of the layout that this program writes, and the newest that it reads.
  static final int FORMAT = 3;

  private static final Pattern FORMAT_LINE = Pattern.compile("muster data format (\\d{1,9})\n");

  /// What this process holds. A file must not even be opened twice: closing it again would end the
  /// process's lock on it (POSIX).
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileLock lock;

  private DataDirectory(Path path, FileLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Opens a data directory, or makes one of a directory that is missing or empty; then only its
  /// owner may look into it.
  ///
  /// @throws DirectoryLockedException if another process holds it
  /// @throws UnsupportedFormatException if a newer version wrote it, or it is something else
  public static DataDirectory open(Path path) throws IOException {
    Disk disk = Disk.real();
    if (!Files.isDirectory(path)) {
      disk.createDirectories(path);
      restrict(path);
    }
    Path key = path.toRealPath();
    if (!HELD.add(key)) {
      throw new DirectoryLockedException(path, OptionalLong.of(ProcessHandle.current().pid()));
    }
    try {
      return openHeld(path, disk);
    } catch (IOException | RuntimeException e) {
      HELD.remove(key);
      throw e;
    }
  }

  /// The note of which key it is encrypted with.
  public static Path keyMarkOf(Path data) {
    return data.resolve("key.sha256");
  }

  /// Takes a directory in which nothing is yet, so that no server begins there.
  ///
  /// @throws DirectoryLockedException if another process holds it
  static DataDirectory holdEmpty(Path path) throws IOException {
    Path key = path.toRealPath();
    if (!HELD.add(key)) {
      throw new DirectoryLockedException(path, OptionalLong.of(ProcessHandle.current().pid()));
    }
    try {
      return new DataDirectory(path, lock(path));
    } catch (IOException | RuntimeException e) {
      HELD.remove(key);
      throw e;
    }
  }

  private static DataDirectory openHeld(Path path, Disk disk) throws IOException {
    FileLock lock = lock(path);
    try {
      Path format = path.resolve("format");
      if (Files.exists(format)) {
        int before = checkFormat(format);
        if (before < FORMAT) {
          // Looked up only here: who finds out whether a directory is held needs no log.
          LoggerFactory.getLogger(DataDirectory.class)
              .info(
                  "{}: the data of format {} becomes format {}; an older Muster will refuse it",
                  path,
                  before,
                  FORMAT);
          writeFormat(disk, format);
        }
      } else {
        refuseForeign(path);
        restrict(path);
        writeFormat(disk, format);
      }
      return new DataDirectory(path, lock);
    } catch (IOException | RuntimeException e) {
      lock.channel().close();
      throw e;
    }
  }

  /// Whether a process holds a data directory at this moment. Changes nothing.
  public static boolean isHeld(Path path) throws IOException {
    Path lock = path.resolve("lock");
    if (HELD.contains(path.toRealPath())) {
      return true;
    }
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ);
        FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return shared == null;
    }
  }

  /// Where the log is.
  public Path log() {
    return logOf(path);
  }

  /// Where the checkpoints are.
  public Path checkpoints() {
    return checkpointsOf(path);
  }

  /// Where the days of activity are that checkpoints name.
  public Path activity() {
    return activityOf(path);
  }

  /// Where the audit log is.
  public Path audit() {
    return path.resolve("audit");
  }

  /// Where the payloads are that are kept for a while.
  public Path payloads() {
    return payloadsOf(path);
  }

  /// Where the files of uploads are.
  public Path uploads() {
    return path.resolve("uploads");
  }

  /// The directory itself.
  public Path path() {
    return path;
  }

  static Path logOf(Path path) {
    return path.resolve("log");
  }

  static Path activityOf(Path path) {
    return path.resolve("activity");
  }

  /// The file in which it is noted how far replays are.
  public Path replays() {
    return path.resolve("replays.json");
  }

  static Path payloadsOf(Path path) {
    return path.resolve("payloads");
  }

  static Path checkpointsOf(Path path) {
    return path.resolve("checkpoints");
  }

  /// Lets other processes have the directory.
  @Override
  public void close() throws IOException {
    if (lock.isValid()) {
      lock.channel().close();
      HELD.remove(path.toRealPath());
    }
  }

  /// Lets only its owner look into a directory.
  static void restrict(Path path) throws IOException {
    if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static FileLock lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new DirectoryLockedException(path, holder(channel));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)),
          0);
      return lock;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static OptionalLong holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  /// Refuses a directory of a format that this program does not know.
  ///
  /// @return which one it is
  static int checkFormat(Path format) throws IOException {
    byte[] bytes = Files.readAllBytes(format);
    Matcher matcher = FORMAT_LINE.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!matcher.matches()) {
      throw new UnsupportedFormatException(
          format + " does not say which format the directory has; it is damaged or not Muster's");
    }
    int version = Integer.parseInt(matcher.group(1));
    if (version > FORMAT) {
      throw new UnsupportedFormatException(
          "%s: the data was written by a newer Muster (format %d); this one reads up to %d. Run the newer"
                  .formatted(format, version, FORMAT)
              + " one again, or restore a backup that was made before the upgrade; nothing was changed");
    }
    if (version < 1) {
      throw new UnsupportedFormatException(format + " names a format that never was");
    }
    return version;
  }

  private static void refuseForeign(Path path) throws IOException {
    List<String> own = List.of("lock", "lost+found", "format.new");
    if (Files.exists(path.resolve(Restoration.UNFINISHED))) {
      throw new UnsupportedFormatException(
          path + " has what is left of a restore that did not end; run muster restore once more");
    }
    for (Path entry : Disk.real().list(path)) {
      String name = entry.getFileName().toString();
      if (!own.contains(name) && !name.startsWith(".")) {
        throw new UnsupportedFormatException(
            path + " has no file 'format' but is not empty (" + name + "): not a data directory");
      }
    }
  }

  private static void writeFormat(Disk disk, Path format) throws IOException {
    Path unfinished = format.resolveSibling("format.new");
    Files.deleteIfExists(unfinished);
    try (DiskFile file = disk.create(unfinished)) {
      String line = "muster data format " + FORMAT + "\n";
      file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), 0);
      file.force();
    }
    disk.rename(unfinished, format);
    disk.syncDirectory(format.resolveSibling(""));
  }
}
