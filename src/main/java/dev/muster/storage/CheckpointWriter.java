package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes one checkpoint, section by section. It exists only after [#commit]; closed without, it
/// leaves nothing. For one thread.
public final class CheckpointWriter implements AutoCloseable {

  /// So that the disk never has many of these writes before one of the log.
  private static final int FORCE_EVERY_BYTES = 8 << 20;

  private final Path path;
  private final Path unfinished;
  private final Disk disk;
  private final Pace pace;
  private final DiskFile file;
  private final List<CheckpointSection> sections = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private long end;
  private long unforced;
  private boolean open = true;

  CheckpointWriter(Path path, long identity, long position, Disk disk, Pace pace)
      throws IOException {
    this.path = path;
    this.unfinished = path.resolveSibling(path.getFileName() + CheckpointFormat.UNFINISHED);
    this.disk = disk;
    this.pace = pace;
    this.file = disk.create(unfinished);
    try {
      ByteBuffer header = ByteBuffer.allocate(CheckpointFormat.HEADER_BYTES);
      header.putLong(CheckpointFormat.HEADER_MAGIC).putInt(CheckpointFormat.VERSION).putInt(0);
      header.putLong(identity).putLong(position).putLong(Clock.systemUTC().millis());
      header.putInt(CheckpointFormat.crc(header.duplicate().flip()));
      append(header.flip());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Writes a section.
  ///
  /// @param name not used before in this checkpoint
  /// @param bytes all that remains in the buffer, which is left as it is
  /// @throws DiskFullException if there is no room
  public void put(String name, ByteBuffer bytes) throws IOException {
    if (!names.add(name)) {
      throw new IllegalArgumentException("there is a section " + name + " already");
    }
    long start = end;
    List<Integer> crcs = new ArrayList<>();
    int from = bytes.position();
    int size = bytes.remaining();
    for (int at = 0; at < size; at += CheckpointFormat.CHUNK_BYTES) {
      int length = Math.min(CheckpointFormat.CHUNK_BYTES, size - at);
      ByteBuffer chunk = bytes.slice(from + at, length);
      crcs.add(CheckpointFormat.crc(chunk));
      append(chunk);
    }
    sections.add(new CheckpointSection(name, start, size, crcs));
  }

  /// How many bytes there are so far.
  public long bytes() {
    return end;
  }

  /// Makes the checkpoint durable and gives it its name.
  public void commit() throws IOException {
    RecordBuffer table = new RecordBuffer(1 << 30);
    table.putInt(sections.size());
    sections.forEach(section -> section.put(table));
    ByteBuffer tableBytes = ByteBuffer.wrap(table.toBytes());
    ByteBuffer trailer = ByteBuffer.allocate(CheckpointFormat.TRAILER_BYTES);
    trailer.putLong(end).putInt(tableBytes.remaining()).putInt(CheckpointFormat.crc(tableBytes));
    trailer.putLong(CheckpointFormat.TRAILER_MAGIC);
    trailer.putInt(CheckpointFormat.crc(trailer.duplicate().flip()));
    append(tableBytes);
    append(trailer.flip());
    file.force();
    file.close();
    disk.rename(unfinished, path);
    open = false;
    disk.syncDirectory(path.resolveSibling(""));
  }

  private void append(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    file.write(bytes, end);
    end += count;
    unforced += count;
    if (unforced >= FORCE_EVERY_BYTES) {
      file.force();
      unforced = 0;
    }
    pace.wrote(count);
  }

  /// Discards what was written, unless it was committed.
  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      file.close();
      disk.delete(unfinished);
    }
  }
}
