package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.integration;
import static dev.muster.catalog.Samples.refused;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.Attribute;
import dev.muster.catalog.CatalogException.Code;
import dev.muster.catalog.IdentifierSource.Method;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageSettingsTest {

  private static final OptionalLong ANY = OptionalLong.empty();

  private final CatalogStore store = MemoryLog.store();

  @BeforeEach
  void setUp() {
    store.systems().create(ADMIN, system("shop"));
    store
        .integrations()
        .create(ADMIN, "shop", integration("crm", "plan plan string", "arr arr number"));
  }

  private SystemDefinition shop() {
    return store.current().system("shop").orElseThrow();
  }

  private static PageSettingsForm form(IdentifierSource source, String... visible) {
    return new PageSettingsForm(
        source, 5_000, false, false, Optional.empty(), List.of(visible), Optional.empty());
  }

  private SystemDefinition update(PageSettingsForm form, boolean confirm) {
    return store.pageSettings().update(ADMIN, "shop", form, ANY, confirm);
  }

  private static PageSettingsForm hashing(boolean on, Optional<String> salt) {
    return new PageSettingsForm(
        IdentifierSource.CALL, 5_000, false, on, salt, List.of(), Optional.empty());
  }

  @Test
  void marksOfAttributesOutliveTheirRenamingAndEndWithThem() {
    update(form(IdentifierSource.CALL, "crm.plan"), false);
    assertThat(shop().visibleAttributes()).extracting(Attribute::field).containsExactly("crm.plan");
    store
        .integrations()
        .update(ADMIN, "shop", "crm", integration("crm", "plan tier string"), ANY, true);
    assertThat(shop().visibleAttributes()).extracting(Attribute::field).containsExactly("crm.tier");
    store
        .integrations()
        .update(ADMIN, "shop", "crm", integration("crm", "arr tier number"), ANY, true);
    assertThat(shop().visibleAttributes()).isEmpty();
  }

  @Test
  void hashingNeedsAConfirmationAndItsSaltStays() {
    refused(Code.CONFIRMATION_REQUIRED, () -> update(hashing(true, Optional.empty()), false));
    String salt = update(hashing(true, Optional.empty()), true).pages().salt().orElseThrow();
    assertThat(update(hashing(true, Optional.empty()), false).pages().salt()).contains(salt);
    refused(
        Code.CONFIRMATION_REQUIRED,
        () -> update(hashing(true, Optional.of("another salt")), false));
    refused(Code.CONFIRMATION_REQUIRED, () -> update(hashing(false, Optional.empty()), false));
    assertThat(update(hashing(false, Optional.empty()), true).pages().salt()).isEmpty();
  }

  @Test
  void theHashIsTheOneOfOthers() {
    // printf %s saltann@example.com | sha256sum
    assertThat(IdentifierHash.of("salt", "ann@example.com"))
        .isEqualTo("5c989201f82fe09817eba2618ee752050e9e036fe0ce684cd99bc3c032f697b5");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    PageSettingsForm wrong =
        new PageSettingsForm(
            new IdentifierSource(Method.COOKIE, " ", Optional.of("data-user")),
            60_001,
            false,
            false,
            Optional.of("pepper-of-old"),
            List.of("crm.plan", "crm.nothing"),
            Optional.of("javascript:alert(1)"));
    CatalogException refusal = refused(Code.INVALID, () -> update(wrong, true));
    assertThat(refusal.errors())
        .extracting(FieldError::path)
        .containsExactlyInAnyOrder(
            "identifier.name",
            "identifier.attribute",
            "waitMillis",
            "hashing.salt",
            "visibleAttributes[1]",
            "applicationUrl");
  }

  @Test
  void aLateChangeIsRefused() {
    long seen = shop().version();
    update(form(new IdentifierSource(Method.COOKIE, "uid", Optional.empty())), false);
    refused(
        Code.VERSION_CONFLICT,
        () ->
            store
                .pageSettings()
                .update(ADMIN, "shop", form(IdentifierSource.CALL), OptionalLong.of(seen), false));
    assertThat(shop().pages().identifier().name()).isEqualTo("uid");
  }
}
