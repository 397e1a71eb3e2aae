package dev.muster.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What tells the beginning of a file from that of another: the SHA-256 of the SHA-256 of each of
/// its mebibytes, the last of which may be shorter. In pieces, since a browser can take the SHA-256
/// only of what it has in memory as a whole.
final class FilePrint {

  private static final int PIECE_BYTES = 1 << 20;

  private FilePrint() {}

  /// Of so many bytes of a file, in lower-case hexadecimal digits.
  static String of(Path file, long bytes) throws IOException {
    MessageDigest all = sha256();
    MessageDigest one = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      long left = bytes;
      while (left > 0) {
        byte[] piece = in.readNBytes((int) Math.min(PIECE_BYTES, left));
        if (piece.length == 0) {
          break;
        }
        all.update(one.digest(piece));
        left -= piece.length;
      }
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
