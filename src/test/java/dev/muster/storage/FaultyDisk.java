package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/// Real files on a disk that fails on demand: a failing or hanging fsync, no room, torn writes, and
/// a loss of power, which takes what was not forced.
///
/// The files show what was written (the page cache); what is durable is kept beside them. As in
/// Linux, a failed fsync leaves the pages clean: the next one says "fine" and does nothing for
/// them. Names are durable at once. Faults of fsync and torn writes hit only segments in use, not
/// those being made.
final class FaultyDisk implements Disk {

  private final Disk below = Disk.real();
  private final Map<Path, Platter> platters = new HashMap<>();
  private volatile CountDownLatch hanging = new CountDownLatch(0);
  private boolean failing;
  private boolean off;
  private long roomBytes = Long.MAX_VALUE;
  private int tornBytes = -1;
  private boolean allTorn;

  /// What of one file survives, and which of its bytes were written since.
  private static final class Platter {
    private byte[] durable = new byte[0];
    private final BitSet dirty = new BitSet();

    void wrote(long position, int count) {
      int end = Math.toIntExact(position + count);
      durable = end > durable.length ? Arrays.copyOf(durable, end) : durable;
      dirty.set((int) position, end);
    }

    void forced(byte[] now) {
      dirty.stream().forEach(i -> durable[i] = now[i]);
      dirty.clear();
    }

    /// Of what was not forced, some sectors are there and some are not.
    byte[] survivors(byte[] now, int sectorBytes, RandomGenerator random) {
      byte[] bytes = durable.clone();
      for (int sector = 0; sector * sectorBytes < bytes.length; sector++) {
        boolean survives = random.nextBoolean();
        int end = Math.min(bytes.length, (sector + 1) * sectorBytes);
        int next = dirty.nextSetBit(sector * sectorBytes);
        for (; next >= 0 && next < end && survives; next = dirty.nextSetBit(next + 1)) {
          bytes[next] = now[next];
        }
      }
      return bytes;
    }
  }

  /// From now on each fsync fails, until [#mend].
  synchronized void failForces() {
    failing = true;
  }

  /// From now on each fsync waits.
  ///
  /// @return to be counted down, once, to let them go on
  CountDownLatch hangForces() {
    hanging = new CountDownLatch(1);
    return hanging;
  }

  /// Files may grow by so many bytes in all.
  synchronized void leaveRoom(long bytes) {
    roomBytes = bytes;
  }

  /// Of the next write only the first bytes get there, then there is no room.
  synchronized void tearNextWrite(int bytes) {
    tornBytes = bytes;
    allTorn = false;
  }

  /// Of the next write only the first bytes get there, and of those after it nothing, until
  /// [#mend].
  synchronized void tearWrites(int bytes) {
    tornBytes = bytes;
    allTorn = true;
  }

  synchronized void mend() {
    failing = false;
    roomBytes = Long.MAX_VALUE;
    tornBytes = -1;
  }

  /// Nothing works any more until [#powerOn].
  synchronized void powerOff() {
    off = true;
  }

  /// All files are as they were when they were last forced, but for some of the sectors written
  /// since.
  synchronized void powerOn(int sectorBytes, RandomGenerator random) throws IOException {
    for (Map.Entry<Path, Platter> file : platters.entrySet()) {
      Path path = file.getKey();
      Platter platter = file.getValue();
      byte[] bytes = platter.survivors(Files.readAllBytes(path), sectorBytes, random);
      Files.write(path, bytes);
      platter.durable = bytes;
      platter.dirty.clear();
    }
    mend();
    off = false;
  }

  @Override
  public synchronized DiskFile create(Path path) throws IOException {
    requirePower();
    DiskFile file = below.create(path);
    Platter platter = new Platter();
    platters.put(path, platter);
    return new FaultyFile(path, platter, file);
  }

  @Override
  public synchronized DiskFile openForWriting(Path path) throws IOException {
    DiskFile file = below.openForWriting(path);
    Platter platter = platters.get(path);
    if (platter == null) {
      platter = new Platter();
      platter.durable = Files.readAllBytes(path);
      platters.put(path, platter);
    }
    return new FaultyFile(path, platter, file);
  }

  @Override
  public DiskFile openForReading(Path path) throws IOException {
    return below.openForReading(path);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    return below.list(directory);
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    below.createDirectories(directory);
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    requirePower();
    below.rename(from, to);
    Platter platter = platters.remove(from);
    if (platter != null) {
      platters.put(to, platter);
    }
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    requirePower();
    long freed = Files.size(path);
    below.delete(path);
    platters.remove(path);
    roomBytes += roomBytes == Long.MAX_VALUE ? 0 : freed;
  }

  @Override
  public synchronized void syncDirectory(Path directory) throws IOException {
    requirePower();
  }

  private void requirePower() throws IOException {
    if (off) {
      throw new IOException("the power is off");
    }
  }

  private final class FaultyFile implements DiskFile {

    private final Path path;
    private final Platter platter;
    private final DiskFile file;

    FaultyFile(Path path, Platter platter, DiskFile file) {
      this.path = path;
      this.platter = platter;
      this.file = file;
    }

    private boolean inUse() {
      return path.toString().endsWith(Segment.SUFFIX);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return file.read(into, position);
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      synchronized (FaultyDisk.this) {
        requirePower();
        int wanted = from.remaining();
        int there = wanted;
        if (tornBytes >= 0 && inUse()) {
          there = Math.min(wanted, tornBytes);
          tornBytes = allTorn ? tornBytes - there : -1;
        }
        long size = file.size();
        long growth = Math.max(0, position + there - size);
        if (growth > roomBytes) {
          there -= (int) (growth - roomBytes);
          growth = roomBytes;
        }
        roomBytes -= roomBytes == Long.MAX_VALUE ? 0 : growth;
        if (there > 0) {
          file.write(from.slice(from.position(), there), position);
          platter.wrote(position, there);
        }
        from.position(from.position() + there);
        if (there < wanted) {
          throw DiskFullException.insteadOf(new IOException("No space left on device"), path, 0);
        }
      }
    }

    @Override
    public void force() throws IOException {
      if (inUse()) {
        awaitRelease();
      }
      synchronized (FaultyDisk.this) {
        requirePower();
        if (failing && inUse()) {
          platter.dirty.clear();
          throw new IOException("Input/output error");
        }
        if (!platter.dirty.isEmpty()) {
          platter.forced(Files.readAllBytes(path));
        }
      }
    }

    private void awaitRelease() throws IOException {
      try {
        hanging.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
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
}
