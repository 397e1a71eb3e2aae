package dev.muster.cli.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalLong;

/// Shows how far a transfer is: a bar on a terminal, else a line every few seconds.
public final class Screen {

  private static final long BAR_EVERY_NANOS = 100_000_000L;
  private static final long LINE_EVERY_NANOS = 5_000_000_000L;
  private static final int BAR_MAX = 30;
  private static final int BAR_LEAST = 8;

  private final PrintWriter out;
  private final Optional<Integer> columns;
  private long shownAt;
  private boolean shown;
  private String lastTrouble = "";

  /// @param out where to
  /// @param columns how wide the terminal is; empty where it is none
  public Screen(PrintWriter out, Optional<Integer> columns) {
    this.out = out;
    this.columns = columns;
    this.shownAt = System.nanoTime() - (columns.isPresent() ? BAR_EVERY_NANOS : 0);
  }

  /// Bytes that have been sent.
  void sent(long bytes, OptionalLong all, double bytesPerSecond) {
    if (!isDue()) {
      return;
    }
    StringBuilder words = new StringBuilder(Amounts.bytes(bytes));
    all.ifPresent(total -> words.append(" of ").append(Amounts.bytes(total)));
    if (bytesPerSecond > 0) {
      words.append("  ").append(Amounts.bytes(Math.round(bytesPerSecond))).append("/s");
      all.ifPresent(total -> {
        long left = (long) Math.ceil(Math.max(0, total - bytes) / bytesPerSecond);
        words.append("  ").append(Amounts.time(left)).append(" left");
      });
    }
    show("sending", share(bytes, all), words.toString());
  }

  /// How far the server is with the rows.
  void running(JsonNode upload) {
    if (!isDue()) {
      return;
    }
    JsonNode rows = upload.path("rows");
    if (!upload.path("status").asText().equals("running")) {
      show("waiting", -1, "all has arrived; its rows are taken in turn");
      return;
    }
    StringBuilder words = new StringBuilder();
    words.append(Amounts.count(rows.path("read").asLong())).append(" rows");
    long speed = Math.round(upload.path("rowsPerSecond").asDouble());
    if (speed > 0) {
      words.append("  ").append(Amounts.count(speed)).append(" rows/s");
    }
    if (upload.path("secondsLeft").isNumber()) {
      words.append("  ").append(Amounts.time(upload.path("secondsLeft").asLong())).append(" left");
    }
    long refused = rows.path("refused").asLong();
    if (refused > 0) {
      words.append("  ").append(Amounts.count(refused)).append(" refused");
    }
    OptionalLong bytes =
        upload.path("bytes").isNumber()
            ? OptionalLong.of(upload.path("bytes").asLong())
            : OptionalLong.empty();
    show("running", share(upload.path("readBytes").asLong(), bytes), words.toString());
  }

  /// Something does not work at this moment; said once.
  void trouble(String what) {
    if (!what.equals(lastTrouble)) {
      lastTrouble = what;
      say(what.replaceFirst("\\.$", "") + "; trying again …");
    }
  }

  /// All goes well again.
  void wellAgain() {
    lastTrouble = "";
  }

  /// A line of its own.
  public void say(String line) {
    clear();
    out.println("muster: " + line);
    out.flush();
  }

  /// Takes the bar away.
  public void clear() {
    if (shown) {
      out.print("\r\u001b[K");
      out.flush();
      shown = false;
    }
  }

  private boolean isDue() {
    return System.nanoTime() - shownAt
        >= (columns.isPresent() ? BAR_EVERY_NANOS : LINE_EVERY_NANOS);
  }

  private static double share(long done, OptionalLong all) {
    return all.isEmpty() || all.getAsLong() == 0
        ? -1
        : Math.min(1, (double) done / all.getAsLong());
  }

  /// @param share 0 to 1; less where it is not known
  private void show(String phase, double share, String words) {
    shownAt = System.nanoTime();
    String percent = share < 0 ? "" : "%3d %%  ".formatted((int) (share * 100));
    if (columns.isEmpty()) {
      out.println("muster: " + phase + "  " + percent.strip() + (share < 0 ? "" : "  ") + words);
      out.flush();
      return;
    }
    int room = columns.get() - 1 - phase.length() - percent.length() - words.length() - 6;
    String bar = share < 0 || room < BAR_LEAST ? "" : bar(share, Math.min(room, BAR_MAX)) + "  ";
    String line = phase + "  " + bar + percent + words;
    out.print("\r" + line.substring(0, Math.min(line.length(), columns.get() - 1)) + "\u001b[K");
    out.flush();
    shown = true;
  }

  private static String bar(double share, int width) {
    int full = (int) Math.round(share * width);
    return "[" + "#".repeat(full) + "-".repeat(width - full) + "]";
  }
}
