package dev.muster.catalog;

import java.util.Locale;
import java.util.Optional;

/// What someone may do. Each role includes the rights of those before it.
public enum Role {
  /// Reads everything but secrets.
  VIEWER,
  /// Sets up integrations, segments and filters.
  EDITOR,
  /// Makes segments live.
  PUBLISHER,
  /// Creates and deletes systems and environments, replaces client keys, gives out tokens, invites
  /// people, reads the audit log.
  ADMIN;

  private final String code = name().toLowerCase(Locale.ROOT);

  /// The role's name in JSON: `viewer`, `editor`, `publisher`, `admin`.
  public String code() {
    return code;
  }

  /// Whether this role has the rights of another one.
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /// @param code a role's name in JSON, exact
  /// @return the role, or empty where no role has that name
  public static Optional<Role> ofCode(String code) {
    for (Role role : values()) {
      if (role.code.equals(code)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
