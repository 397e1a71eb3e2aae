package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.CatalogException.Code;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

  private final MemoryLog log = new MemoryLog();
  private final CatalogStore store =
      log.open(Catalog.EMPTY, CatalogLimits.DEFAULT, InstantSource.fixed(NOW));

  private NewToken create(Role role, Optional<Instant> expiresAt) {
    return store.tokens().create(ADMIN, TokenForm.api("ci", role, expiresAt));
  }

  private NewToken client() {
    return store.tokens().create(ADMIN, TokenForm.oauth2("crm", List.of("endUserUpdate:write")));
  }

  @Test
  void aTokenThatWasGivenOutIsKnownWithItsRole() {
    NewToken given = create(Role.EDITOR, Optional.empty());
    assertThat(store.tokens().authenticate(given.secret(), NOW))
        .isEqualTo(new Authentication.Accepted((ApiToken) given.kept()));
    assertThat(new Authentication.Accepted((ApiToken) given.kept()).actor("192.0.2.7"))
        .isEqualTo(new Actor("ci", Role.EDITOR, "192.0.2.7"));
  }

  @Test
  void anyOtherCharacterMakesItUnknown() {
    String token = create(Role.EDITOR, Optional.empty()).secret();
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
    assertThat(store.tokens().authenticate(given.secret(), NOW.plusMillis(59_999)))
        .isInstanceOf(Authentication.Accepted.class);
    assertThat(store.tokens().authenticate(given.secret(), NOW.plusSeconds(60)))
        .isInstanceOf(Authentication.Expired.class);
  }

  @Test
  void aRevokedTokenIsUnknown() {
    NewToken given = create(Role.ADMIN, Optional.empty());
    store.tokens().revoke(ADMIN, given.kept().id());
    assertThat(store.tokens().authenticate(given.secret(), NOW))
        .isEqualTo(new Authentication.Unknown());
    refused(Code.NOT_FOUND, () -> store.tokens().revoke(ADMIN, given.kept().id()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSecretItselfIsKeptNowhere(boolean oauth2) {
    NewToken given = oauth2 ? client() : create(Role.EDITOR, Optional.empty());
    String secret = given.secret().substring(AccessKey.SELECTOR_LENGTH);
    assertThat(given.toString()).doesNotContain(secret);
    assertThat(new String(CatalogJson.write(store.current()), StandardCharsets.UTF_8))
        .contains(given.kept().sha256())
        .doesNotContain(secret);
    assertThat(new String(log.commits().getLast().bytes(), StandardCharsets.UTF_8))
        .doesNotContain(secret);
  }

  @Test
  void aClientIsKnownByItsIdAndItsSecretTogether() {
    NewToken given = client();
    NewToken other = client();
    assertThat(store.tokens().client(given.kept().id(), given.secret())).contains(kept(given));
    assertThat(store.tokens().client(given.kept().id(), other.secret())).isEmpty();
    assertThat(store.tokens().client("", given.secret())).isEmpty();
    // Its secret is no bearer token of the management plane, nor the other way round.
    assertThat(store.tokens().authenticate(given.secret(), NOW))
        .isEqualTo(new Authentication.Unknown());
    NewToken api = create(Role.ADMIN, Optional.empty());
    assertThat(store.tokens().client(api.kept().id(), api.secret())).isEmpty();
  }

  private static OAuth2Client kept(NewToken client) {
    return (OAuth2Client) client.kept();
  }

  @Test
  void anAccessTokenIsOfThisInstallationForADayAndForItsScopes() {
    SecretBox box = SecretBox.passing();
    AccessTokens tokens = new AccessTokens(box, store);
    OAuth2Client client = kept(client());
    Scope scope = Scope.END_USER_UPDATE_WRITE;
    String bearer = "Bearer " + tokens.give(client, client.scopes(), NOW);
    Instant end = NOW.plus(AccessTokens.LASTS);

    assertThat(tokens.check(bearer, scope, end.minusMillis(1)))
        .isInstanceOf(AccessTokens.Check.Granted.class);
    assertThat(tokens.check(bearer, scope, end)).isInstanceOf(AccessTokens.Check.Refused.class);
    assertThat(new AccessTokens(SecretBox.passing(), store).check(bearer, scope, NOW))
        .isInstanceOf(AccessTokens.Check.Refused.class);
    assertThat(tokens.check(null, scope, NOW)).isInstanceOf(AccessTokens.Check.Missing.class);
    assertThat(tokens.check("Bearer " + tokens.give(client, Set.of(), NOW), scope, NOW))
        .isInstanceOf(AccessTokens.Check.OutOfScope.class);
    store.tokens().revoke(ADMIN, client.id());
    assertThat(tokens.check(bearer, scope, NOW)).isInstanceOf(AccessTokens.Check.Refused.class);
  }

  @Test
  void aUseIsNotedAndIsNoChangeForTheAuditLog() {
    NewToken given = client();
    Catalog before = store.current();
    store.tokens().use(given.kept().id());
    assertThat(store.current().tokens().values())
        .singleElement()
        .extracting(Token::lastUsedAt)
        .isEqualTo(Optional.of(NOW));
    assertThat(log.commits().getLast().audit(before)).isEmpty();
    store.tokens().revoke(ADMIN, given.kept().id());
    store.tokens().use(given.kept().id());
    assertThat(store.current().tokens()).isEmpty();
  }

  @Test
  void whatWasStoredBeforeThereWereClientsAndUsesIsRead() {
    NewToken given = create(Role.EDITOR, Optional.empty());
    String stored =
        """
        {"id":"%s","name":"ci","role":"editor","sha256":"%s","createdAt":"%s","createdBy":"%s"}
        """
            .formatted(given.kept().id(), given.kept().sha256(), NOW, given.kept().createdBy());
    assertThat(TokensJson.read(StoredJson.parsed(stored))).isEqualTo(given.kept());
  }

  @Test
  void anExpiryInThePastIsRefused() {
    refused(Code.INVALID, () -> create(Role.EDITOR, Optional.of(NOW)));
  }

  @Test
  void onlyAnAdminGivesOutTokens() {
    Actor publisher = new Actor("pat", Role.PUBLISHER, "");
    TokenForm form = TokenForm.api("ci", Role.ADMIN, Optional.empty());
    refused(Code.FORBIDDEN, () -> store.tokens().create(publisher, form));
  }
}
