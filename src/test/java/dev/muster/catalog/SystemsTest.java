package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.integration;
import static dev.muster.catalog.Samples.refused;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.CatalogException.Code;
import java.time.ZoneId;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemsTest {

  private final CatalogStore store = MemoryLog.store();

  @Test
  void aNewSystemHasProductionAndTestAndRoomForThirtyAttributes() {
    SystemDefinition shop = store.systems().create(ADMIN, system("shop"));

    assertThat(shop.version()).isEqualTo(1);
    assertThat(shop.attributeLimit()).isEqualTo(30);
    assertThat(shop.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(shop.environments())
        .extracting(Environment::key)
        .containsExactly("production", "test");
    assertThat(shop.environments()).extracting(Environment::id).doesNotHaveDuplicates();
    assertThat(shop.environments())
        .extracting(Environment::clientKey)
        .doesNotHaveDuplicates()
        .allMatch(key -> key.length() == AccessKey.LENGTH);
    assertThat(store.current().system("shop")).contains(shop);
  }

  @Test
  void aSecondSystemOfTheSameKeyIsRefused() {
    store.systems().create(ADMIN, system("shop"));
    refused(Code.ALREADY_EXISTS, () -> store.systems().create(ADMIN, system("shop")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+02:00", "Europe/Atlantis", "", "UTC+1", "europe/berlin"})
  void aZoneThatIsNotInTheIanaDatabaseIsRefused(String zone) {
    SystemForm form = new SystemForm("shop", "Shop", zone, OptionalInt.empty());
    assertThat(refused(Code.INVALID, () -> store.systems().create(ADMIN, form)).errors())
        .extracting(FieldError::path)
        .containsExactly("timeZone");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    SystemForm form = new SystemForm("Shop!", " ", "Mars/Base", OptionalInt.of(0));
    assertThat(refused(Code.INVALID, () -> store.systems().create(ADMIN, form)).errors())
        .extracting(FieldError::path)
        .containsExactlyInAnyOrder("key", "name", "timeZone", "attributeLimit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\nb", "\u0000"})
  void aNameThatIsNoLineOfTextIsRefused(String name) {
    SystemForm form = new SystemForm("shop", name, "UTC", OptionalInt.empty());
    refused(Code.INVALID, () -> store.systems().create(ADMIN, form));
  }

  @Test
  void aNameMayHaveTwoHundredCharactersAndNoMore() {
    SystemForm longest = new SystemForm("a", "x".repeat(200), "UTC", OptionalInt.empty());
    SystemForm longer = new SystemForm("b", "x".repeat(201), "UTC", OptionalInt.empty());
    store.systems().create(ADMIN, longest);
    refused(Code.INVALID, () -> store.systems().create(ADMIN, longer));
  }

  @Test
  void aChangeAgainstAnOldVersionIsRefused() {
    store.systems().create(ADMIN, system("shop"));
    SystemForm renamed = new SystemForm("shop", "New", "UTC", OptionalInt.empty());

    assertThat(store.systems().update(ADMIN, "shop", renamed, OptionalLong.of(1)).version())
        .isEqualTo(2);
    refused(
        Code.VERSION_CONFLICT,
        () -> store.systems().update(ADMIN, "shop", renamed, OptionalLong.of(1)));
  }

  @Test
  void aLimitBelowWhatIsUsedIsRefusedWithTheCount() {
    store.systems().create(ADMIN, system("shop"));
    store.integrations().create(ADMIN, "shop", integration("crm", "a a string", "b b string"));
    store.integrations().create(ADMIN, "shop", integration("billing", "c c string"));
    SystemForm lower = new SystemForm("shop", "Shop", "UTC", OptionalInt.of(2));

    CatalogException refused =
        refused(
            Code.ATTRIBUTE_LIMIT,
            () -> store.systems().update(ADMIN, "shop", lower, OptionalLong.empty()));
    assertThat(refused.detail()).contains("3 attributes are used (crm 2, billing 1)");
  }

  @Test
  void deletingASystemNeedsAConfirmation() {
    store.systems().create(ADMIN, system("shop"));
    refused(
        Code.CONFIRMATION_REQUIRED,
        () -> store.systems().delete(ADMIN, "shop", OptionalLong.empty(), false));

    store.systems().delete(ADMIN, "shop", OptionalLong.empty(), true);
    assertThat(store.current().systems()).isEmpty();
  }

  @Test
  void idsAreNotUsedAgainAfterADeletion() {
    int before = store.systems().create(ADMIN, system("shop")).environments().getLast().id();
    store.systems().delete(ADMIN, "shop", OptionalLong.empty(), true);
    int after = store.systems().create(ADMIN, system("shop")).environments().getFirst().id();
    assertThat(after).isGreaterThan(before);
  }

  @Test
  void anEditorMayNotSetUpSystems() {
    Actor editor = new Actor("eve", Role.EDITOR, "");
    refused(Code.FORBIDDEN, () -> store.systems().create(editor, system("shop")));
    assertThat(store.current()).isEqualTo(Catalog.EMPTY);
  }
}
