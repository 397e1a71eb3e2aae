package dev.muster.upload;

import dev.muster.catalog.CatalogStore;
import dev.muster.population.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is kept of uploads that are over, and for how long.
final class UploadKeeping {

  private static final Logger LOG = LoggerFactory.getLogger(UploadKeeping.class);
  private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

  private final UploadFiles files;
  private final UploadJournal journal;
  private final CatalogStore catalog;
  private final int historyMax;
  private final InstantSource clock;
  private final Map<Long, Set<UserId>> erasedMeanwhile = new HashMap<>();
  private Instant tidiedAt = Instant.MIN;

  UploadKeeping(
      UploadFiles files,
      UploadJournal journal,
      CatalogStore catalog,
      int historyMax,
      InstantSource clock) {
    this.files = files;
    this.journal = journal;
    this.catalog = catalog;
    this.historyMax = historyMax;
    this.clock = clock;
  }

  /// What has lain there in part for too long.
  interface Abandoned {
    void giveUp(Upload upload);
  }

  /// Deletes what is old enough, if that was not done a moment ago.
  void tidy(Abandoned abandoned) {
    Instant now = clock.instant();
    if (now.isBefore(tidiedAt.plus(TIDY_EVERY))) {
      return;
    }
    tidiedAt = now;
    try {
      files.deleteUnless(number -> journal.ledger().find(number).isPresent());
      for (Upload upload : journal.ledger().all()) {
        if (upload.keptUntil().filter(until -> !now.isBefore(until)).isPresent()) {
          files.deleteAll(upload.number());
        }
        if (upload.status() == UploadStatus.RECEIVING && files.isAbandoned(upload, now)) {
          abandoned.giveUp(upload);
        }
      }
      forgetOld();
    } catch (IOException failed) {
      LOG.warn("files of uploads could not be tidied: {}", failed.getMessage());
    }
  }

  /// Whether it may still be taken back.
  private boolean isKept(Upload upload) {
    return upload.hasChanged()
        && upload.keptUntil().filter(until -> clock.instant().isBefore(until)).isPresent();
  }

  private void forgetOld() throws IOException {
    record Kind(int integrationId, int environmentId) {}
    Map<Kind, List<Upload>> over =
        journal.ledger().find(upload -> upload.status().isOver() && !isKept(upload)).stream()
            .sorted(Comparator.comparingLong(Upload::number).reversed())
            .collect(
                Collectors.groupingBy(
                    upload -> new Kind(upload.integrationId(), upload.environmentId())));
    for (List<Upload> each : over.values()) {
      for (Upload old : each.subList(Math.min(each.size(), historyMax), each.size())) {
        files.deleteAll(old.number());
        CompletableFuture<Void> _ = journal.submit(new UploadStep.Forget(old.number()));
      }
    }
  }

  /// Leaves nothing of a user who was erased in what is kept of uploads: neither what there was
  /// before them nor refused rows. A file that still runs brings a user back whom it has a row of.
  synchronized void erase(int environmentId, UserId user) {
    for (Upload upload : journal.ledger().find(one -> one.environmentId() == environmentId)) {
      try {
        Path undo = files.undo(upload.number());
        if (Files.exists(undo)) {
          UndoFile.erase(undo, user);
        }
      } catch (IOException failed) {
        LOG.error(
            "what undoing upload {} needs may still have an erased user", upload.id(), failed);
      }
      Optional<UploadPlace> place = UploadPlace.of(catalog.current(), upload);
      if (place.isPresent()) {
        erasedMeanwhile.computeIfAbsent(upload.number(), _ -> new HashSet<>()).add(user);
        if (upload.status().isOver()) {
          over(upload);
        }
      }
    }
  }

  /// Takes those who were erased while an upload ran out of its refused rows, which are written on
  /// until then.
  synchronized void over(Upload upload) {
    Set<UserId> erased = erasedMeanwhile.remove(upload.number());
    Optional<UploadPlace> place = UploadPlace.of(catalog.current(), upload);
    if (erased != null && place.isPresent()) {
      erased.forEach(user -> eraseRefused(upload, place.get(), user));
    }
  }

  /// What cannot be read again is of no use to anybody, and may have the user.
  private void eraseRefused(Upload upload, UploadPlace place, UserId user) {
    try {
      files.eraseRefused(upload.number(), place.system().pages().salt(), user);
    } catch (IOException unreadable) {
      LOG.warn(
          "the refused rows of upload {} are deleted: {}", upload.id(), unreadable.getMessage());
      try {
        Files.deleteIfExists(files.refused(upload.number()));
      } catch (IOException failed) {
        LOG.error("refused rows of upload {} may have an erased user", upload.id(), failed);
      }
    }
  }
}
