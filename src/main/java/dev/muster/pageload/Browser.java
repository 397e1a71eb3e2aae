package dev.muster.pageload;

import org.jspecify.annotations.Nullable;

/// What a User-Agent header tells of a browser.
///
/// @param name the family, the same on all devices: `Chrome`, `Firefox`, `Safari`; null if unknown
/// @param device `desktop`, `phone`, `tablet` or `other`; null if there was no header
record Browser(@Nullable String name, @Nullable String device) {

  static final Browser UNKNOWN = new Browser(null, null);
}
