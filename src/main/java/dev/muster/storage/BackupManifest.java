package dev.muster.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What a backup consists of: the file `manifest.json`, whose own checksum stands in
/// `manifest.sha256`. It gets its name last, so a backup with it is whole.
///
/// @param madeAt when the backup was made
/// @param position up to which position of the log everything is in it
/// @param dataFormat the format of the data directory, see [DataDirectory]
/// @param key where the key for secrets was, which is not in it; empty: in the data directory, or
///   the backup is of an older version
/// @param files everything in the directory `data`, by its path in there
public record BackupManifest(
    Instant madeAt,
    long position,
    int dataFormat,
    Optional<KeyElsewhere> key,
    List<BackedUp> files) {

  /// The version of backups that this program makes, and the newest that it restores.
  static final int FORMAT = 1;

  static final String NAME = "manifest.json";
  static final String CHECKSUM_NAME = "manifest.sha256";
  static final String DATA = "data";

  private static final String KIND = "muster backup";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// One file.
  ///
  /// @param path in the data directory, with `/` between its parts
  /// @param bytes its size
  /// @param sha256 of its content, in hexadecimal digits
  public record BackedUp(String path, long bytes, String sha256) {

    /// @throws IllegalArgumentException if it does not stay inside of the directory
    public BackedUp {
      if (!path.matches("[A-Za-z0-9.-]+(/[A-Za-z0-9.-]+)*")
          || List.of(path.split("/", -1)).stream().anyMatch(part -> part.matches("\\.+"))
          || bytes < 0
          || !sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("no file of a backup: " + path);
      }
    }
  }

  /// A key that is not in a backup.
  ///
  /// @param file where it was when the backup was made
  /// @param sha256 of the key, in hexadecimal digits, by which it is known again; a key is random,
  ///   so that this tells nothing of it. Empty where there was none
  public record KeyElsewhere(String file, Optional<String> sha256) {}

  /// Copies the list.
  public BackupManifest {
    files = List.copyOf(files);
  }

  /// How many bytes its files have.
  public long bytes() {
    return files.stream().mapToLong(BackedUp::bytes).sum();
  }

  /// Whether it has the key that secrets are encrypted with.
  public boolean hasSecretKey() {
    return files.stream().anyMatch(file -> file.path().equals("secret.key"));
  }

  /// Writes it into the directory of a backup; durable when this returns.
  void write(Path directory) throws IOException {
    ObjectNode json =
        JSON.createObjectNode()
            .put("kind", KIND)
            .put("format", FORMAT)
            .put("dataFormat", dataFormat)
            .put("madeAt", madeAt.toString())
            .put("position", position);
    key.ifPresent(elsewhere -> {
      ObjectNode note = json.putObject("key").put("file", elsewhere.file);
      elsewhere.sha256.ifPresent(sha256 -> note.put("sha256", sha256));
    });
    ArrayNode list = json.putArray("files");
    for (BackedUp file : files) {
      list.addObject().put("path", file.path).put("bytes", file.bytes).put("sha256", file.sha256);
    }
    byte[] text =
        (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    write(
        directory.resolve(CHECKSUM_NAME),
        (sha256(text) + "  " + NAME + "\n").getBytes(StandardCharsets.UTF_8));
    Path unfinished = directory.resolve(NAME + ".new");
    write(unfinished, text);
    Disk.real().syncDirectory(directory);
    Disk.real().rename(unfinished, directory.resolve(NAME));
    Disk.real().syncDirectory(directory);
  }

  private static void write(Path path, byte[] bytes) throws IOException {
    try (DiskFile file = Disk.real().create(path)) {
      file.write(ByteBuffer.wrap(bytes), 0);
      file.force();
    }
  }

  /// Reads it, and holds it against its checksum.
  ///
  /// @throws UnsupportedFormatException if a newer version made the backup, or it is none
  /// @throws IOException if it is damaged; the message names the file
  public static BackupManifest read(Path directory) throws IOException {
    byte[] text = bytes(directory, NAME);
    String checksum = new String(bytes(directory, CHECKSUM_NAME), StandardCharsets.ISO_8859_1);
    if (!checksum.equals(sha256(text) + "  " + NAME + "\n")) {
      throw new IOException(
          "%s and %s of %s do not belong together: one of them is damaged; take another backup"
              .formatted(NAME, CHECKSUM_NAME, directory));
    }
    try {
      return of(JSON.readTree(text), directory);
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new UnsupportedFormatException(
          directory.resolve(NAME) + " is not the manifest of a backup");
    }
  }

  private static byte[] bytes(Path directory, String name) throws IOException {
    try {
      return Files.readAllBytes(directory.resolve(name));
    } catch (NoSuchFileException _) {
      throw new UnsupportedFormatException(
          directory + " is not a whole backup: it has no " + name + ", which is written last");
    }
  }

  private static BackupManifest of(JsonNode json, Path directory)
      throws UnsupportedFormatException {
    if (!json.path("kind").asText().equals(KIND)) {
      throw new IllegalArgumentException("of something else");
    }
    requireKnown(directory, "the backup", json.path("format").asInt(), FORMAT);
    int dataFormat = json.path("dataFormat").asInt();
    requireKnown(directory, "the data in it", dataFormat, DataDirectory.FORMAT);
    List<BackedUp> files = new ArrayList<>();
    for (JsonNode file : json.path("files")) {
      files.add(
          new BackedUp(
              file.path("path").asText(),
              file.path("bytes").asLong(-1),
              file.path("sha256").asText()));
    }
    return new BackupManifest(
        Instant.parse(json.path("madeAt").asText()),
        json.path("position").asLong(),
        dataFormat,
        Optional.ofNullable(json.get("key"))
            .map(note ->
                new KeyElsewhere(
                    note.path("file").asText(),
                    Optional.ofNullable(note.get("sha256")).map(JsonNode::asText))),
        files);
  }

  private static void requireKnown(Path directory, String what, int format, int known)
      throws UnsupportedFormatException {
    if (format > known) {
      throw new UnsupportedFormatException(
          "%s: %s was written by a newer Muster (format %d); this one reads up to %d. Restore it with"
                  .formatted(directory, what, format, known)
              + " the version that made it, or a later one");
    }
  }

  private static String sha256(byte[] bytes) {
    MessageDigest digest = sha256();
    return HexFormat.of().formatHex(digest.digest(bytes));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
