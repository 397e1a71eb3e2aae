package dev.muster.storage;

import dev.muster.storage.KeptFormat.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One file of kept bytes: those of an hour, or of a part of it. Written by one thread, read by
/// many.
final class KeptFile implements AutoCloseable {

  /// What such files are called: the hour, then a number of its own.
  static final Pattern NAME = Pattern.compile("(\\d{1,9})-(\\d{1,9})\\.payloads");

  private static final int USER_MAX = 256;

  private final Path path;
  private final DiskFile file;
  private final long hour;
  private volatile long end;
  private int records;

  private KeptFile(Path path, DiskFile file, long hour, long end) {
    this.path = path;
    this.file = file;
    this.hour = hour;
    this.end = end;
  }

  /// Is shown the records of a file, in order.
  interface Visitor {
    /// @param user whose it is; empty if that is not known
    void record(long offset, Header header, byte[] user) throws IOException;
  }

  static Path path(Path directory, long hour, long number) {
    return directory.resolve(hour + "-" + number + ".payloads");
  }

  /// The hour of a file by its name, or -1 if it is none.
  static long hourOf(Path path) {
    Matcher matcher = NAME.matcher(path.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  /// What makes its name one of its own.
  static long numberOf(Path path) {
    Matcher matcher = NAME.matcher(path.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(2)) : -1;
  }

  static KeptFile create(Disk disk, Path path) throws IOException {
    return new KeptFile(path, disk.create(path), hourOf(path), 0);
  }

  /// Opens a file that was written by an earlier process. What follows its last whole record was
  /// never finished, and is passed over.
  static KeptFile open(Disk disk, Path path, Visitor visitor) throws IOException {
    DiskFile file = disk.openForWriting(path);
    try {
      KeptFile opened = new KeptFile(path, file, hourOf(path), 0);
      opened.end = walk(file, visitor);
      return opened;
    } catch (IOException | RuntimeException failed) {
      file.close();
      throw failed;
    }
  }

  /// Shows all whole records.
  ///
  /// @return where they end
  static long walk(DiskFile file, Visitor visitor) throws IOException {
    long size = file.size();
    long at = 0;
    ByteBuffer buffer = ByteBuffer.allocate(KeptFormat.HEADER_BYTES + USER_MAX);
    while (true) {
      buffer.clear();
      file.read(buffer, at);
      buffer.flip();
      Header header = KeptFormat.header(buffer);
      if (header == null || at + header.recordBytes() > size) {
        return at;
      }
      byte[] user = new byte[header.userBytes()];
      buffer.get(user);
      visitor.record(at, header, user);
      at += header.recordBytes();
    }
  }

  Path path() {
    return path;
  }

  long hour() {
    return hour;
  }

  long bytes() {
    return end;
  }

  /// How many records this process appended.
  int records() {
    return records;
  }

  /// Appends a record.
  ///
  /// @return its header, with the checksum of its content
  Header append(Header header, byte[] user, byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(header.recordBytes()));
    out.position(KeptFormat.HEADER_BYTES).put(user).put(bytes).flip();
    Header written =
        header.withContentCrc(
            KeptFormat.crc(
                out.slice(KeptFormat.HEADER_BYTES, out.limit() - KeptFormat.HEADER_BYTES)));
    written.put(out);
    long at = end;
    file.write(out.rewind(), at);
    end = at + header.recordBytes();
    records++;
    return written;
  }

  /// Overwrites a record with zeros.
  void erase(long offset, Header header) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(header.recordBytes()));
    header.asErased().put(out);
    file.write(out.clear(), offset);
  }

  /// The bytes of a record.
  ///
  /// @return null if they are not what was written
  static byte @Nullable [] read(DiskFile file, long offset, Header header) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(header.userBytes() + header.bytes());
    file.read(content, offset + KeptFormat.HEADER_BYTES);
    content.flip();
    if (content.limit() != content.capacity() || KeptFormat.crc(content) != header.contentCrc()) {
      return null;
    }
    byte[] bytes = new byte[header.bytes()];
    content.position(header.userBytes()).get(bytes);
    return bytes;
  }

  byte @Nullable [] read(long offset, Header header) throws IOException {
    return read(file, offset, header);
  }

  void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
