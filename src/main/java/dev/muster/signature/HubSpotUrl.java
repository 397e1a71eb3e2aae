package dev.muster.signature;

import java.util.Locale;
import java.util.Map;

/// URLs as HubSpot signs them (developers.hubspot.com, Validating requests): some escapes are
/// undone first.
final class HubSpotUrl {

  private static final Map<String, String> UNDONE =
      Map.ofEntries(
          Map.entry("3A", ":"),
          Map.entry("2F", "/"),
          Map.entry("3F", "?"),
          Map.entry("40", "@"),
          Map.entry("21", "!"),
          Map.entry("24", "$"),
          Map.entry("27", "'"),
          Map.entry("28", "("),
          Map.entry("29", ")"),
          Map.entry("2A", "*"),
          Map.entry("2C", ","),
          Map.entry("3B", ";"));

  private HubSpotUrl() {}

  static String of(String url) {
    if (url.indexOf('%') < 0) {
      return url;
    }
    StringBuilder undone = new StringBuilder();
    for (int i = 0; i < url.length(); i++) {
      String letter =
          url.charAt(i) == '%' && i + 2 < url.length()
              ? UNDONE.get(url.substring(i + 1, i + 3).toUpperCase(Locale.ROOT))
              : null;
      undone.append(letter == null ? String.valueOf(url.charAt(i)) : letter);
      i += letter == null ? 0 : 2;
    }
    return undone.toString();
  }
}
