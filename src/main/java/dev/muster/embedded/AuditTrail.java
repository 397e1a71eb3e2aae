package dev.muster.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.catalog.AuditEntry;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.CatalogCommit;
import dev.muster.storage.Disk;
import dev.muster.storage.DiskFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audit log: one file of JSON lines a month, one line a commit. The log of updates is let go
/// of behind checkpoints; this is kept for good, or for as long as the operator says.
///
/// Lines are derived from commits, so what a crash takes from the end of a file comes back with the
/// replay: they are forced before a checkpoint lets go of the log, and a commit whose line is there
/// is not written again. A line that a crash has torn stays where it is and is passed over. Safe
/// for many threads.
public final class AuditTrail implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d{2})\\.jsonl");
  private static final Pattern CURSOR = Pattern.compile("(\\d{4}-\\d{2}):(\\d{1,18}):(\\d{1,9})");

  /// How many lines one call looks at.
  static final int LINES_MAX = 20_000;

  /// What is to be written of a commit.
  private record Waiting(long version, YearMonth month, String line) {}

  /// The file that is being written.
  private record Current(YearMonth month, DiskFile file) {}

  private final Path directory;
  private final Disk disk;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final Set<Long> written = new HashSet<>();
  private Optional<Current> current = Optional.empty();
  private long writtenBefore;
  private long size;
  private boolean dirty;

  private AuditTrail(Path directory, Disk disk) {
    this.directory = directory;
    this.disk = disk;
  }

  /// Opens what is there.
  static AuditTrail open(Path directory, Disk disk) throws IOException {
    disk.createDirectories(directory);
    AuditTrail trail = new AuditTrail(directory, disk);
    List<YearMonth> months = trail.months();
    for (int i = 1; i < months.size() && trail.writtenBefore == 0; i++) {
      trail.writtenBefore = trail.versions(months.get(i)).stream().reduce(0L, Math::max);
    }
    if (!months.isEmpty()) {
      trail.written.addAll(trail.versions(months.getFirst()));
      trail.resume(months.getFirst());
    }
    return trail;
  }

  private Path path(YearMonth month) {
    return directory.resolve(month + ".jsonl");
  }

  /// The months that have a file, the latest first.
  private List<YearMonth> months() throws IOException {
    List<YearMonth> months = new ArrayList<>();
    for (Path path : disk.list(directory)) {
      Matcher name = NAME.matcher(path.getFileName().toString());
      if (name.matches()) {
        months.add(YearMonth.parse(name.group(1)));
      }
    }
    months.sort(Comparator.reverseOrder());
    return months;
  }

  private Set<Long> versions(YearMonth month) throws IOException {
    Set<Long> versions = new HashSet<>();
    // Whatever bytes a crash has left: every one is a character of this charset.
    try (BufferedReader lines = Files.newBufferedReader(path(month), StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        tree(line).ifPresent(tree -> versions.add(tree.path("version").asLong()));
      }
    }
    return versions;
  }

  /// Goes on behind the last line. One that is torn gets an end, so that the next begins anew.
  private void resume(YearMonth month) throws IOException {
    DiskFile file = disk.openForWriting(path(month));
    current = Optional.of(new Current(month, file));
    size = file.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    if (size > 0 && file.read(last, size - 1) == 1 && last.get(0) != '\n') {
      append(file, "\n");
    }
  }

  private void append(DiskFile file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    dirty = true;
    file.write(ByteBuffer.wrap(bytes), size);
    size += bytes.length;
  }

  /// Takes note of a commit that is durable in the log. Does not touch the disk.
  ///
  /// @param before the catalog that it changes
  void note(CatalogCommit commit, Catalog before) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("version", commit.version())
            .put("at", commit.at().toString())
            .put("actor", commit.actor().name())
            .put("source", commit.actor().source())
            .put("action", commit.action());
    ArrayNode entries = line.putArray("entries");
    for (AuditEntry entry : commit.audit(before)) {
      ObjectNode one = entries.addObject().put("kind", entry.kind()).put("key", entry.key());
      entry.before().ifPresent(it -> one.set("before", it));
      entry.after().ifPresent(it -> one.set("after", it));
    }
    YearMonth month = YearMonth.from(commit.at().atOffset(ZoneOffset.UTC));
    Waiting next = new Waiting(commit.version(), month, text(line));
    synchronized (waiting) {
      waiting.add(next);
    }
  }

  private static String text(ObjectNode line) {
    try {
      return JSON.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  /// Writes what was noted, so that it can be found. What cannot be written waits for the next
  /// time.
  synchronized void write() throws IOException {
    for (Optional<Waiting> next = peek(); next.isPresent(); next = peek()) {
      Waiting one = next.get();
      if (one.version > writtenBefore && !written.contains(one.version)) {
        append(file(one.month), one.line);
        written.add(one.version);
      }
      synchronized (waiting) {
        waiting.remove();
      }
    }
  }

  private Optional<Waiting> peek() {
    synchronized (waiting) {
      return Optional.ofNullable(waiting.peek());
    }
  }

  /// The month's file; that of the latest month if the clock has gone back.
  private DiskFile file(YearMonth month) throws IOException {
    if (current.isPresent()) {
      Current open = current.get();
      if (!month.isAfter(open.month)) {
        return open.file;
      }
      force(open.file);
      open.file.close();
      current = Optional.empty();
      writtenBefore = written.stream().reduce(writtenBefore, Math::max);
      written.clear();
    }
    DiskFile file = disk.create(path(month));
    disk.syncDirectory(directory);
    current = Optional.of(new Current(month, file));
    size = 0;
    return file;
  }

  /// Makes durable what was noted.
  synchronized void force() throws IOException {
    write();
    if (current.isPresent()) {
      force(current.get().file);
    }
  }

  /// Deletes the months that are over for long enough; never the one that is written.
  ///
  /// @param kept how long ago the last day of a month has to be
  synchronized void retire(Instant now, Duration kept) throws IOException {
    YearMonth first = YearMonth.from(now.minus(kept).atOffset(ZoneOffset.UTC));
    boolean deleted = false;
    List<YearMonth> months = months();
    for (YearMonth month : months.subList(Math.min(1, months.size()), months.size())) {
      if (month.isBefore(first)) {
        disk.delete(path(month));
        deleted = true;
      }
    }
    if (deleted) {
      disk.syncDirectory(directory);
    }
  }

  private void force(DiskFile file) throws IOException {
    if (dirty) {
      file.force();
      dirty = false;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      force();
    } finally {
      if (current.isPresent()) {
        current.get().file.close();
        current = Optional.empty();
      }
    }
  }

  /// The entries that a query wants, the latest first. Looks at a bounded number of commits, so it
  /// may find fewer than there are, even none, while more follow.
  ///
  /// @param cursor [AuditPage#next] of the part before
  /// @param limit how many at most
  /// @throws IllegalArgumentException if the cursor was not given out
  /// @throws IOException if a file cannot be read
  public AuditPage find(AuditQuery query, Optional<String> cursor, int limit) throws IOException {
    return new AuditSearch(query, limit).from(cursor);
  }

  private synchronized Optional<Long> sizeOfCurrent(YearMonth month) {
    return current.filter(it -> it.month.equals(month)).map(_ -> size);
  }

  /// One search.
  private final class AuditSearch {
    private final AuditQuery query;
    private final int limit;
    private final List<AuditPage.Item> found = new ArrayList<>();
    private int lines;

    AuditSearch(AuditQuery query, int limit) {
      this.query = query;
      this.limit = limit;
    }

    AuditPage from(Optional<String> cursor) throws IOException {
      Optional<Matcher> place = cursor.map(CURSOR::matcher);
      if (place.filter(it -> !it.matches()).isPresent()) {
        throw new IllegalArgumentException("not a cursor");
      }
      Optional<YearMonth> least =
          query.from().map(it -> YearMonth.from(it.atOffset(ZoneOffset.UTC)));
      Optional<YearMonth> begin = place.map(it -> month(it.group(1)));
      for (YearMonth month : months()) {
        boolean skipped = begin.filter(month::isAfter).isPresent();
        if (least.filter(month::isBefore).isPresent()) {
          break;
        }
        if (!skipped) {
          Optional<String> next = Optional.empty();
          try {
            next = in(month, place.filter(_ -> begin.equals(Optional.of(month))));
          } catch (NoSuchFileException _) {
            // Its time was over a moment ago.
          }
          if (next.isPresent()) {
            return new AuditPage(found, next);
          }
        }
      }
      return new AuditPage(found, Optional.empty());
    }

    private static YearMonth month(String text) {
      try {
        return YearMonth.parse(text);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("not a month", e);
      }
    }

    /// @return where to go on if there is no more room
    private Optional<String> in(YearMonth month, Optional<Matcher> place) throws IOException {
      try (DiskFile file = disk.openForReading(path(month))) {
        long whole = sizeOfCurrent(month).orElse(file.size());
        long end = place.map(it -> Long.valueOf(it.group(2))).orElse(whole);
        if (end > whole) {
          throw new IllegalArgumentException("not a place in the file");
        }
        int skip = place.map(it -> Integer.valueOf(it.group(3))).orElse(0);
        BackwardLines backward = new BackwardLines(file, end);
        for (var line = backward.next(); line.isPresent(); line = backward.next()) {
          lines++;
          List<AuditPage.Item> items = items(line.get().text());
          for (int i = skip; i < items.size(); i++) {
            if (query.wants(items.get(i).entry())) {
              if (found.size() == limit) {
                return Optional.of(month + ":" + end + ":" + i);
              }
              found.add(items.get(i));
            }
          }
          skip = 0;
          end = line.get().start();
          if (lines >= LINES_MAX) {
            return Optional.of(month + ":" + end + ":0");
          }
        }
      }
      return Optional.empty();
    }
  }

  /// The entries of a line; none if it is torn.
  private static List<AuditPage.Item> items(String line) {
    Optional<JsonNode> tree = tree(line);
    if (tree.isEmpty()) {
      return List.of();
    }
    JsonNode commit = tree.get();
    List<AuditPage.Item> items = new ArrayList<>();
    for (JsonNode one : commit.path("entries")) {
      items.add(
          new AuditPage.Item(
              commit.path("version").asLong() + "." + items.size(),
              new AuditEntry(
                  Instant.parse(commit.path("at").asText()),
                  commit.path("actor").asText(),
                  commit.path("source").asText(),
                  commit.path("action").asText(),
                  one.path("kind").asText(),
                  one.path("key").asText(),
                  Optional.ofNullable(one.get("before")),
                  Optional.ofNullable(one.get("after")))));
    }
    return items;
  }

  private static Optional<JsonNode> tree(String line) {
    if (line.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode tree = JSON.readTree(line);
      return tree.path("version").isIntegralNumber() && tree.path("entries").isArray()
          ? Optional.of(tree)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      LOG.debug("a line of the audit log is torn: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
