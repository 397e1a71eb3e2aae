package dev.muster.embedded;

import dev.muster.storage.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads the lines of a file from its end to its beginning.
final class BackwardLines {

  private static final int WINDOW_BYTES = 64 << 10;

  /// A line.
  ///
  /// @param start where it begins
  /// @param text without its end
  record Line(long start, String text) {}

  private final DiskFile file;
  private long end;
  private byte[] window = new byte[0];
  private long windowStart;

  /// @param end behind the last byte of a line's end
  BackwardLines(DiskFile file, long end) {
    this.file = file;
    this.end = end;
    this.windowStart = end;
  }

  /// The line before, if there is one.
  Optional<Line> next() throws IOException {
    if (end == 0) {
      return Optional.empty();
    }
    int at = lineEnd();
    for (int bytes = WINDOW_BYTES;
        at < 0 && windowStart > 0;
        bytes = Math.multiplyExact(bytes, 2)) {
      load(bytes);
      at = lineEnd();
    }
    long start = windowStart + at + 1;
    String line =
        new String(
            window,
            Math.toIntExact(start - windowStart),
            Math.toIntExact(end - 1 - start),
            StandardCharsets.UTF_8);
    end = start;
    return Optional.of(new Line(start, line));
  }

  /// Where the line before the last one in the window ends; -1 if the window has none.
  private int lineEnd() {
    for (int i = Math.toIntExact(end - windowStart) - 2; i >= 0; i--) {
      if (window[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void load(int bytes) throws IOException {
    windowStart = Math.max(0, end - bytes);
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(end - windowStart));
    int read = file.read(buffer, windowStart);
    if (read < buffer.capacity()) {
      throw new IOException("the file has become shorter");
    }
    window = buffer.array();
  }
}
