package dev.muster.health;

import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.upload.ColumnCounts;
import dev.muster.upload.Refusal;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadMode;
import dev.muster.upload.UploadStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds what somebody should know of an integration that takes files, in what its uploads have
/// counted. Like [HealthCheck] it has no memory of its own.
///
/// Files are compared with those before them whose names are alike but for their digits: what a
/// machine exports night after night. One of another name that came once, such as the rows that
/// somebody has mended, says nothing of the others.
public final class FileCheck {

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /// So many cells, or rows, say something.
  private static final long ENOUGH = 10;

  private static final int BEFORE_MAX = 5;
  private static final double ROWS_REFUSED = 0.2;
  private static final double REFUSED = 0.2;
  private static final long REFUSED_LEAST = 5;
  private static final double VALUED_BEFORE = 0.2;
  private static final long ROWS_LEAST = 50;
  private static final double DROPPED = 0.3;
  private static final double DROPPED_STILL = 0.5;
  private static final int ROSE_TIMES = 5;
  private static final int ROSE_STILL_TIMES = 3;
  private static final long ROSE_LEAST = 500;
  private static final double STILL = 0.5;

  /// On so many days files have to have come until it is known how often they do.
  private static final int DAYS_LEAST = 4;

  private final Integration integration;
  private final Optional<String> trouble;
  private final ZoneId zone;
  private final Instant now;
  private final Set<String> open;

  /// Merges and replaces that are over and were not taken back, the latest first.
  private final List<Upload> over;

  /// Those of them that are compared with each other.
  private final List<Upload> alike;

  private FileCheck(
      Integration integration,
      List<Upload> uploads,
      Optional<String> trouble,
      ZoneId zone,
      Instant now,
      Set<String> open) {
    this.integration = integration;
    this.trouble = trouble;
    this.zone = zone;
    this.now = now;
    this.open = open;
    this.over = uploads.stream().filter(FileCheck::hasRun).toList();
    this.alike = alike(over.stream().filter(one -> one.status() == UploadStatus.DONE).toList());
  }

  /// How an integration is.
  ///
  /// @param uploads of one environment, the latest first
  /// @param trouble of its schedule there, as sentences
  /// @param zone of its system
  /// @param open [HealthFinding#key] of what is known to go on: it ends only once it is clearly
  ///   over, so that it does not come and go
  public static Health of(
      Integration integration,
      List<Upload> uploads,
      Optional<String> trouble,
      ZoneId zone,
      Instant now,
      Set<String> open) {
    return new FileCheck(integration, uploads, trouble, zone, now, open).health();
  }

  /// The uploads that say how an integration is, in the order in which they are given: those that
  /// have changed users, or should have, and were not taken back.
  public static List<Upload> toldOf(List<Upload> uploads) {
    return uploads.stream().filter(FileCheck::hasRun).toList();
  }

  private static boolean hasRun(Upload upload) {
    boolean isKept = upload.undoneBy().isEmpty();
    return isKept
        && (upload.mode() == UploadMode.MERGE || upload.mode() == UploadMode.REPLACE)
        && (upload.status() == UploadStatus.DONE || upload.status() == UploadStatus.FAILED);
  }

  /// Of the newest name that has come more than once; where there is none, the newest alone.
  private static List<Upload> alike(List<Upload> done) {
    Map<String, List<Upload>> byName = new LinkedHashMap<>();
    for (Upload one : done) {
      byName.computeIfAbsent(name(one), _ -> new ArrayList<>()).add(one);
    }
    return byName.values().stream()
        .filter(some -> some.size() > 1)
        .findFirst()
        .orElseGet(() -> done.stream().limit(1).toList());
  }

  private static String name(Upload upload) {
    return DIGITS.matcher(upload.file().orElse("")).replaceAll("0");
  }

  private Health health() {
    HealthWords words = new HealthWords(zone, now);
    List<HealthFinding> found = new ArrayList<>();
    trouble.map(FileFinding.ScheduleFailing::new).ifPresent(found::add);
    if (over.isEmpty() && found.isEmpty()) {
      FileFinding.NothingEver never = new FileFinding.NothingEver();
      return new Health(Health.State.NEW, words.of(never), List.of(never));
    }
    over.stream().findFirst().flatMap(FileCheck::failed).ifPresent(found::add);
    if (!alike.isEmpty()) {
      rowsRefused().ifPresent(found::add);
      quiet().ifPresent(found::add);
      for (Property property : integration.properties()) {
        column(property).ifPresent(found::add);
      }
      volume().ifPresent(found::add);
    }
    return found.isEmpty()
        ? new Health(Health.State.OK, words.ok(over.getFirst()), List.of())
        : new Health(state(found), words.all(found), found);
  }

  private static Health.State state(List<HealthFinding> found) {
    for (HealthFinding one : found) {
      boolean fails =
          one instanceof FileFinding.ScheduleFailing
              || one instanceof FileFinding.UploadFailed
              || (one instanceof FileFinding.RowsRefused rows && rows.isMost());
      if (fails) {
        return Health.State.FAILING;
      }
    }
    return found.stream().anyMatch(FileFinding.FilesQuiet.class::isInstance)
        ? Health.State.QUIET
        : Health.State.CHANGED;
  }

  private static Optional<HealthFinding> failed(Upload newest) {
    return newest.status() == UploadStatus.FAILED
        ? Optional.of(
            new FileFinding.UploadFailed(
                newest.file(),
                newest.endedAt().orElse(newest.createdAt()),
                newest.reason().orElse("")))
        : Optional.empty();
  }

