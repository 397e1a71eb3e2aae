package dev.muster.embedded;

import dev.muster.catalog.SecretBox;
import dev.muster.storage.Disk;
import dev.muster.storage.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file with the installation's key: one line of 64 hexadecimal digits that only its owner may
/// read. It is not in the log, so that a log alone tells no secret.
public final class SecretKeyFile {

  private static final Logger LOG = LoggerFactory.getLogger(SecretKeyFile.class);

  private static final int BYTES_MAX = 1_000;

  private SecretKeyFile() {}

  /// Reads the key, or makes one for a data directory that is new.
  ///
  /// @param data the data directory, for words
  /// @param anew whether nothing can be there that was encrypted with another key
  /// @throws IOException if the file cannot be read or made, is missing though there is data, or
  ///   holds no key; the message names it
  static SecretBox open(Path file, Path data, boolean anew) throws IOException {
    String text;
    try {
      if (anew && !isThere(file)) {
        make(file);
        LOG.info("made the key for secrets, {}; keep a copy of it apart from the backups", file);
      } else if (!anew && Files.notExists(file)) {
        throw new UnsupportedFormatException(
            "the key for secrets is missing: there is no %s, and %s is not new. Bring the file back,"
                    .formatted(file, data)
                + " or say with --secret-key where it is. If it is lost for good, ./muster new-key"
                + " makes another one");
      }
      text = text(file);
    } catch (FileSystemException e) {
      throw new IOException(
          "the key for secrets cannot be read or made: %s (see --secret-key)".formatted(e), e);
    }
    try {
      return SecretBox.of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException _) {
      throw new UnsupportedFormatException(
          file
              + " holds no key: a line of 64 hexadecimal digits. Bring back the file that secrets"
              + " were encrypted with, or move this one away to begin with a new key; secrets that"
              + " were made before have to be made anew then");
    }
  }

  /// A link to nothing is a place that is not there yet, not one to put another key.
  private static boolean isThere(Path file) {
    return Files.exists(file) || Files.isSymbolicLink(file);
  }

  /// Makes a new key; durable when this returns.
  ///
  /// @throws FileAlreadyExistsException if there is a file already
  /// @throws FileSystemException if it cannot be made there
  public static void make(Path file) throws IOException {
    if (isThere(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    byte[] key = new byte[SecretBox.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    write(file, HexFormat.of().formatHex(key));
  }

  /// Copies a key; durable when this returns.
  ///
  /// @throws FileAlreadyExistsException if there is a file already
  /// @throws IOException if it cannot be read, or made there
  public static void copy(Path from, Path to) throws IOException {
    if (isThere(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    write(to, text(from));
  }

  /// What a key is known by, which tells nothing of it.
  ///
  /// @return SHA-256 of it, in hexadecimal digits; empty if there is none that can be read
  public static Optional<String> fingerprint(Path file) {
    try {
      byte[] key = text(file).getBytes(StandardCharsets.ISO_8859_1);
      return Optional.of(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key)));
    } catch (IOException _) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.size(file) > BYTES_MAX
        ? ""
        : Files.readString(file, StandardCharsets.ISO_8859_1).strip();
  }

  private static void write(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try (FileChannel channel =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      restrict(unfinished);
      byte[] line = (text + "\n").getBytes(StandardCharsets.ISO_8859_1);
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
