package dev.muster.catalog;

import java.util.Locale;
import java.util.Optional;

/// How an integration's data comes in.
public enum IntegrationKind {
  /// A tool calls an endpoint, one an environment.
  API,
  /// Files are uploaded; there is no endpoint.
  CSV;

  private final String code = name().toLowerCase(Locale.ROOT);

  /// The kind's name in JSON: `api`, `csv`.
  public String code() {
    return code;
  }

  /// @param code a kind's name in JSON, exact
  /// @return the kind, or empty where no kind has that name
  public static Optional<IntegrationKind> ofCode(String code) {
    for (IntegrationKind kind : values()) {
      if (kind.code.equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
