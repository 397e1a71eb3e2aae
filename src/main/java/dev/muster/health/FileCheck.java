package dev.muster.health;

import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadMode;
import dev.muster.upload.UploadStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what somebody should know of an integration that takes files, in what its uploads have
/// counted. Like [HealthCheck] it has no memory of its own.
///
/// Files are compared with those of their [FileSeries] only: one of another name that came once,
/// such as the rows that somebody has mended, says nothing of the others.
public final class FileCheck {

  private final Integration integration;
  private final Optional<String> trouble;
  private final HealthWords words;

  /// Merges and replaces that are over and were not taken back, the latest first.
  private final List<Upload> over;

  private final List<FileSeries> series;

  private FileCheck(
      Integration integration,
      List<Upload> uploads,
      Optional<String> trouble,
      ZoneId zone,
      Instant now,
      Set<String> open) {
    this.integration = integration;
    this.trouble = trouble;
    this.words = new HealthWords(zone, now);
    this.over = toldOf(uploads);
    this.series =
        FileSeries.of(
            over.stream().filter(one -> one.status() == UploadStatus.DONE).toList(),
            zone,
            now,
            open);
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
    return uploads.stream()
        .filter(one -> one.undoneBy().isEmpty())
        .filter(one -> one.mode() == UploadMode.MERGE || one.mode() == UploadMode.REPLACE)
        .filter(one -> one.status() == UploadStatus.DONE || one.status() == UploadStatus.FAILED)
        .toList();
  }

  private Health health() {
    if (over.isEmpty() && trouble.isEmpty()) {
      FileFinding.NothingEver never = new FileFinding.NothingEver();
      return new Health(Health.State.NEW, words.of(never), List.of(never));
    }
    List<HealthFinding> found = new ArrayList<>();
    trouble.map(FileFinding.ScheduleFailing::new).ifPresent(found::add);
    over.stream().findFirst().flatMap(FileCheck::failed).ifPresent(found::add);
    found.addAll(ofSeries());
    return found.isEmpty()
        ? new Health(Health.State.OK, words.ok(over.getFirst()), List.of())
        : new Health(state(found), words.all(found), found);
  }

  private static Optional<HealthFinding> failed(Upload newest) {
    return newest.status() == UploadStatus.FAILED
        ? Optional.of(
            new FileFinding.UploadFailed(
                FileFinding.InFile.of(newest),
                newest.endedAt().orElse(newest.createdAt()),
                newest.reasonWithoutNames().orElse("")))
        : Optional.empty();
  }

  /// What is found of several series is told of the one of which a file came last.
  private Collection<HealthFinding> ofSeries() {
    List<HealthFinding> found = new ArrayList<>();
    List<FileSeries> told = new ArrayList<>(series.stream().limit(1).toList());
    series.stream().skip(1).filter(FileSeries::isGoingOn).forEach(told::add);
    told.forEach(one -> one.rowsRefused().ifPresent(found::add));
    found.sort(Comparator.comparing(one -> !isMost(one)));
    told.forEach(one -> {
      one.quiet().ifPresent(found::add);
      for (Property property : integration.properties()) {
        one.column(property).ifPresent(found::add);
      }
      one.volume().ifPresent(found::add);
    });
    Map<String, HealthFinding> byKey = new LinkedHashMap<>();
    found.forEach(one -> byKey.putIfAbsent(one.key(), one));
    return byKey.values();
  }

  private static boolean isMost(HealthFinding finding) {
    return finding instanceof FileFinding.RowsRefused rows && rows.isMost();
  }

  private static Health.State state(List<HealthFinding> found) {
    boolean fails =
        found.stream()
            .anyMatch(one ->
                one instanceof FileFinding.ScheduleFailing
                    || one instanceof FileFinding.UploadFailed
                    || isMost(one));
    if (fails) {
      return Health.State.FAILING;
    }
    return found.stream().anyMatch(FileFinding.FilesQuiet.class::isInstance)
        ? Health.State.QUIET
        : Health.State.CHANGED;
  }
}
