package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.refused;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.catalog.CatalogException.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CatalogStoreTest {

  @Test
  void listenersHaveSeenAChangeBeforeItsEditorIsAnswered() {
    CatalogStore store = MemoryLog.store();
    List<Long> seen = new ArrayList<>();
    store.onChange(catalog -> seen.add(catalog.version()));
    store.systems().create(ADMIN, system("shop"));
    assertThat(seen).containsExactly(0L, 1L);
  }

  @Test
  void aListenerThatFailsKeepsNoOtherFromTheChange() {
    CatalogStore store = MemoryLog.store();
    List<Long> seen = new ArrayList<>();
    store.onChange(catalog -> {
      if (catalog.version() > 0) {
        throw new IllegalStateException("no");
      }
    });
    store.onChange(catalog -> seen.add(catalog.version()));
    assertThatThrownBy(() -> store.systems().create(ADMIN, system("shop"))).hasMessage("no");
    assertThat(seen).containsExactly(0L, 1L);
    assertThat(store.current().system("shop")).isPresent();
  }

  @Test
  void aRefusedChangeReachesNeitherLogNorListeners() {
    MemoryLog log = new MemoryLog();
    CatalogStore store = log.opened();
    List<Long> seen = new ArrayList<>();
    store.onChange(catalog -> seen.add(catalog.version()));
    refused(Code.INVALID, () -> store.systems().create(ADMIN, system("No Key")));
    assertThat(log.commits()).isEmpty();
    assertThat(seen).containsExactly(0L);
  }

  @Test
  void whatTheLogDoesNotTakeHasNotHappened() {
    CatalogStore store =
        new CatalogStore(
            _ -> {
              throw new IOException("the disk is full");
            },
            Catalog.EMPTY);
    CatalogException refused =
        refused(Code.UNAVAILABLE, () -> store.systems().create(ADMIN, system("shop")));
    assertThat(refused.detail()).contains("the disk is full");
    assertThat(store.current()).isEqualTo(Catalog.EMPTY);
  }

  @Test
  void ofEditorsWhoRaceForOneVersionOneWinsAndNoUpdateIsLost() throws InterruptedException {
    MemoryLog log = new MemoryLog();
    CatalogStore store = log.opened();
    store.systems().create(ADMIN, system("shop"));
    ConcurrentLinkedQueue<Long> versions = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Long> notified = new ConcurrentLinkedQueue<>();
    store.onChange(catalog -> notified.add(catalog.version()));
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> editors = new ArrayList<>();
    int each = 50;
    int updates = 16 * each;
    for (int i = 0; i < 16; i++) {
      editors.add(Thread.startVirtualThread(() -> increment(store, start, each, versions)));
    }
    start.countDown();
    for (Thread editor : editors) {
      editor.join();
    }

    // Each editor added one to the limit that it had read, so the sum tells of every one of them.
    SystemDefinition shop = store.current().system("shop").orElseThrow();
    assertThat(shop.attributeLimit()).isEqualTo(30 + updates);
    assertThat(shop.version()).isEqualTo(1 + updates);
    assertThat(versions).doesNotHaveDuplicates().hasSize(updates);
    assertThat(List.copyOf(notified)).isSorted().doesNotHaveDuplicates();
    assertThat(log.commits()).hasSize(1 + updates);
    assertThat(log.commits()).extracting(CatalogCommit::version).isSorted();
  }

  private static void increment(
      CatalogStore store, CountDownLatch start, int times, ConcurrentLinkedQueue<Long> versions) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    int done = 0;
    while (done < times) {
      SystemDefinition seen = store.current().system("shop").orElseThrow();
      SystemForm more =
          new SystemForm("shop", "Shop", "UTC", OptionalInt.of(seen.attributeLimit() + 1));
      try {
        versions.add(
            store.systems().update(ADMIN, "shop", more, OptionalLong.of(seen.version())).version());
        done++;
      } catch (CatalogException e) {
        assertThat(e.code()).isEqualTo(Code.VERSION_CONFLICT);
      }
    }
  }
}
