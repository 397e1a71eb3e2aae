package dev.muster.catalog;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A commit log that lives as long as its test. Commits go through their bytes, as in a log on
/// disk.
public final class MemoryLog implements CommitLog {

  private final List<byte[]> records = new ArrayList<>();
  private CatalogStore store = new CatalogStore(this, Catalog.EMPTY);

  /// A store over a new log.
  public static CatalogStore store() {
    MemoryLog log = new MemoryLog();
    return log.store;
  }

  /// A store over a new log, by another clock.
  public static CatalogStore store(InstantSource clock) {
    return new MemoryLog().open(Catalog.EMPTY, CatalogLimits.DEFAULT, clock);
  }

  MemoryLog() {}

  CatalogStore open(Catalog initial, CatalogLimits limits, InstantSource clock) {
    store = new CatalogStore(this, initial, limits, clock);
    return store;
  }

  CatalogStore opened() {
    return store;
  }

  @Override
  public void append(CatalogCommit commit) {
    records.add(commit.bytes());
    store.applied(CatalogCommit.of(records.getLast()));
  }

  List<CatalogCommit> commits() {
    return records.stream().map(CatalogCommit::of).toList();
  }
}
