package dev.muster.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How kept bytes lie in their files: one record after the other, each a header, whose they are,
/// and the bytes. Numbers are big-endian.
///
/// | bytes | what |
/// |---|---|
/// | 4 | CRC32C of the rest of the header |
/// | 4 | form, 1 |
/// | 4 | flags: 1 only the beginning is kept, 2 erased, 4 closed ([Sealing]), 8 all of a body |
/// | 4 | environment |
/// | 4 | integration |
/// | 8 | position of the delivery |
/// | 8 | when it arrived, in epoch milliseconds |
/// | 4 | length of the user's identifier |
/// | 4 | length of the bytes |
/// | 4 | CRC32C of the identifier and the bytes; 0 if erased |
final class KeptFormat {

  static final int HEADER_BYTES = 48;
  static final int TRUNCATED = 1;
  static final int ERASED = 2;
  static final int CLOSED = 4;
  static final int WHOLE = 8;
  private static final int FORM = 1;
  private static final int USER_MAX = 256;
  private static final int BYTES_MAX = 64 << 20;

  /// The header of a record.
  record Header(
      int flags,
      int environmentId,
      int integrationId,
      long position,
      long atMillis,
      int userBytes,
      int bytes,
      int contentCrc) {

    /// From the header's first byte to the next header.
    long recordBytes() {
      return (long) HEADER_BYTES + userBytes + bytes;
    }

    boolean erased() {
      return (flags & ERASED) != 0;
    }

    boolean closed() {
      return (flags & CLOSED) != 0;
    }

    /// As of bytes that were closed.
    Header asClosed(int closedBytes) {
      return new Header(
          flags | CLOSED,
          environmentId,
          integrationId,
          position,
          atMillis,
          userBytes,
          closedBytes,
          contentCrc);
    }

    /// What tells the bytes from all others, so that none are taken for them.
    byte[] context() {
      return ByteBuffer.allocate(2 * Integer.BYTES + 2 * Long.BYTES)
          .putInt(environmentId)
          .putInt(integrationId)
          .putLong(position)
          .putLong(atMillis)
          .array();
    }

    Header withContentCrc(int crc) {
      return new Header(
          flags, environmentId, integrationId, position, atMillis, userBytes, bytes, crc);
    }

    Header asErased() {
      return new Header(
          flags | ERASED, environmentId, integrationId, position, atMillis, userBytes, bytes, 0);
    }

    void put(ByteBuffer out) {
      int from = out.position();
      out.putInt(0).putInt(FORM).putInt(flags).putInt(environmentId).putInt(integrationId);
      out.putLong(position).putLong(atMillis).putInt(userBytes).putInt(bytes).putInt(contentCrc);
      out.putInt(from, crc(out.slice(from + 4, HEADER_BYTES - 4)));
    }
  }

  private KeptFormat() {}

  /// Reads a header.
  ///
  /// @param in as many bytes as a header has, or fewer where the file ends
  /// @return null if there is no whole header
  static @Nullable Header header(ByteBuffer in) {
    if (in.remaining() < HEADER_BYTES) {
      return null;
    }
    int crc = crc(in.slice(in.position() + 4, HEADER_BYTES - 4));
    if (in.getInt() != crc || in.getInt() != FORM) {
      return null;
    }
    Header header =
        new Header(
            in.getInt(),
            in.getInt(),
            in.getInt(),
            in.getLong(),
            in.getLong(),
            in.getInt(),
            in.getInt(),
            in.getInt());
    boolean sane =
        header.userBytes >= 0
            && header.userBytes <= USER_MAX
            && header.bytes >= 0
            && header.bytes <= BYTES_MAX;
    return sane ? header : null;
  }

  static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }
}
