package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// Giving out, revoking and checking the bearer tokens of the management plane. Giving out and
/// revoking need the role admin.
public final class Tokens {

  private static final Pattern EMAIL = Pattern.compile("\\S+@\\S+");

  private final CatalogStore store;

  Tokens(CatalogStore store) {
    this.store = store;
  }

  /// Gives out a token.
  ///
  /// @throws CatalogException `invalid`, `limit`
  public NewToken create(Actor actor, TokenForm form) {
    AtomicReference<String> token = new AtomicReference<>("");
    Catalog after =
        store.commit(
            actor,
            Role.ADMIN,
            "token.create",
            edit -> {
              check(edit, form);
              edit.room(edit.before().tokens().size(), edit.limits().tokens(), "tokens");
              token.set(edit.newKey());
              edit.add(
                  new Step.PutToken(
                      new ApiToken(
                          AccessKey.selector(token.get()),
                          form.name(),
                          form.role(),
                          sha256(token.get()),
                          form.expiresAt().map(at -> at.truncatedTo(ChronoUnit.MILLIS)),
                          edit.at(),
                          actor.name())));
            });
    ApiToken kept = after.tokens().get(AccessKey.selector(token.get()));
    if (kept == null) {
      throw new IllegalStateException("the token is not in the catalog that it was put into");
    }
    return new NewToken(kept, token.get());
  }

  private static void check(Edit edit, TokenForm form) {
    Checks checks = edit.checks();
    checks.name("name", form.name());
    // Whose something private is, is known by the name of who made it.
    if (EMAIL.matcher(form.name().strip()).matches()) {
      checks.wrong("name", "looks like a person's e-mail address; name it by what it is for");
    }
    if (form.kind().equals("oauth2")) {
      checks.wrong("kind", "oauth2 clients are not given out by this version; api tokens are");
    } else if (!form.kind().equals("api")) {
      checks.wrong("kind", "is not a kind of token; api is");
    }
    form.expiresAt()
        .filter(at -> !at.isAfter(edit.at()))
        .ifPresent(_ -> checks.wrong("expiresAt", "is in the past"));
    checks.done("the token");
  }

  /// Revokes a token. It is refused from now on.
  ///
  /// @param id [ApiToken#id]
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
    String hash = sha256(presented);
    ApiToken token = store.current().tokens().get(AccessKey.selector(presented));
    boolean same = AccessKey.same(hash, token == null ? "" : token.sha256());
    if (token == null || !same) {
      return new Authentication.Unknown();
    }
    return token.expiresAt().filter(at -> !now.isBefore(at)).isPresent()
        ? new Authentication.Expired(token)
        : new Authentication.Accepted(token);
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
