package dev.muster.pageload;

import org.jspecify.annotations.Nullable;

/// What a page load says of itself, as it was sent. Nothing of it is parsed before a live segment
/// asks for it, and nothing of it is kept.
///
/// @param url of the page; null if it was not sent
/// @param title of the document; null if it was not sent
/// @param referrer of the document; null if it was not sent
/// @param acceptLanguage the header Accept-Language; null if there was none
/// @param userAgent the header User-Agent; null if there was none
public record PageView(
    @Nullable String url,
    @Nullable String title,
    @Nullable String referrer,
    @Nullable String acceptLanguage,
    @Nullable String userAgent) {

  /// A page load that says nothing.
  public static final PageView NOTHING = new PageView(null, null, null, null, null);
}