  private Optional<HealthFinding> rowsRefused() {
    Upload last = alike.getFirst();
    long read = last.progress().counts().read();
    long refused = last.progress().counts().refused();
    double least = ROWS_REFUSED * (open.contains("rows-refused") ? STILL : 1);
    return refused > 0 && (read >= ENOUGH ? refused >= least * read : 2 * refused > read)
        ? Optional.of(
            new FileFinding.RowsRefused(last.createdAt(), refused, read, commonest(last, "")))
        : Optional.empty();
  }

  /// @param column empty: of whichever there was most
  private static Optional<String> commonest(Upload upload, String column) {
    return upload.refusals().stream()
        .filter(one -> column.isEmpty() || one.column().equals(column))
        .findFirst()
        .map(Refusal::reason);
  }

  private Optional<HealthFinding> quiet() {
    List<LocalDate> days =
        over.stream()
            .map(one -> LocalDate.ofInstant(one.createdAt(), zone))
            .distinct()
            .sorted()
            .toList();
    if (days.size() < DAYS_LEAST) {
      return Optional.empty();
    }
    long longest = 0;
    for (int i = 1; i < days.size(); i++) {
      longest = Math.max(longest, days.get(i).toEpochDay() - days.get(i - 1).toEpochDay());
    }
    long silent = LocalDate.ofInstant(now, zone).toEpochDay() - days.getLast().toEpochDay();
    return silent > longest + Math.max(1, (longest + 1) / 2)
        ? Optional.of(new FileFinding.FilesQuiet(over.getFirst().createdAt(), longest))
        : Optional.empty();
  }

  // ---- columns

  private Optional<HealthFinding> column(Property property) {
    Upload last = alike.getFirst();
    Optional<ColumnCounts> counts = counts(last, property);
    boolean isAnyRead = last.columns().stream().anyMatch(one -> one.cells() > 0);
    if (counts.isEmpty() || !isAnyRead) {
      return Optional.empty();
    }
    ColumnCounts now = counts.get();
    if (now.cells() == 0) {
      return missing(property);
    }
    if (isMuchRefused(property, now)) {
      return Optional.of(
          new FileFinding.ColumnRefused(
              property,
              refusedSince(property),
              (double) now.refused() / now.cells(),
              commonest(last, property.path())));
    }
    return now.valued() == 0 && now.refused() == 0 ? empty(property, now) : Optional.empty();
  }

  /// Empty where it was not listed then, or where nothing is known of columns.
  private static Optional<ColumnCounts> counts(Upload upload, Property property) {
    return upload.columns().stream()
        .filter(one -> one.attributeId() == property.attributeId())
        .findFirst();
  }

  private Optional<HealthFinding> missing(Property property) {
    for (int i = 1; i < alike.size(); i++) {
      Optional<ColumnCounts> before = counts(alike.get(i), property);
      if (before.isPresent() && before.get().cells() > 0) {
        return Optional.of(new FileFinding.ColumnMissing(property, alike.get(i).createdAt(), i));
      }
    }
    return Optional.empty();
  }

  private Optional<HealthFinding> empty(Property property, ColumnCounts now) {
    if (now.empty() < ENOUGH) {
      return Optional.empty();
    }
    for (Upload earlier : alike.subList(1, alike.size())) {
      Optional<ColumnCounts> before = counts(earlier, property);
      if (before.isPresent() && before.get().valued() > 0) {
        ColumnCounts then = before.get();
        return then.cells() >= ENOUGH && then.valued() >= VALUED_BEFORE * then.cells()
            ? Optional.of(new FileFinding.ColumnEmpty(property, earlier.createdAt(), now.empty()))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean isMuchRefused(Property property, ColumnCounts counts) {
    double least =
        REFUSED * (open.contains("property-refused:" + property.attributeId()) ? STILL : 1);
    return counts.refused() >= REFUSED_LEAST && counts.refused() >= least * counts.cells();
  }

  private Instant refusedSince(Property property) {
    return alike.stream()
        .takeWhile(one ->
            counts(one, property)
                .filter(counts -> counts.refused() >= REFUSED * STILL * counts.cells())
                .filter(counts -> counts.refused() > 0)
                .isPresent())
        .reduce((_, earlier) -> earlier)
        .orElse(alike.getFirst())
        .createdAt();
  }

  // ---- rows

  private Optional<HealthFinding> volume() {
    List<Long> before =
        alike.stream()
            .skip(1)
            .limit(BEFORE_MAX)
            .map(one -> one.progress().counts().read())
            .sorted()
            .collect(Collectors.toList());
    if (before.size() < 2 || before.getFirst() < ROWS_LEAST) {
      return Optional.empty();
    }
    Upload last = alike.getFirst();
    long rows = last.progress().counts().read();
    long usual = before.get(before.size() / 2);
    double dropped = open.contains("volume-dropped") ? DROPPED_STILL : DROPPED;
    if (rows <= dropped * before.getFirst()) {
      return Optional.of(new FileFinding.RowsDropped(usual, rows, last.createdAt()));
    }
    long times = open.contains("volume-rose") ? ROSE_STILL_TIMES : ROSE_TIMES;
    return rows >= Math.max(ROSE_LEAST, times * before.getLast())
        ? Optional.of(new FileFinding.RowsRose(usual, rows, last.createdAt()))
        : Optional.empty();
  }
}
