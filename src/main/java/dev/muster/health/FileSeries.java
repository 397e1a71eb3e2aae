package dev.muster.health;

import dev.muster.catalog.Property;
import dev.muster.health.FileFinding.InFile;
import dev.muster.upload.ColumnCounts;
import dev.muster.upload.Refusal;
import dev.muster.upload.Upload;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Files that were read to their end and whose names are alike but for their digits: what a machine
/// exports night after night. Finds what is other about the last of them.
///
/// @param uploads one or more, the latest first
/// @param mended how many refused rows of the last of them were mended and uploaded since
/// @param zone in which a day begins
/// @param now the moment
/// @param open [HealthFinding#key] of what is known to go on
record FileSeries(List<Upload> uploads, long mended, ZoneId zone, Instant now, Set<String> open) {

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /// So many cells, or rows, say something.
  private static final long ENOUGH = 10;

  private static final int BEFORE_MAX = 10;
  private static final double OTHERS = 0.3;
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

  private static final int DAYS_MOST = 30;

  /// Whoever has been seen for less may be one who exports nothing on weekends.
  private static final int WEEK = 8;

  /// Who has stopped for so long, while others come, was stopped on purpose.
  private static final long FORGOTTEN_DAYS = 30;

  /// All series of some uploads, that of the latest file first.
  static List<FileSeries> of(List<Upload> done, ZoneId zone, Instant now, Set<String> open) {
    Map<String, List<Upload>> byName = new LinkedHashMap<>();
    for (Upload one : done) {
      String name = DIGITS.matcher(one.file().orElse("")).replaceAll("0");
      byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(one);
    }
    return byName.values().stream()
        .map(some -> new FileSeries(some, mended(some.getFirst(), done), zone, now, open))
        .toList();
  }

  /// Rows that were downloaded as refused, by the name that they have then or one of their own.
  private static long mended(Upload last, List<Upload> done) {
    String stem = last.file().map(name -> name.replaceAll("\\.[^.]*$", "")).orElse("");
    String asDownloaded = "-upload-" + last.id() + "-refused";
    return done.stream()
        .takeWhile(one -> one.number() > last.number())
        .filter(one -> {
          String name = one.file().orElse("");
          return name.contains(asDownloaded)
              || (!stem.isEmpty() && name.startsWith(stem + "-refused"));
        })
        .mapToLong(one -> one.progress().counts().taken())
        .sum();
  }

  Upload last() {
    return uploads.getFirst();
  }

  /// Whether it is one that still says something: it came more than once, and not too long ago for
  /// its pauses.
  boolean isGoingOn() {
    return uploads.size() > 1 && silentDays() <= Math.max(limitDays(), FORGOTTEN_DAYS);
  }

  Optional<HealthFinding> rowsRefused() {
    long read = last().progress().counts().read();
    long refused = last().progress().counts().refused() - mended;
    double least = ROWS_REFUSED * (open.contains("rows-refused") ? STILL : 1);
    return refused > 0 && (read >= ENOUGH ? refused >= least * read : 2 * refused > read)
        ? Optional.of(
            new FileFinding.RowsRefused(
                InFile.of(last()), last().createdAt(), refused, read, whyRows()))
        : Optional.empty();
  }

  /// Cells of rows that were taken in part are refused, too, and say nothing of the others.
  private Optional<String> whyRows() {
    boolean isPartial = last().progress().counts().partial() > 0;
    Set<String> properties = new HashSet<>();
    last().columns().forEach(one -> properties.add(one.column()));
    return last().refusals().stream()
        .filter(one -> !isPartial || !properties.contains(one.column()))
        .findFirst()
        .map(one ->
            one.column().isEmpty() || properties.contains(one.column())
                ? one.reason()
                : "“%s” does not say whom a row is about".formatted(one.column()));
  }

  // ---- when they come

  /// The latest days on which any came, in their order.
  private List<LocalDate> days() {
    List<LocalDate> latest =
        uploads.stream().map(one -> day(one.createdAt())).distinct().limit(DAYS_MOST).toList();
    return latest.reversed();
  }

