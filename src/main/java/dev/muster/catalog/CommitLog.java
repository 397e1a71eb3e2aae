package dev.muster.catalog;

import java.io.IOException;

/// Where commits are made durable, in one order with the updates of end users.
public interface CommitLog {

  /// Returns when the commit is durable and [CatalogStore#applied] has been called with it, on the
  /// log's writer thread. May block; called by one thread at a time.
  ///
  /// @throws IOException if it was not taken and never will be; the catalog is as before
  void append(CatalogCommit commit) throws IOException;
}
