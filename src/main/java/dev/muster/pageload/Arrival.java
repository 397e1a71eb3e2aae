package dev.muster.pageload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// That somebody asked for segments, for people who look whether their pages are connected.
///
/// @param outcome [#ANSWERED], a [Refusal#code], or what the snippet says it could not do
/// @param via how it was asked
/// @param page the page's address without what follows `?` or `#`; null where none was sent
/// @param origin as the browser sent it; null where it sent none
/// @param user as it was sent; null where there was none
/// @param known whether anything is known of the user; null where nothing was answered
/// @param segments in how many segments the user is
/// @param key the selector of a client key that no environment has; null where one has it
public record Arrival(
    Instant at,
    String outcome,
    Via via,
    @Nullable String page,
    @Nullable String origin,
    @Nullable String user,
    @Nullable Boolean known,
    int segments,
    @Nullable String key) {

  /// The outcome where nothing was wrong.
  public static final String ANSWERED = "answered";

  /// How segments are asked for.
  public enum Via {
    /// The snippet's protocol.
    PAGE,
    /// An OpenFeature SDK.
    OPENFEATURE
  }

  private static final int PAGE_LENGTH_MAX = 300;

  /// An address as it is shown: what follows `?` or `#` may be anybody's secret.
  public static @Nullable String shown(@Nullable String url) {
    if (url == null) {
      return null;
    }
    int end = Math.min(url.length(), PAGE_LENGTH_MAX);
    for (int i = 0; i < end; i++) {
      if (url.charAt(i) == '?' || url.charAt(i) == '#') {
        end = i;
      }
    }
    return url.substring(0, end);
  }

  Arrival withoutUser() {
    return new Arrival(at, outcome, via, page, origin, null, known, segments, key);
  }
}
