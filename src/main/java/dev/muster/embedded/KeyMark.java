package dev.muster.embedded;

import dev.muster.storage.DataDirectory;
import dev.muster.storage.Disk;
import dev.muster.storage.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A note in a data directory of the key that it is encrypted with, by which another one is found
/// out at the start, and not by what cannot be opened later.
public final class KeyMark {

  private static final Logger LOG = LoggerFactory.getLogger(KeyMark.class);

  private KeyMark() {}

  /// Notes a key, in place of another one.
  public static void put(Path data, Path key) throws IOException {
    Optional<String> now = SecretKeyFile.fingerprint(key);
    if (now.isPresent()) {
      Path mark = DataDirectory.keyMarkOf(data);
      Path unfinished = mark.resolveSibling(mark.getFileName() + ".new");
      Files.deleteIfExists(unfinished);
      // One that a crash has emptied would be a note of another key.
      try (DiskFile file = Disk.real().create(unfinished)) {
        file.write(ByteBuffer.wrap((now.get() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        file.force();
      }
      Disk.real().rename(unfinished, mark);
      Disk.real().syncDirectory(data);
    }
  }

  /// Notes the key of a directory that has no note yet, and says so if it has one of another key.
  static void check(Path data, Path key) throws IOException {
    Path mark = DataDirectory.keyMarkOf(data);
    if (!Files.exists(mark)) {
      put(data, key);
    } else if (!SecretKeyFile.fingerprint(key)
        .equals(Optional.of(Files.readString(mark, StandardCharsets.ISO_8859_1).strip()))) {
      LOG.warn(
          "{} is another key for secrets than the one that {} was encrypted with: what senders sign"
              + " with cannot be checked, webhooks cannot be signed, and kept payloads stay closed."
              + " Stop the server and bring back the right one; if it is lost for good, move this"
              + " one away and run ./muster new-key",
          key,
          data);
    }
  }
}
