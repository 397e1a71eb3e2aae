package dev.muster.embedded;

import dev.muster.catalog.SealedSecrets;
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

  /// Says so if a directory was encrypted with another key: by the secrets in it if there are some,
  /// else by the note. Notes the key that opens them all, or where there is no note yet.
  static void check(Path data, Path key, SealedSecrets secrets) throws IOException {
    if (secrets.closed() > 0) {
      LOG.warn(
          "{} of the {} secrets in {} were kept with another key than {}: what senders sign with them"
              + " cannot be checked, and webhooks cannot be signed with them. If that key is still"
              + " somewhere, stop the server and bring it back; if not, give them anew in the"
              + " console, which says where they are missing",
          secrets.closed(),
          secrets.all(),
          data,
          key);
    } else if (!isNoted(data, key)) {
      if (secrets.all() > 0 || !Files.exists(DataDirectory.keyMarkOf(data))) {
        put(data, key);
      } else {
        LOG.warn(
            "{} is another key for secrets than the one that was last used for {}: payloads of"
                + " refused deliveries that were kept with that one stay closed. If that is not"
                + " meant, stop the server and bring back the other one",
            key,
            data);
      }
    }
  }

  private static boolean isNoted(Path data, Path key) throws IOException {
    Path mark = DataDirectory.keyMarkOf(data);
    return Files.exists(mark)
        && SecretKeyFile.fingerprint(key)
            .equals(Optional.of(Files.readString(mark, StandardCharsets.ISO_8859_1).strip()));
  }
}
