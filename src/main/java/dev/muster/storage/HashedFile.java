package dev.muster.storage;

import dev.muster.storage.BackupManifest.BackedUp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A file that is written from its beginning to its end, and hashed by the way. Only its owner may
/// read it. Durable once it is [#finish]ed.
final class HashedFile implements AutoCloseable {

  private static final int PIECE_BYTES = 1 << 20;

  private final DiskFile file;
  private final Pace pace;
  private final MessageDigest digest = BackupManifest.sha256();
  private long size;

  private HashedFile(DiskFile file, Pace pace) {
    this.file = file;
    this.pace = pace;
  }

  static HashedFile create(Path path, Pace pace) throws IOException {
    Disk.real().createDirectories(path.resolveSibling(""));
    DiskFile file = Disk.real().create(path);
    if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
    return new HashedFile(file, pace);
  }

  void write(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    digest.update(bytes.duplicate());
    file.write(bytes, size);
    size += count;
    pace.wrote(count);
  }

  /// Writes what another file has.
  ///
  /// @param bytes how much of it; where it ends before, so much
  void copy(DiskFile from, long bytes) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    for (long at = 0; at < bytes; at += piece.capacity()) {
      piece.clear().limit((int) Math.min(piece.capacity(), bytes - at));
      int read = from.read(piece, at);
      write(piece.flip());
      if (read < piece.capacity()) {
        return;
      }
    }
  }

  /// Fills it up with zeros.
  ///
  /// @param bytes how many it has then
  void fill(long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(PIECE_BYTES).asReadOnlyBuffer();
    while (size < bytes) {
      write(zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - size)));
    }
  }

  /// Makes it durable.
  ///
  /// @param name by which a backup calls it
  BackedUp finish(String name) throws IOException {
    file.force();
    return new BackedUp(name, size, HexFormat.of().formatHex(digest.digest()));
  }

  /// The checksum of a file that is there.
  static BackedUp of(Path path, String name) throws IOException {
    MessageDigest digest = BackupManifest.sha256();
    long at = 0;
    try (DiskFile file = Disk.real().openForReading(path)) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
      while (file.read(piece.clear(), at) > 0) {
        at += piece.flip().remaining();
        digest.update(piece);
      }
    }
    return new BackedUp(name, at, HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
