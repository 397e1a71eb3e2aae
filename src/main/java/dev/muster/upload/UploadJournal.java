package dev.muster.upload;

import java.util.concurrent.CompletableFuture;

/// Where the steps of uploads are made durable and visible, in the order in which one thread
/// submits them.
public interface UploadJournal {

  /// Takes a step. Returns at once.
  ///
  /// @return completed once the step is durable and readers see what it changed; exceptionally with
  ///   an [java.io.IOException] where it has no effect: its message says why
  CompletableFuture<Void> submit(UploadStep step);

  /// How many records there have been so far, whoever they are of.
  long records();

  /// What the steps add up to.
  UploadLedger ledger();
}
