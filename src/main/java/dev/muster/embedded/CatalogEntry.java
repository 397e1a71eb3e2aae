package dev.muster.embedded;

import dev.muster.catalog.CatalogCommit;
import dev.muster.catalog.CatalogStore;
import dev.muster.storage.LogEntry;
import dev.muster.storage.RecordBuffer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// A change of the catalog on its way into the log.
final class CatalogEntry implements LogEntry {

  private final EngineState state;
  private final CatalogStore store;
  private final CatalogCommit commit;
  private final byte[] bytes;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  CatalogEntry(EngineState state, CatalogStore store, CatalogCommit commit) {
    this.state = state;
    this.store = store;
    this.commit = commit;
    this.bytes = commit.bytes();
  }

  /// Completed once the change is durable and applied, or exceptionally.
  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public int kind() {
    return RecordKind.CATALOG.number();
  }

  @Override
  public int bytesMax() {
    return bytes.length;
  }

  @Override
  public void write(RecordBuffer out, long position) {
    out.putBytes(bytes);
  }

  @Override
  public void committed(long position) {
    try {
      state.applyCatalog(commit);
      store.applied(commit);
      done.complete(null);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
      throw e;
    }
  }

  @Override
  public void refused(IOException why) {
    done.completeExceptionally(why);
  }
}
