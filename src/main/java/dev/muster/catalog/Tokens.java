package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Giving out, revoking and checking what programs show: the bearer tokens of the management plane,
/// and the secrets of OAuth2 clients. Giving out and revoking need the role admin.
public final class Tokens {

  /// Who notes uses.
  private static final Actor USER = new Actor("token", Role.VIEWER, "");

  private final CatalogStore store;

  Tokens(CatalogStore store) {
    this.store = store;
  }

  /// Gives out a token.
  ///
  /// @throws CatalogException `invalid`, `limit`
  public NewToken create(Actor actor, TokenForm form) {
    AtomicReference<NewToken> made = new AtomicReference<>();
    store.commit(
        actor,
        Role.ADMIN,
        "token.create",
        edit -> {
          TokenForms.check(edit, form);
          edit.room(edit.before().tokens().size(), edit.limits().tokens(), "tokens");
          String secret = edit.newKey();
          Token kept = TokenForms.token(edit, form, actor, secret);
          edit.add(new Step.PutToken(kept));
          made.set(new NewToken(kept, secret));
        });
    return made.get();
  }

  /// Revokes a token. It is refused from now on, and so are the access tokens of a client.
  ///
  /// @param id [Token#id]
  /// @throws CatalogException `not-found`
  public void revoke(Actor actor, String id) {
    store.commit(
        actor,
        Role.ADMIN,
        "token.revoke",
        edit -> {
          if (!edit.before().tokens().containsKey(id)) {
            throw new CatalogException(Code.NOT_FOUND, "there is no token " + id);
          }
          edit.add(new Step.RemoveToken(id));
        });
  }

  /// Checks a bearer token. Takes the same time wherever it is wrong.
  ///
  /// @param presented of any form
  /// @param now against which expiry is checked
  public Authentication authenticate(String presented, Instant now) {
    Optional<Token> found = known(AccessKey.selector(presented), presented);
    if (found.isEmpty() || !(found.get() instanceof ApiToken token)) {
      return new Authentication.Unknown();
    }
    return token.expiresAt().filter(at -> !now.isBefore(at)).isPresent()
        ? new Authentication.Expired(token)
        : new Authentication.Accepted(token);
  }

  /// The OAuth2 client that has this secret. Takes the same time wherever it is wrong.
  ///
  /// @param clientId of any form
  /// @param secret of any form
  /// @return empty if the id is of none, or the secret is of another
  public Optional<OAuth2Client> client(String clientId, String secret) {
    return known(clientId, secret)
        .filter(OAuth2Client.class::isInstance)
        .map(OAuth2Client.class::cast);
  }

  private Optional<Token> known(String id, String secret) {
    Token token = store.current().tokens().get(id);
    boolean same = AccessKey.same(sha256(secret), token == null ? "" : token.sha256());
    return same ? Optional.ofNullable(token) : Optional.empty();
  }

  /// Notes that a token let somebody in. Nothing for the audit log. Waits for the log; see
  /// [TokenUses].
  ///
  /// @param id [Token#id]; one that has been revoked meanwhile is passed over
  void use(String id) {
    store.commit(
        USER,
        Role.VIEWER,
        "token.use",
        edit -> {
          if (edit.before().tokens().containsKey(id)) {
            edit.add(new Step.UseToken(id));
          }
        });
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
