package dev.muster.embedded;

import dev.muster.catalog.SecretBox;
import dev.muster.storage.Disk;
import dev.muster.storage.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file with the installation's key: one line of 64 hexadecimal digits that only its owner may
/// read. It is not in the log, so that a log alone tells no secret.
public final class SecretKeyFile {

  private static final Logger LOG = LoggerFactory.getLogger(SecretKeyFile.class);

  private static final int BYTES_MAX = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private SecretKeyFile() {}

  /// Reads the key, or makes one for a data directory that is new.
  ///
  /// @param data the data directory, for words
  /// @param anew whether nothing can be there that was encrypted with another key
  /// @throws IOException if the file cannot be read or made, is missing though there is data, or
  ///   holds no key; the message names it
  static SecretBox open(Path file, Path data, boolean anew) throws IOException {
    String text;
    boolean isMade = anew && !isThere(file);
    try {
      if (isMade) {
        makeFirst(file);
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
          "the key for secrets, %s, cannot be %s: %s. Let the server %s, or name another place with"
                  .formatted(
                      file,
                      isMade ? "made" : "read",
                      why(e),
                      isMade
                          ? "write there, make it with ./muster new-key as somebody who may"
                          : "read it")
              + " --secret-key",
          e);
    }
    try {
      return SecretBox.of(key(text));
    } catch (IllegalArgumentException _) {
      throw new UnsupportedFormatException(
          file
              + " holds no key: a line of 64 hexadecimal digits. Bring back the file that secrets"
              + " were encrypted with; if it is lost for good, move this one away, and ./muster"
              + " new-key makes another one");
    }
  }

  private static String why(FileSystemException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "there is no such directory";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static void makeFirst(Path file) throws IOException {
    try {
      make(file);
      LOG.info("made the key for secrets, {}; keep a copy of it apart from the backups", file);
    } catch (FileAlreadyExistsException _) {
      // Somebody made it at this moment, and that is the one then.
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
    RANDOM.nextBytes(key);
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
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key(text(file)));
      return Optional.of(HexFormat.of().formatHex(hash));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /// @throws IllegalArgumentException if it is none
  private static byte[] key(String text) {
    byte[] key = HexFormat.of().parseHex(text);
    if (key.length != SecretBox.KEY_BYTES) {
      throw new IllegalArgumentException(key.length + " bytes");
    }
    return key;
  }

  private static String text(Path file) throws IOException {
    return Files.size(file) > BYTES_MAX
        ? ""
        : Files.readString(file, StandardCharsets.ISO_8859_1).strip();
  }

  /// The file is there whole or not at all, nobody else may read it at any moment, and one that
  /// somebody makes at the same time is never replaced.
  private static void write(Path file, String text) throws IOException {
    Path unfinished =
        file.resolveSibling(
            file.getFileName() + "." + Long.toHexString(RANDOM.nextLong()) + ".new");
    try {
      write(FileChannel.open(unfinished, NEW, ownersOnly(file)), text);
      link(unfinished, file, text);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    // Before anything is encrypted with it that is durable.
    Disk.real().syncDirectory(file.toAbsolutePath().resolveSibling(""));
  }

  private static void link(Path unfinished, Path file, String text) throws IOException {
    try {
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException there) {
      throw there;
    } catch (FileSystemException | UnsupportedOperationException _) {
      // Not every file system has links.
      write(FileChannel.open(file, NEW, ownersOnly(file)), text);
    }
  }

  private static void write(FileChannel channel, String text) throws IOException {
    try (channel) {
      ByteBuffer line = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownersOnly(Path file) throws IOException {
    Path directory = file.toAbsolutePath().resolveSibling("");
    return Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
