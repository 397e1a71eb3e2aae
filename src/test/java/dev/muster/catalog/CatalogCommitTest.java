package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.integration;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogCommitTest {

  private final MemoryLog log = new MemoryLog();
  private final CatalogStore store = log.opened();

  private static byte[] edited(byte[] json, String text, String replacement) {
    String before = new String(json, StandardCharsets.UTF_8);
    assertThat(before).contains(text);
    return before.replace(text, replacement).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aCommitSaysWhoDidWhatWhenAndFromWhere() {
    store.systems().create(ADMIN, system("shop"));
    CatalogCommit commit = log.commits().getFirst();
    assertThat(commit.actor()).isEqualTo(ADMIN);
    assertThat(commit.action()).isEqualTo("system.create");
    assertThat(commit.version()).isEqualTo(1);
    assertThat(commit.at()).isEqualTo(store.current().system("shop").orElseThrow().createdAt());
  }

  @Test
  void aCommitOfANewerFormIsRefusedInWords() {
    store.systems().create(ADMIN, system("shop"));
    byte[] bytes = log.commits().getFirst().bytes();
    assertThatThrownBy(() -> CatalogCommit.of(edited(bytes, "\"form\":3", "\"form\":4")))
        .isInstanceOf(UnreadableCatalogException.class)
        .hasMessageContaining("a newer version of Muster");
    assertThatThrownBy(() -> CatalogCommit.of(edited(bytes, "put-environment", "put-planet")))
        .isInstanceOf(UnreadableCatalogException.class)
        .hasMessageContaining("put-planet");
  }

  @Test
  void aCatalogOfANewerFormIsRefusedInWords() {
    byte[] bytes = CatalogJson.write(Catalog.EMPTY);
    assertThatThrownBy(() -> CatalogJson.read(edited(bytes, "\"form\":4", "\"form\":9")))
        .isInstanceOf(UnreadableCatalogException.class)
        .hasMessageContaining("a newer version of Muster");
  }

  @Test
  void whatWasWrittenBeforeThereWereSettingsOfPagesIsRead() {
    store.systems().create(ADMIN, system("shop"));
    String off = ",\"verification\":{\"required\":false,\"secrets\":[]}";
    byte[] commit = edited(log.commits().getFirst().bytes(), off, "");
    assertThat(CatalogCommit.of(edited(commit, "\"form\":3", "\"form\":1")).bytes())
        .isEqualTo(log.commits().getFirst().bytes());

    byte[] catalog = edited(CatalogJson.write(store.current()), off, "");
    String pages = "\"pages\":" + PagesJson.write(PageSettings.DEFAULT) + ",";
    byte[] older = edited(edited(catalog, pages, ""), "\"form\":4", "\"form\":2");
    assertThat(CatalogJson.read(older)).isEqualTo(store.current());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"form\":1}", "{\"form\":\"1\"}"})
  void whatIsNoCommitIsRefused(String bytes) {
    assertThatThrownBy(() -> CatalogCommit.of(bytes.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableCatalogException.class);
    assertThatThrownBy(() -> CatalogJson.read(bytes.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableCatalogException.class);
  }

  @Test
  void aCommitOutOfOrderIsRefusedAndOneSeenBeforeIsSkipped() {
    store.systems().create(ADMIN, system("shop"));
    store.integrations().create(ADMIN, "shop", integration("crm", "plan plan string"));
    CatalogCommit first = log.commits().getFirst();
    CatalogCommit second = log.commits().getLast();

    CatalogStore replaying = new CatalogStore(log, Catalog.EMPTY);
    assertThatThrownBy(() -> replaying.applied(second)).isInstanceOf(IllegalStateException.class);
    replaying.applied(first);
    replaying.applied(second);
    replaying.applied(first);
    assertThat(replaying.current()).isEqualTo(store.current());
  }
}
