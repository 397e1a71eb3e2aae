package dev.muster.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The origins whose pages may load segments of an environment, as browsers name them in `Origin`:
/// `https://app.example.com`, or `https://*.example.com` for every host below `example.com`.
///
/// @param patterns normalised, without repetition; none: pages of any origin may
public record AllowedOrigins(List<String> patterns) {

  /// Pages of any origin.
  public static final AllowedOrigins ANY = new AllowedOrigins(List.of());

  /// How many there may be.
  public static final int COUNT_MAX = 50;

  private static final int LENGTH_MAX = 300;
  private static final String ANY_BELOW = "://*.";

  /// Of addresses only those that browsers write in one way alone.
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(https?)://((?:\\*\\.)?(?:[a-z0-9_-]+\\.)*[a-z0-9_-]*[a-z_-][a-z0-9_-]*"
              + "|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[::1])(?::([0-9]{1,5}))?/?");

  /// Copies the list, each once.
  public AllowedOrigins {
    patterns = List.copyOf(new LinkedHashSet<>(patterns));
  }

  /// Brings an origin to the form in which browsers send it: lower case, without the port that its
  /// scheme has anyway, without a slash at the end.
  ///
  /// @return empty where it is none, such as one with a path
  static Optional<String> normalised(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    Matcher parts = ORIGIN.matcher(lower);
    if (lower.length() > LENGTH_MAX || !parts.matches()) {
      return Optional.empty();
    }
    String origin = parts.group(1) + "://" + parts.group(2);
    String port = parts.group(3);
    if (port == null) {
      return Optional.of(origin);
    }
    int number = Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      return Optional.empty();
    }
    boolean usual = number == (parts.group(1).equals("https") ? 443 : 80);
    return Optional.of(usual ? origin : origin + ":" + number);
  }

  /// Whether a page of this origin may load segments.
  ///
  /// @param origin as a browser sent it; `null` in letters, of a page without an origin, is none
  public boolean allow(String origin) {
    if (patterns.isEmpty() || patterns.contains(origin)) {
      return true;
    }
    for (String pattern : patterns) {
      if (isBelow(pattern, origin)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBelow(String pattern, String origin) {
    int at = pattern.indexOf(ANY_BELOW);
    if (at < 0) {
      return false;
    }
    int star = at + ANY_BELOW.indexOf('*');
    int rest = pattern.length() - star - 1;
    return origin.length() > star + rest
        && origin.regionMatches(0, pattern, 0, star)
        && origin.regionMatches(origin.length() - rest, pattern, star + 1, rest);
  }
}
