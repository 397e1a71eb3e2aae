package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Reads a checkpoint; safe for use by several threads.
public final class CheckpointReader implements AutoCloseable {

  private final Path path;
  private final DiskFile file;
  private final Contents contents;

  private record Contents(
      long identity,
      long position,
      Instant writtenAt,
      SequencedMap<String, CheckpointSection> sections) {}

  private CheckpointReader(Path path, DiskFile file, Contents contents) {
    this.path = path;
    this.file = file;
    this.contents = contents;
  }

  /// Opens a checkpoint and checks its header and its table.
  static CheckpointReader open(Path path, Disk disk) throws IOException {
    DiskFile file = disk.openForReading(path);
    try {
      return new CheckpointReader(path, file, contents(path, file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Contents contents(Path path, DiskFile file) throws IOException {
    ByteBuffer header = read(path, file, 0, CheckpointFormat.HEADER_BYTES);
    int crcAt = CheckpointFormat.HEADER_BYTES - 4;
    if (header.getLong(0) != CheckpointFormat.HEADER_MAGIC
        || header.getInt(crcAt) != CheckpointFormat.crc(header.slice(0, crcAt))) {
      throw new CorruptCheckpointException(path, 0, "its header is not whole");
    }
    int version = header.getInt(8);
    if (version > CheckpointFormat.VERSION) {
      throw new UnsupportedFormatException(
          path + " was written by a newer version (format " + version + ")");
    }
    long trailerAt = file.size() - CheckpointFormat.TRAILER_BYTES;
    if (trailerAt < CheckpointFormat.HEADER_BYTES) {
      throw new CorruptCheckpointException(path, file.size(), "it ends early");
    }
    ByteBuffer trailer = read(path, file, trailerAt, CheckpointFormat.TRAILER_BYTES);
    crcAt = CheckpointFormat.TRAILER_BYTES - 4;
    long tableAt = trailer.getLong(0);
    int tableBytes = trailer.getInt(8);
    if (trailer.getLong(16) != CheckpointFormat.TRAILER_MAGIC
        || trailer.getInt(crcAt) != CheckpointFormat.crc(trailer.slice(0, crcAt))
        || tableAt + tableBytes != trailerAt) {
      throw new CorruptCheckpointException(path, trailerAt, "its trailer is not whole");
    }
    ByteBuffer table = read(path, file, tableAt, tableBytes);
    if (trailer.getInt(12) != CheckpointFormat.crc(table)) {
      throw new CorruptCheckpointException(path, tableAt, "its table is not whole");
    }
    return new Contents(
        header.getLong(16),
        header.getLong(24),
        Instant.ofEpochMilli(header.getLong(32)),
        sections(table));
  }

  private static SequencedMap<String, CheckpointSection> sections(ByteBuffer table) {
    byte[] bytes = new byte[table.remaining()];
    table.get(0, bytes);
    RecordReader in = new RecordReader(bytes);
    SequencedMap<String, CheckpointSection> sections = new LinkedHashMap<>();
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      CheckpointSection section = CheckpointSection.read(in);
      sections.put(section.name(), section);
    }
    return sections;
  }

  private static ByteBuffer read(Path path, DiskFile file, long offset, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    if (file.read(bytes, offset) < length) {
      throw new CorruptCheckpointException(path, offset, "it ends early");
    }
    return bytes.flip();
  }

  /// The identity of the log that it belongs to.
  long identity() {
    return contents.identity;
  }

  /// The file.
  public Path path() {
    return path;
  }

  /// The position of the log up to which everything is in it.
  public long position() {
    return contents.position;
  }

  /// When writing it began.
  public Instant writtenAt() {
    return contents.writtenAt;
  }

  /// The sections' names, in the order in which they were written.
  public List<String> names() {
    return List.copyOf(contents.sections.keySet());
  }

  /// How many bytes a section has.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public int bytes(String name) {
    return section(name).bytes();
  }

  /// Reads a section.
  ///
  /// @return a buffer of its own
  /// @throws CorruptCheckpointException if it is not what was written
  /// @throws IllegalArgumentException if there is none of this name
  public ByteBuffer get(String name) throws IOException {
    CheckpointSection section = section(name);
    ByteBuffer bytes = read(path, file, section.offset(), section.bytes());
    for (int i = 0; i < section.crcs().size(); i++) {
      check(section, i, bytes.slice(section.chunkFrom(i), section.chunkBytes(i)));
    }
    return bytes;
  }

  /// Reads everything and checks it.
  ///
  /// @throws CorruptCheckpointException naming the first place that is wrong
  void verify(ByteBuffer chunkBuffer, List<CheckpointSection> some) throws IOException {
    for (CheckpointSection section : some) {
      for (int i = 0; i < section.crcs().size(); i++) {
        ByteBuffer chunk = chunkBuffer.clear().limit(section.chunkBytes(i));
        if (file.read(chunk, section.offset() + section.chunkFrom(i)) < section.chunkBytes(i)) {
          throw new CorruptCheckpointException(path, section.offset(), "it ends early");
        }
        check(section, i, chunk.flip());
      }
    }
  }

  List<CheckpointSection> sections() {
    return List.copyOf(contents.sections.values());
  }

  private void check(CheckpointSection section, int chunk, ByteBuffer bytes)
      throws CorruptCheckpointException {
    if (CheckpointFormat.crc(bytes) != section.crcs().get(chunk)) {
      throw new CorruptCheckpointException(
          path,
          section.offset() + section.chunkFrom(chunk),
          "a wrong checksum in section " + section.name());
    }
  }

  private CheckpointSection section(String name) {
    CheckpointSection section = contents.sections.get(name);
    if (section == null) {
      throw new IllegalArgumentException("there is no section " + name);
    }
    return section;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
