package dev.muster.catalog;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an access token is good for (RFC 6749, section 3.3).
public enum Scope {
  /// Sending what is new of end users.
  END_USER_UPDATE_WRITE("endUserUpdate:write");

  private final String code;

  Scope(String code) {
    this.code = code;
  }

  /// Its name in JSON and in OAuth2.
  public String code() {
    return code;
  }

  /// @return empty where none has this name
  public static Optional<Scope> ofCode(String code) {
    return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
  }

  /// Their names with a blank between them, as OAuth2 writes several.
  public static String text(Collection<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::code).collect(Collectors.joining(" "));
  }
}
