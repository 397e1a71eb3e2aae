package dev.muster.upload;

import dev.muster.catalog.CatalogStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
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

  /// For so long after an upload's end it is remembered who was erased amid it: a start from a
  /// checkpoint that was begun before may apply its rows again.
  private static final Duration SETTLED = Duration.ofHours(1);

  private final UploadFiles files;
  private final UploadJournal journal;
  private final CatalogStore catalog;
  private final UploadLimits limits;
  private final InstantSource clock;
  private Instant tidiedAt = Instant.MIN;

  UploadKeeping(
      UploadFiles files,
      UploadJournal journal,
      CatalogStore catalog,
      UploadLimits limits,
      InstantSource clock) {
    this.files = files;
    this.journal = journal;
    this.catalog = catalog;
    this.limits = limits;
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
        if (upload.keptUntil(limits.kept()).filter(until -> !now.isBefore(until)).isPresent()) {
          files.deleteAll(upload.number());
        }
        if (upload.status() == UploadStatus.RECEIVING && files.isAbandoned(upload, now)) {
          abandoned.giveUp(upload);
        }
      }
      eraseLeft();
      forgetOld();
    } catch (IOException failed) {
      LOG.warn("files of uploads could not be tidied: {}", failed.getMessage());
    }
  }

  /// Makes good what a kill had left, and forgets whom it need not know any more.
  private synchronized void eraseLeft() {
    for (long number : journal.ledger().withErased()) {
      journal.ledger().find(number).ifPresent(this::erase);
    }
  }

  /// Whether it may still be taken back.
  private boolean isKept(Upload upload) {
    return upload.hasChanged()
        && upload
            .keptUntil(limits.kept())
            .filter(until -> clock.instant().isBefore(until))
            .isPresent();
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
      for (Upload old : each.subList(Math.min(each.size(), limits.historyMax()), each.size())) {
        files.deleteAll(old.number());
        CompletableFuture<Void> _ = journal.submit(new UploadStep.Forget(old.number()));
      }
    }
  }

  /// Leaves nothing of users who were erased in what is kept of uploads: neither what there was
  /// before them nor refused rows. What an upload that is not over has of them goes at its end, as
  /// it is written on until then; what it has by now goes at once, as far as that can be.
  synchronized void erase(int environmentId) {
    for (long number : journal.ledger().withErased()) {
      journal
          .ledger()
          .find(number)
          .filter(upload -> upload.environmentId() == environmentId)
          .ifPresent(this::erase);
    }
  }

  private void erase(Upload upload) {
    ErasedUsers erased = journal.ledger().erased(upload.number());
    try {
      Path undo = files.undo(upload.number());
      if (Files.exists(undo)) {
        UndoFile.erase(undo, erased);
      }
    } catch (IOException failed) {
      LOG.error("what undoing upload {} needs may still have an erased user", upload.id(), failed);
    }
    if (upload.status().isOver()) {
      eraseRefused(upload, erased);
      boolean isLongOver =
          upload.endedAt().filter(end -> clock.instant().isAfter(end.plus(SETTLED))).isPresent();
      if (isLongOver) {
        journal.ledger().forgetErased(upload.number());
      }
    }
  }

  /// Takes those who were erased while an upload ran out of what is kept of it.
  synchronized void over(Upload upload) {
    if (upload.status().isOver() && !journal.ledger().erased(upload.number()).isEmpty()) {
      erase(upload);
    }
  }

  /// What cannot be read again is of no use to anybody, and may have the user.
  private void eraseRefused(Upload upload, ErasedUsers erased) {
    try {
      files.eraseRefused(upload.number(), salts(upload), erased);
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

  /// Every salt that a user of these rows may be known by: the file has identifiers as they were
  /// sent, whatever was made of them at whichever time.
  private Set<Optional<String>> salts(Upload of) {
    Set<Optional<String>> salts = new HashSet<>();
    salts.add(Optional.empty());
    UploadPlace.of(catalog.current(), of)
        .ifPresent(place -> salts.add(place.system().pages().salt()));
    journal
        .ledger()
        .find(upload -> upload.environmentId() == of.environmentId())
        .forEach(upload -> upload.readBy().ifPresent(mark -> salts.add(mark.salt())));
    return salts;
  }
}
