package dev.muster.catalog;

import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What is wrong in what is sent to get a token, and the token that is meant by it.
final class TokenForms {

  private static final Pattern EMAIL = Pattern.compile("\\S+@\\S+");

  private TokenForms() {}

  /// @throws CatalogException `invalid`
  static void check(Edit edit, TokenForm form) {
    Checks checks = edit.checks();
    checks.name("name", form.name());
    // Whose something private is, is known by the name of who made it.
    if (EMAIL.matcher(form.name().strip()).matches()) {
      checks.wrong("name", "looks like a person's e-mail address; name it by what it is for");
    }
    switch (form.kind()) {
      case TokenForm.API -> {
        missing(checks, "role", form.role(), Role.ADMIN.code() + " or a lesser role");
        useless(checks, "scopes", form.scopes(), TokenForm.OAUTH2);
        form.expiresAt()
            .filter(at -> !at.isAfter(edit.at()))
            .ifPresent(_ -> checks.wrong("expiresAt", "is in the past"));
      }
      case TokenForm.OAUTH2 -> {
        missing(checks, "scopes", form.scopes(), "[\"" + Scope.text(all()) + "\"]");
        useless(checks, "role", form.role(), TokenForm.API);
        useless(checks, "expiresAt", form.expiresAt(), TokenForm.API);
        form.scopes().ifPresent(scopes -> scopes(checks, scopes));
      }
      default -> checks.wrong("kind", "is not a kind of token; api and oauth2 are");
    }
    checks.done("the token");
  }

  private static Set<Scope> all() {
    return EnumSet.allOf(Scope.class);
  }

  private static void missing(Checks checks, String path, Optional<?> value, String such) {
    if (value.isEmpty()) {
      checks.wrong(path, "is missing; send " + such);
    }
  }

  private static void useless(Checks checks, String path, Optional<?> value, String kind) {
    if (value.isPresent()) {
      checks.wrong(path, "is for tokens of the kind " + kind + " only; leave it out");
    }
  }

  private static void scopes(Checks checks, List<String> scopes) {
    if (scopes.isEmpty()) {
      checks.wrong("scopes", "is empty; there are " + Scope.text(all()));
    }
    for (int i = 0; i < scopes.size(); i++) {
      if (Scope.ofCode(scopes.get(i)).isEmpty()) {
        checks.wrong("scopes[" + i + "]", "is not a scope; there are " + Scope.text(all()));
      }
    }
  }

  /// @param form that was found right
  /// @param secret of which the hash is kept
  static Token token(Edit edit, TokenForm form, Actor actor, String secret) {
    String id = AccessKey.selector(secret);
    String hash = Tokens.sha256(secret);
    if (form.kind().equals(TokenForm.API)) {
      return new ApiToken(
          id,
          form.name(),
          form.role().orElseThrow(),
          hash,
          form.expiresAt().map(at -> at.truncatedTo(ChronoUnit.MILLIS)),
          edit.at(),
          actor.name(),
          Optional.empty());
    }
    Set<Scope> scopes =
        form.scopes().orElseThrow().stream()
            .map(code -> Scope.ofCode(code).orElseThrow())
            .collect(Collectors.toSet());
    return new OAuth2Client(
        id, form.name(), scopes, hash, edit.at(), actor.name(), Optional.empty());
  }
}
