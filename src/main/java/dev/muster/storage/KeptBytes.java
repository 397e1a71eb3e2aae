package dev.muster.storage;

import dev.muster.storage.KeptFormat.Header;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bytes that are kept for some time beside the log, each by the position of the record that they
/// belong to: in files by the hour, closed, which are deleted by age. They are found from the
/// moment on in which they are handed over, and written by a thread of its own soon after; nobody
/// waits for it. A process that is killed may lose those of the last moment. Safe for use by many
/// threads.
public final class KeptBytes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KeptBytes.class);
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  /// What one that waits counts for beside its bytes.
  private static final int WAITING_BYTES = 512;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Path directory;
  private final Disk disk;
  private final KeptLimits limits;
  private final Sealing sealing;
  private final InstantSource clock;
  private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
  private final TreeMap<Long, KeptFile> files = new TreeMap<>();
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private @Nullable KeptFile current;
  private long nextNumber;
  private boolean unforced;
  private volatile boolean stopping;

  /// What is said of kept bytes.
  ///
  /// @param position of the record that they belong to
  /// @param at when they arrived
  /// @param user whose they are, as UTF-8; empty if that is not known
  /// @param truncated whether they are only the beginning
  /// @param whole whether they are all of a body, and not a part of it
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Label(
      long position,
      Instant at,
      int environmentId,
      int integrationId,
      byte[] user,
      boolean truncated,
      boolean whole) {}

  /// Kept bytes.
  ///
  /// @param keptUntil when they go
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Found(byte[] bytes, boolean truncated, boolean whole, Instant keptUntil) {}

  /// Where bytes are: waiting to be written, or in a file.
  private static final class Entry {
    private final long userHash;
    private volatile Header header;
    private volatile byte @Nullable [] waiting;
    private volatile @Nullable KeptFile file;
    private long offset;
    private volatile boolean gone;

    Entry(Header header, long userHash) {
      this.header = header;
      this.userHash = userHash;
    }

    void isAt(KeptFile itsFile, long itsOffset, Header written) {
      header = written;
      offset = itsOffset;
      file = itsFile;
      waiting = null;
    }
  }

  private KeptBytes(
      Path directory, Disk disk, KeptLimits limits, Sealing sealing, InstantSource clock) {
    this.directory = directory;
    this.disk = disk;
    this.limits = limits;
    this.sealing = sealing;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("muster-payloads").daemon().unstarted(this::run);
  }

  /// Opens a directory, or makes one. What is too old, or not to be kept any more, is deleted.
  ///
  /// @param sealing closes what is written from now on; what lies open in older files stays so
  /// @throws IOException if it cannot be read
  public static KeptBytes open(
      Path directory, Disk disk, KeptLimits limits, Sealing sealing, InstantSource clock)
      throws IOException {
    KeptBytes kept = new KeptBytes(directory, disk, limits, sealing, clock);
    disk.createDirectories(directory);
    kept.load();
    kept.thread.start();
    return kept;
  }

  private void load() throws IOException {
    List<Path> paths =
        disk.list(directory).stream()
            .filter(path -> KeptFile.hourOf(path) >= 0)
            .sorted(Comparator.comparingLong(KeptFile::numberOf))
            .toList();
    for (Path path : paths) {
      nextNumber = Math.max(nextNumber, KeptFile.numberOf(path) + 1);
      if (isOver(KeptFile.hourOf(path))) {
        disk.delete(path);
        continue;
      }
      List<Loaded> found = new ArrayList<>();
      KeptFile file =
          KeptFile.open(
              disk,
              path,
              (offset, header, user) -> {
                if (!header.erased()) {
                  found.add(new Loaded(offset, header, hash(header.environmentId(), user)));
                }
              });
      files.put(KeptFile.numberOf(path), file);
      for (Loaded one : found) {
        Entry entry = new Entry(one.header, one.userHash);
        entry.isAt(file, one.offset, one.header);
        entries.put(one.header.position(), entry);
      }
    }
  }

  private record Loaded(long offset, Header header, long userHash) {}

  /// Whether everything of an hour is too old.
  private boolean isOver(long hour) {
    return (hour + 1) * HOUR_MILLIS + limits.time().toMillis() <= clock.millis()
        || limits.time().isZero();
  }

  // ---- for any thread
  // -------------------------------------------------------------------------------

  /// Takes room for bytes that may have to be kept; to be given back by [#keep] or [#release].
  ///
  /// @return false if they cannot be kept: nothing is to be kept, or too much waits to be written
  public boolean reserve(int bytes) {
    if (limits.time().isZero()) {
      return false;
    }
    if (waitingBytes.addAndGet(bytes + WAITING_BYTES) > limits.waitingBytesMax()) {
      release(bytes);
      dropped.incrementAndGet();
      return false;
    }
    return true;
  }

  /// Gives room back.
  public void release(int bytes) {
    waitingBytes.addAndGet(-bytes - WAITING_BYTES);
  }

  /// Keeps bytes for which there is room; they are found from now on.
  ///
  /// @param bytes must not be changed any more
  public void keep(Label label, byte[] bytes) {
    Header header =
        new Header(
            (label.truncated() ? KeptFormat.TRUNCATED : 0) | (label.whole() ? KeptFormat.WHOLE : 0),
            label.environmentId(),
            label.integrationId(),
            label.position(),
            label.at().toEpochMilli(),
            label.user().length,
            bytes.length,
            0);
    Entry entry = new Entry(header, hash(label.environmentId(), label.user()));
    entry.waiting = bytes;
    entries.put(label.position(), entry);
    work.add(() -> write(entry, label.user(), bytes));
  }

  /// Whether bytes are kept for a position.
  public boolean has(long position) {
    Entry entry = entries.get(position);
    return entry != null && keptUntil(entry).isAfter(clock.instant());
  }

  /// The bytes that are kept for a position.
  ///
  /// @throws NotOpenedException if they were closed with another key
  /// @throws IOException if they cannot be read
  public Optional<Found> find(long position) throws IOException {
    Entry entry = entries.get(position);
    if (entry == null || !keptUntil(entry).isAfter(clock.instant())) {
      return Optional.empty();
    }
    byte @Nullable [] bytes = entry.waiting;
    KeptFile file = entry.file;
    try {
      if (bytes == null && file != null) {
        Header header = entry.header;
        bytes = file.read(entry.offset, header);
        if (bytes != null && header.closed()) {
          bytes = sealing.open(header.context(), bytes);
        }
      }
    } catch (IOException failed) {
      if (!entry.gone) {
        throw failed;
      }
    }
    if (bytes == null || entry.gone) {
      return Optional.empty();
    }
    int flags = entry.header.flags();
    return Optional.of(
        new Found(
            bytes,
            (flags & KeptFormat.TRUNCATED) != 0,
            (flags & KeptFormat.WHOLE) != 0,
            keptUntil(entry)));
  }

  /// Of some users, those of whom anything is kept.
  ///
  /// @param users as UTF-8
  public List<byte[]> thoseWithAny(int environmentId, Collection<byte[]> users) {
    Set<Long> kept = new HashSet<>();
    entries.values().forEach(entry -> kept.add(entry.userHash));
    return users.stream().filter(user -> kept.contains(hash(environmentId, user))).toList();
  }

  /// Lets go of what users have up to a position. It is not found any more from now on, and is
  /// overwritten in the files soon after.
  ///
  /// @param users as UTF-8
  public void eraseOf(int environmentId, Collection<byte[]> users, long before) {
    Set<Long> wanted = new HashSet<>();
    users.forEach(user -> wanted.add(hash(environmentId, user)));
    erase(entry -> wanted.contains(entry.userHash) && entry.header.position() < before);
  }

  /// Lets go of what came through integrations to environments that are no more.
  public void eraseFrom(BiPredicate<Integer, Integer> gone) {
    erase(entry -> gone.test(entry.header.environmentId(), entry.header.integrationId()));
  }

  private void erase(Predicate<Entry> which) {
    List<Entry> found = entries.values().stream().filter(which).toList();
    if (found.isEmpty()) {
      return;
    }
    found.forEach(this::forget);
    work.add(() -> found.forEach(this::overwrite));
  }

  private void forget(Entry entry) {
    entry.gone = true;
    entry.waiting = null;
    entries.remove(entry.header.position(), entry);
  }

  /// Returns when everything that was handed over or erased before is on the disk.
  ///
  /// @throws IOException if it is not known to be
  public void sync() throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    work.add(() -> {
      try {
        force();
        done.complete(null);
      } catch (IOException failed) {
        done.completeExceptionally(failed);
      }
    });
    try {
      done.get(1, TimeUnit.MINUTES);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before payloads were on the disk", interrupted);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IOException("payloads could not be written", failed);
    }
  }

  /// How many there are.
  public int count() {
    return entries.size();
  }

  /// How many were not kept since the start because too much was waiting, or could not be written.
  public long dropped() {
    return dropped.get();
  }

  private Instant keptUntil(Entry entry) {
    return Instant.ofEpochMilli(entry.header.atMillis()).plus(limits.time());
  }

  /// Tells users apart; what is of nobody known has a hash that no user is looked up by.
  private static long hash(int environmentId, byte[] user) {
    if (user.length == 0) {
      return 0;
    }
    long hash = 0xCBF2_9CE4_8422_2325L ^ environmentId;
    for (byte one : user) {
      hash = (hash ^ one) * 0x0000_0100_0000_01B3L;
      hash ^= hash >>> 29;
    }
    return hash == 0 ? 1 : hash;
  }

  // ---- on its own thread
  // ----------------------------------------------------------------------------

  private void run() {
    long lookedAt = System.nanoTime();
    while (!stopping || !work.isEmpty()) {
      try {
        Runnable next = work.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          next.run();
        }
        if (System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) {
          force();
          retire();
          lookedAt = System.nanoTime();
        }
      } catch (InterruptedException _) {
        stopping = true;
      } catch (IOException | RuntimeException failed) {
        LOG.error("kept payloads could not be written", failed);
      }
    }
  }

  private void write(Entry entry, byte[] user, byte[] bytes) {
    try {
      if (!entry.gone) {
        KeptFile file = fileFor(Math.floorDiv(entry.header.atMillis(), HOUR_MILLIS));
        long offset = file.bytes();
        byte[] closed = sealing.close(entry.header.context(), bytes);
        entry.isAt(file, offset, file.append(entry.header.asClosed(closed.length), user, closed));
        unforced = true;
      }
    } catch (IOException failed) {
      LOG.warn("a payload could not be kept: {}", failed.getMessage());
      dropped.incrementAndGet();
      forget(entry);
    } finally {
      release(bytes.length);
    }
  }

  private KeptFile fileFor(long hour) throws IOException {
    if (current != null
        && current.hour() == hour
        && current.bytes() < limits.fileBytes()
        && current.records() <= limits.countMax() / 4) {
      return current;
    }
    force();
    KeptFile made = KeptFile.create(disk, KeptFile.path(directory, hour, nextNumber));
    files.put(nextNumber, made);
    nextNumber++;
    current = made;
    disk.syncDirectory(directory);
    return made;
  }

  private void overwrite(Entry entry) {
    KeptFile file = entry.file;
    if (file == null || !files.containsValue(file)) {
      return;
    }
    try {
      file.erase(entry.offset, entry.header);
      unforced = true;
      if (!file.equals(current)) {
        file.force();
      }
    } catch (IOException failed) {
      LOG.error("an erased payload could not be overwritten in {}", file.path(), failed);
    }
  }

  private void force() throws IOException {
    if (unforced && current != null) {
      unforced = false;
      current.force();
    }
  }

  /// Deletes the files that are too old, and the oldest where there is too much.
  private void retire() throws IOException {
    boolean deleted = false;
    while (!files.isEmpty()) {
      KeptFile oldest = files.firstEntry().getValue();
      boolean tooMuch =
          files.values().stream().mapToLong(KeptFile::bytes).sum() > limits.bytesMax()
              || entries.size() > limits.countMax();
      if (!isOver(oldest.hour()) && !(tooMuch && files.size() > 1)) {
        break;
      }
      files.pollFirstEntry();
      if (oldest.equals(current)) {
        current = null;
      }
      entries.values().stream()
          .filter(entry -> oldest.equals(entry.file))
          .toList()
          .forEach(this::forget);
      oldest.close();
      disk.delete(oldest.path());
      deleted = true;
    }
    if (deleted) {
      disk.syncDirectory(directory);
    }
  }

  /// Writes what waits, and closes.
  @Override
  public void close() throws IOException {
    stopping = true;
    work.add(() -> {});
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    force();
    for (KeptFile file : files.values()) {
      file.close();
    }
  }
}
