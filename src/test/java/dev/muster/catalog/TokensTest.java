package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.CatalogException.Code;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokensTest {

  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

  private final MemoryLog log = new MemoryLog();
  private final CatalogStore store =
      log.open(Catalog.EMPTY, CatalogLimits.DEFAULT, InstantSource.fixed(NOW));

  private NewToken create(Role role, Optional<Instant> expiresAt) {
    return store.tokens().create(ADMIN, new TokenForm("ci", "api", role, expiresAt));
  }

  @Test
  void aTokenThatWasGivenOutIsKnownWithItsRole() {
    NewToken given = create(Role.EDITOR, Optional.empty());
    assertThat(store.tokens().authenticate(given.token(), NOW))
        .isEqualTo(new Authentication.Accepted(given.kept()));
    assertThat(new Authentication.Accepted(given.kept()).actor("192.0.2.7"))
        .isEqualTo(new Actor("ci", Role.EDITOR, "192.0.2.7"));
  }

  @Test
  void anyOtherCharacterMakesItUnknown() {
    String token = create(Role.EDITOR, Optional.empty()).token();
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'a' ? 'b' : 'a';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(store.tokens().authenticate(changed, NOW)).isEqualTo(new Authentication.Unknown());
    }
    assertThat(store.tokens().authenticate("", NOW)).isEqualTo(new Authentication.Unknown());
    assertThat(store.tokens().authenticate(token + "a", NOW))
        .isEqualTo(new Authentication.Unknown());
  }

  @Test
  void aTokenIsRefusedFromItsExpiryOn() {
    NewToken given = create(Role.EDITOR, Optional.of(NOW.plusSeconds(60)));
    assertThat(store.tokens().authenticate(given.token(), NOW.plusMillis(59_999)))
        .isInstanceOf(Authentication.Accepted.class);
    assertThat(store.tokens().authenticate(given.token(), NOW.plusSeconds(60)))
        .isInstanceOf(Authentication.Expired.class);
  }

  @Test
  void aRevokedTokenIsUnknown() {
    NewToken given = create(Role.ADMIN, Optional.empty());
    store.tokens().revoke(ADMIN, given.kept().id());
    assertThat(store.tokens().authenticate(given.token(), NOW))
        .isEqualTo(new Authentication.Unknown());
    refused(Code.NOT_FOUND, () -> store.tokens().revoke(ADMIN, given.kept().id()));
  }

  @Test
  void theTokenItselfIsKeptNowhere() {
    NewToken given = create(Role.EDITOR, Optional.empty());
    String secret = given.token().substring(AccessKey.SELECTOR_LENGTH);
    assertThat(given.toString()).doesNotContain(secret);
    assertThat(new String(CatalogJson.write(store.current()), StandardCharsets.UTF_8))
        .contains(given.kept().sha256())
        .doesNotContain(secret);
    assertThat(new String(log.commits().getLast().bytes(), StandardCharsets.UTF_8))
        .doesNotContain(secret);
  }

  @Test
  void oauth2ClientsAreRefusedInWords() {
    TokenForm form = new TokenForm("crm", "oauth2", Role.EDITOR, Optional.empty());
    assertThat(refused(Code.INVALID, () -> store.tokens().create(ADMIN, form)).errors())
        .containsExactly(
            new FieldError(
                "kind", "oauth2 clients are not given out by this version; api tokens are"));
  }

  @Test
  void anExpiryInThePastIsRefused() {
    refused(Code.INVALID, () -> create(Role.EDITOR, Optional.of(NOW)));
  }

  @Test
  void onlyAnAdminGivesOutTokens() {
    Actor publisher = new Actor("pat", Role.PUBLISHER, "");
    TokenForm form = new TokenForm("ci", "api", Role.ADMIN, Optional.empty());
    refused(Code.FORBIDDEN, () -> store.tokens().create(publisher, form));
  }
}
