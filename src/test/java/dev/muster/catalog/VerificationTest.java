package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.refused;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.CatalogException.Code;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerificationTest {

  private static final SecretBox BOX = SecretBox.passing();

  private final CatalogStore store = MemoryLog.store();

  @BeforeEach
  void setUp() {
    store.systems().create(ADMIN, system("shop"));
  }

  private Environment environment() {
    return store.current().system("shop").orElseThrow().environment("test").orElseThrow();
  }

  private Environments.NewSecret add() {
    return store.environments().addSecret(ADMIN, "shop", "test", BOX);
  }

  private Environment require(boolean required) {
    return store
        .environments()
        .update(
            ADMIN,
            "shop",
            "test",
            Optional.empty(),
            Optional.empty(),
            Optional.of(required),
            OptionalLong.empty());
  }

  @Test
  void aSecretIsKeptClosedAndCanBeOpenedWithTheKeyAlone() {
    Environments.NewSecret made = add();
    Verification.Secret kept = environment().verification().secrets().getFirst();
    assertThat(kept.id()).isEqualTo(AccessKey.selector(made.secret())).isEqualTo(made.id());
    assertThat(kept.sealed()).doesNotContain(made.secret());
    assertThat(kept.open(BOX)).contains(made.secret());
    assertThat(kept.open(SecretBox.passing())).isEmpty();
    assertThat(kept.createdBy()).isEqualTo("ada");
  }

  @Test
  void thereAreTwoSecretsAtMostSoThatOneCanTakeThePlaceOfTheOther() {
    Environments.NewSecret first = add();
    Environments.NewSecret second = add();
    refused(Code.LIMIT, this::add);
    assertThat(environment().verification().secrets())
        .extracting(Verification.Secret::id)
        .containsExactly(first.id(), second.id());
    store.environments().removeSecret(ADMIN, "shop", "test", first.id());
    assertThat(environment().verification().secrets())
        .extracting(Verification.Secret::id)
        .containsExactly(second.id());
    refused(
        Code.NOT_FOUND, () -> store.environments().removeSecret(ADMIN, "shop", "test", first.id()));
  }

  @Test
  void nobodyIsLockedOutForWantOfASecret() {
    refused(Code.INVALID, () -> require(true));
    Environments.NewSecret only = add();
    assertThat(require(true).verification().required()).isTrue();
    refused(
        Code.INVALID, () -> store.environments().removeSecret(ADMIN, "shop", "test", only.id()));
    require(false);
    store.environments().removeSecret(ADMIN, "shop", "test", only.id());
    assertThat(environment().verification()).isEqualTo(Verification.OFF);
  }

  @Test
  void anOldClientKeyGoesOnUntilItIsRetiredWhereThatIsWanted() {
    String first = environment().clientKey();
    Environment kept = store.environments().rotateClientKey(ADMIN, "shop", "test", true);
    assertThat(kept.previousKey()).contains(first);
    Environment again = store.environments().rotateClientKey(ADMIN, "shop", "test", true);
    assertThat(again.previousKey()).contains(kept.clientKey());
    assertThat(store.environments().retirePreviousKey(ADMIN, "shop", "test").previousKey())
        .isEmpty();
    refused(Code.NOT_FOUND, () -> store.environments().retirePreviousKey(ADMIN, "shop", "test"));
    store.environments().rotateClientKey(ADMIN, "shop", "test", true);
    assertThat(store.environments().rotateClientKey(ADMIN, "shop", "test", false).previousKey())
        .isEmpty();
  }
}
