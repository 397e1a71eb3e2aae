package dev.muster.signature;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The header fields of Standard Webhooks, which also go by the names that they had at first. What
/// is signed, and what it is known by, are of one family of names: whoever adds a field of the
/// other one says nothing.
public final class StandardFields {

  private static final String NEW = "webhook-";
  private static final String FIRST = "svix-";
  private static final Map<String, String> ROLES =
      Map.of(
          NEW + "id", "id",
          FIRST + "id", "id",
          NEW + "timestamp", "timestamp",
          FIRST + "timestamp", "timestamp",
          NEW + "signature", "signature",
          FIRST + "signature", "signature");

  private StandardFields() {}

  /// Header fields as they are signed: whichever name of the two one asks for.
  ///
  /// @param headers a field's value by its name in lower case; null if it was not sent
  public static Function<String, @Nullable String> of(Function<String, @Nullable String> headers) {
    return name -> {
      String role = ROLES.get(name.toLowerCase(Locale.ROOT));
      return role == null ? headers.apply(name) : field(headers, role);
    };
  }

  /// @param role `id`, `timestamp` or `signature`
  static @Nullable String field(Function<String, @Nullable String> headers, String role) {
    return headers.apply((isNew(headers) ? NEW : FIRST) + role);
  }

  private static boolean isNew(Function<String, @Nullable String> headers) {
    return headers.apply(NEW + "signature") != null || headers.apply(FIRST + "signature") == null;
  }
}
