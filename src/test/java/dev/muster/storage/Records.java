package dev.muster.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Texts in a log.
final class Records {

  private Records() {}

  static TestEntry entry(String text) {
    return new TestEntry(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Submits a text.
  static TestEntry submit(Log log, String text) {
    TestEntry entry = entry(text);
    if (!log.submit(entry)) {
      throw new IllegalStateException("not taken");
    }
    return entry;
  }

  /// Submits a text and waits until it is committed, so that it is a group of its own.
  ///
  /// @return its position
  static long append(Log log, String text) throws IOException {
    return submit(log, text).position();
  }

  /// All texts of a log that is not started.
  static List<String> of(Log log) throws IOException {
    List<String> texts = new ArrayList<>();
    log.replay(log.firstPosition(), (_, _, bytes) -> texts.add(text(bytes)));
    return texts;
  }

  /// All texts of a closed log.
  static List<String> of(LogOptions options, Disk disk) throws IOException {
    try (Log log = Log.open(options, disk, LogMeter.NONE)) {
      return of(log);
    }
  }

  static String text(RecordReader bytes) {
    return new String(bytes.getBytes(bytes.remaining()), StandardCharsets.UTF_8);
  }

  /// Waits until something holds, 20 seconds at most.
  static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("it did not happen within 20 seconds");
      }
      Thread.sleep(1);
    }
  }
}
