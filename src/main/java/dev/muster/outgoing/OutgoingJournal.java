package dev.muster.outgoing;

import java.util.concurrent.CompletableFuture;

/// Where what is found and done becomes durable.
public interface OutgoingJournal {

  /// Submits changes; returns at once.
  ///
  /// @return completed with whether they are durable and have taken effect; never exceptionally
  CompletableFuture<Boolean> submit(SegmentChanges changes);

  /// Submits progress; returns at once.
  ///
  /// @return as of changes
  CompletableFuture<Boolean> submit(ProgressNote note);
}
