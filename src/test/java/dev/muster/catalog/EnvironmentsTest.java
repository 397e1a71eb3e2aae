package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.integration;
import static dev.muster.catalog.Samples.refused;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.CatalogException.Code;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnvironmentsTest {

  private final CatalogStore store = MemoryLog.store();

  @BeforeEach
  void setUp() {
    store.systems().create(ADMIN, system("shop"));
    store.integrations().create(ADMIN, "shop", integration("crm", "plan plan string"));
  }

  private SystemDefinition shop() {
    return store.current().system("shop").orElseThrow();
  }

  @Test
  void aNewEnvironmentGetsAnEndpointOfEachIntegration() {
    String production = shop().integration("crm").orElseThrow().endpointTokens().get("production");
    Environment staging = store.environments().add(ADMIN, "shop", "staging", "Staging");

    assertThat(shop().environments()).contains(staging);
    assertThat(shop().version()).isEqualTo(2);
    assertThat(shop().integration("crm").orElseThrow().version()).isEqualTo(2);
    assertThat(shop().integration("crm").orElseThrow().endpointTokens())
        .containsOnlyKeys("production", "test", "staging")
        .containsEntry("production", production);
  }

  @Test
  void aSystemHasAtMostTwentyEnvironments() {
    for (int i = 2; i < 20; i++) {
      store.environments().add(ADMIN, "shop", "e" + i, "E" + i);
    }
    refused(Code.LIMIT, () -> store.environments().add(ADMIN, "shop", "one-more", "One more"));
  }

  @Test
  void aRotatedClientKeyIsAnotherOne() {
    String before = shop().environment("test").orElseThrow().clientKey();
    Environment after = store.environments().rotateClientKey(ADMIN, "shop", "test", false);
    assertThat(after.clientKey()).isNotEqualTo(before).hasSize(AccessKey.LENGTH);
    assertThat(after.id()).isEqualTo(shop().environment("test").orElseThrow().id());
  }

  @Test
  void removingAnEnvironmentNeedsAConfirmationAndTakesItsEndpoints() {
    refused(
        Code.CONFIRMATION_REQUIRED,
        () -> store.environments().remove(ADMIN, "shop", "test", false));

    store.environments().remove(ADMIN, "shop", "test", true);
    assertThat(shop().environments()).extracting(Environment::key).containsExactly("production");
    assertThat(shop().integration("crm").orElseThrow().endpointTokens())
        .containsOnlyKeys("production");
  }

  @Test
  void productionStays() {
    refused(Code.INVALID, () -> store.environments().remove(ADMIN, "shop", "production", true));
  }

  @Test
  void renamingKeepsKeyAndClientKeyAndOrigins() {
    Environment before =
        store
            .environments()
            .update(
                ADMIN,
                "shop",
                "test",
                Optional.empty(),
                Optional.of(List.of("https://a.b")),
                Optional.empty(),
                OptionalLong.empty());
    Environment after =
        store
            .environments()
            .update(
                ADMIN,
                "shop",
                "test",
                Optional.of("Sandbox"),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
    assertThat(after)
        .isEqualTo(
            new Environment(
                before.id(),
                "test",
                "Sandbox",
                before.clientKey(),
                Optional.empty(),
                new AllowedOrigins(List.of("https://a.b")),
                Verification.OFF,
                List.of(),
                new TreeMap<>()));
    assertThat(store.environments().rotateClientKey(ADMIN, "shop", "test", false).origins())
        .isEqualTo(after.origins());
  }

  @Test
  void originsThatAreNoneAreAllRefusedWithTheirPlace() {
    var refusal =
        refused(
            Code.INVALID,
            () ->
                store
                    .environments()
                    .update(
                        ADMIN,
                        "shop",
                        "test",
                        Optional.empty(),
                        Optional.of(List.of("https://a.b", "a.b", "https://a.b/page")),
                        Optional.empty(),
                        OptionalLong.empty()));
    assertThat(refusal.errors())
        .extracting(FieldError::path)
        .containsExactly("allowedOrigins[1]", "allowedOrigins[2]");
  }
}
