package dev.muster.embedded;

import dev.muster.catalog.SecretBox;
import dev.muster.storage.Disk;
import dev.muster.storage.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The file with the installation's key: one line of 64 hexadecimal digits that only its owner may
/// read. It is not in the log, so that a log alone tells no secret.
final class SecretKeyFile {

  private static final int BYTES_MAX = 1_000;

  private SecretKeyFile() {}

  /// Reads the key, or makes one.
  ///
  /// @throws IOException if the file cannot be read or made, or holds no key; the message names it
  static SecretBox open(Path file) throws IOException {
    String text;
    try {
      // A link to nothing is a place that is not there yet, not one to put another key.
      if (!Files.exists(file) && !Files.isSymbolicLink(file)) {
        make(file);
      }
      text =
          Files.size(file) > BYTES_MAX ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (FileSystemException e) {
      throw new IOException(
          "the key for secrets cannot be read or made: %s (see --secret-key)".formatted(e), e);
    }
    try {
      return SecretBox.of(HexFormat.of().parseHex(text.strip()));
    } catch (IllegalArgumentException _) {
      throw new UnsupportedFormatException(
          file
              + " holds no key: a line of 64 hexadecimal digits. Bring back the file that secrets"
              + " were encrypted with, or move this one away to begin with a new key; secrets that"
              + " were made before have to be made anew then");
    }
  }

  private static void make(Path file) throws IOException {
    byte[] key = new byte[SecretBox.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try (FileChannel channel =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      restrict(unfinished);
      byte[] line = (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(line));
      channel.force(true);
    }
    Disk disk = Disk.real();
    disk.rename(unfinished, file);
    // Before anything is encrypted with it that is durable.
    disk.syncDirectory(file.toAbsolutePath().resolveSibling(""));
  }

  private static void restrict(Path file) throws IOException {
    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }
}
