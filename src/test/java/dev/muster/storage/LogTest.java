package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {

  @TempDir Path directory;

  @Test
  void whatIsCommittedIsThereAfterOpeningAgain() throws Exception {
    LogOptions options = LogOptions.in(directory).withRecordBytesMax(1024).withSegmentBytes(4096);
    List<byte[]> written = new ArrayList<>();
    long first = 0;
    for (int round = 0; round < 5; round++) {
      try (Log log = Log.open(options)) {
        List<String> replayed = new ArrayList<>();
        log.replay(0, (_, _, bytes) -> replayed.add(text(bytes)));
        assertThat(replayed).isEqualTo(written.stream().map(LogTest::text).toList());
        log.start();
        List<TestEntry> entries = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          TestEntry entry =
              new TestEntry(
                  ("record " + round + "." + i).repeat(1 + i).getBytes(StandardCharsets.UTF_8));
          written.add(entry.bytes);
          entries.add(entry);
          assertThat(log.submit(entry)).isTrue();
        }
        for (TestEntry entry : entries) {
          long position = entry.position();
          first = first == 0 ? position : first;
          LogRecord record = log.read(position).orElseThrow();
          assertThat(text(record.bytes())).isEqualTo(text(entry.bytes));
          assertThat(record.kind()).isEqualTo(entry.kind());
        }
        assertThat(log.read(first)).isPresent();
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String text(RecordReader reader) {
    return text(reader.getBytes(reader.remaining()));
  }
}