  private LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }

  private long silentDays() {
    return day(now).toEpochDay() - day(last().createdAt()).toEpochDay();
  }

  private long longestPauseDays() {
    List<LocalDate> days = days();
    long longest = 1;
    for (int i = 1; i < days.size(); i++) {
      longest = Math.max(longest, days.get(i).toEpochDay() - days.get(i - 1).toEpochDay());
    }
    return longest;
  }

  private long limitDays() {
    long longest = longestPauseDays();
    return longest + Math.max(1, (longest + 1) / 2);
  }

  Optional<HealthFinding> quiet() {
    List<LocalDate> days = days();
    if (days.size() < DAYS_LEAST) {
      return Optional.empty();
    }
    boolean isNew = day(now).toEpochDay() - days.getFirst().toEpochDay() < WEEK;
    LocalDate last = days.getLast();
    long silent =
        isNew
            ? last.datesUntil(day(now))
                .map(it -> it.plusDays(1))
                .filter(it -> !isWeekend(it))
                .count()
            : silentDays();
    return silent > limitDays()
        ? Optional.of(
            new FileFinding.FilesQuiet(InFile.of(last()), last().createdAt(), longestPauseDays()))
        : Optional.empty();
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  // ---- columns

  Optional<HealthFinding> column(Property property) {
    Optional<ColumnCounts> counts = counts(last(), property);
    boolean isAnyRead = last().columns().stream().anyMatch(one -> one.cells() > 0);
    if (counts.isEmpty() || !isAnyRead) {
      return Optional.empty();
    }
    ColumnCounts last = counts.get();
    if (last.cells() == 0) {
      return missing(property);
    }
    if (isMuchRefused(property, last)) {
      return Optional.of(
          new FileFinding.ColumnRefused(
              property,
              InFile.of(last()),
              refusedSince(property),
              (double) last.refused() / last.cells(),
              last().refusals().stream()
                  .filter(one -> one.column().equals(property.path()))
                  .findFirst()
                  .map(Refusal::reason)));
    }
    return last.valued() == 0 && last.refused() == 0 ? empty(property, last) : Optional.empty();
  }

  /// Empty where it was not listed then, or by another column, or where nothing is known of
  /// columns.
  private static Optional<ColumnCounts> counts(Upload upload, Property property) {
    return upload.columns().stream()
        .filter(one -> one.attributeId() == property.attributeId())
        .filter(one -> one.column().equals(property.path()))
        .findFirst();
  }

  private Stream<Upload> before() {
    return uploads.stream().skip(1);
  }

  private Optional<HealthFinding> missing(Property property) {
    Optional<Upload> with =
        before()
            .filter(one -> counts(one, property).filter(it -> it.cells() > 0).isPresent())
            .findFirst();
    return with.map(one ->
        new FileFinding.ColumnMissing(
            property,
            InFile.of(last()),
            one.createdAt(),
            uploads.stream()
                .takeWhile(it -> it.number() > one.number())
                .filter(it -> counts(it, property).isPresent())
                .count()));
  }

  private Optional<HealthFinding> empty(Property property, ColumnCounts now) {
    Optional<Upload> with =
        before()
            .filter(one -> counts(one, property).filter(it -> it.valued() > 0).isPresent())
            .findFirst();
    return with.filter(one -> now.empty() >= ENOUGH)
        .filter(one -> {
          ColumnCounts then = counts(one, property).orElseThrow();
          return then.cells() >= ENOUGH && then.valued() >= VALUED_BEFORE * then.cells();
        })
        .map(one ->
            new FileFinding.ColumnEmpty(property, InFile.of(last()), one.createdAt(), now.empty()));
  }

  private boolean isMuchRefused(Property property, ColumnCounts counts) {
    double least =
        REFUSED * (open.contains("property-refused:" + property.attributeId()) ? STILL : 1);
    long left = counts.refused() - mended;
    return left >= REFUSED_LEAST && left >= least * counts.cells();
  }

  private Instant refusedSince(Property property) {
    return uploads.stream()
        .takeWhile(one ->
            counts(one, property)
                .filter(counts -> counts.refused() >= REFUSED * STILL * counts.cells())
                .filter(counts -> counts.refused() > 0)
                .isPresent())
        .reduce((_, earlier) -> earlier)
        .orElse(last())
        .createdAt();
  }

  // ---- rows

  /// Some of those before may be others, as those are that have just been found; what is usual is
  /// what most of them have.
  Optional<HealthFinding> volume() {
    List<Long> before =
        before().limit(BEFORE_MAX).map(one -> one.progress().counts().read()).sorted().toList();
    if (before.size() < 2) {
      return Optional.empty();
    }
    int others = before.size() == 2 ? 0 : Math.max(1, (int) (OTHERS * before.size()));
    long least = before.get(others);
    long most = before.get(before.size() - 1 - others);
    long usual = before.get(before.size() / 2);
    long rows = last().progress().counts().read();
    double dropped = open.contains("volume-dropped") ? DROPPED_STILL : DROPPED;
    if (least >= ROWS_LEAST && rows <= dropped * least) {
      return Optional.of(
          new FileFinding.RowsDropped(InFile.of(last()), usual, rows, last().createdAt()));
    }
    long times = open.contains("volume-rose") ? ROSE_STILL_TIMES : ROSE_TIMES;
    return most >= ROWS_LEAST && rows >= Math.max(ROSE_LEAST, times * most)
        ? Optional.of(new FileFinding.RowsRose(InFile.of(last()), usual, rows, last().createdAt()))
        : Optional.empty();
  }
}
