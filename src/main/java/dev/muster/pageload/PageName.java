package dev.muster.pageload;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a page is called in reports: the path of its URL, with `*` in place of what names one thing
/// among many (a number, a UUID, a token, an e-mail address). So `/orders/4711` and `/orders/4712`
/// are one page, and no identifier of a user is kept in the name of a page.
final class PageName {

  /// Longer ones are cut.
  static final int LENGTH_MAX = 200;

  private static final int TOKEN_LEAST = 20;

  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}-?(?:\\p{XDigit}{4}-?){3}\\p{XDigit}{12}");

  private PageName() {}

  /// @param url as a page load says it; null if it says none
  /// @return null where the URL has no path
  static @Nullable String of(@Nullable String url) {
    String path = url == null ? null : UrlPath.of(url);
    if (path == null) {
      return null;
    }
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    StringBuilder name = new StringBuilder(Math.min(end, LENGTH_MAX));
    int from = 0;
    while (from < end && name.length() < LENGTH_MAX) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 || slash > end ? end : slash;
      if (isOneAmongMany(path, from, to)) {
        name.append('*');
      } else {
        name.append(path, from, to);
      }
      if (to < end) {
        name.append('/');
      }
      from = to + 1;
    }
    if (name.length() > LENGTH_MAX) {
      name.setLength(LENGTH_MAX - 1);
      name.append('…');
    }
    return name.isEmpty() ? "/" : name.toString();
  }

  private static boolean isOneAmongMany(String path, int from, int to) {
    int digits = 0;
    int letters = 0;
    for (int i = from; i < to; i++) {
      char c = path.charAt(i);
      if (c == '@' || (c == '%' && path.startsWith("40", i + 1))) {
        return true;
      }
      digits += c >= '0' && c <= '9' ? 1 : 0;
      letters += Character.isLetter(c) ? 1 : 0;
    }
    if (digits == 0) {
      return false;
    }
    int length = to - from;
    return letters == 0
        || (length >= TOKEN_LEAST && digits + letters >= length - 2 && digits >= 4)
        || (length >= 32 && UUID.matcher(path.substring(from, to)).matches());
  }
}
