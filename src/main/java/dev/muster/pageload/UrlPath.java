package dev.muster.pageload;

import org.jspecify.annotations.Nullable;

/// Takes the path out of a URL as pages report it, without decoding anything (RFC 3986, 3.3).
final class UrlPath {

  private UrlPath() {}

  /// @return the path, from its first slash to before `?` or `#`; `/` if there is a host and no
  ///   path; null if the URL has neither
  static @Nullable String of(String url) {
    int end = url.length();
    for (int i = 0; i < end; i++) {
      char c = url.charAt(i);
      if (c == '?' || c == '#') {
        end = i;
      }
    }
    int start = 0;
    int scheme = url.indexOf("://");
    if (scheme >= 0 && scheme < end && url.indexOf('/') == scheme + 1) {
      start = scheme + 3;
    } else if (url.startsWith("//")) {
      start = 2;
    } else {
      int slash = url.indexOf('/');
      return slash < 0 || slash >= end ? null : url.substring(slash, end);
    }
    int slash = url.indexOf('/', start);
    return slash < 0 || slash >= end ? "/" : url.substring(slash, end);
  }
}
