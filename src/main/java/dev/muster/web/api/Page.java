package dev.muster.web.api;

import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which part of a list is asked for.
///
/// @param limit how many at most
/// @param after where the page before ended; empty for the first page
record Page(int limit, Optional<String> after) {

  /// As many as there are where no limit is given.
  static final int LIMIT_DEFAULT = 50;

  /// A part of a list, as it is written.
  ///
  /// @param items in the list's order
  /// @param nextCursor asks for the next part; null if this is the last
  record Of<T>(List<T> items, @Nullable String nextCursor) {}

  /// @param cursor as it was given out
  /// @throws ProblemException 400 if it was not given out
  static Page of(Optional<Integer> limit, Optional<String> cursor) {
    return new Page(limit.orElse(LIMIT_DEFAULT), cursor.map(Page::opened));
  }

  /// The opaque form of a place in a list.
  static String cursor(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  private static String opened(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw unknownCursor();
    }
  }

  /// For a cursor that names no place.
  static ProblemException unknownCursor() {
    return new ProblemException(
        Problem.of(
            400,
            "cursor-invalid",
            "Unknown cursor",
            "The cursor is not one that was given out for this list; start without one."));
  }

  /// This page of a list that is wholly in memory. Items may come and go between two pages.
  ///
  /// @param all ascending by their place
  /// @param place where an item is in the list
  /// @param parse reads a place as it is written by its `toString`
  /// @param view what is written for an item
  <S, K extends Comparable<K>, T> Of<T> cut(
      List<S> all, Function<S, K> place, Function<String, K> parse, Function<S, T> view) {
    Optional<K> from = after.map(text -> parsed(text, parse));
    List<S> rest =
        all.stream()
            .filter(one -> from.isEmpty() || place.apply(one).compareTo(from.get()) > 0)
            .limit(limit + 1L)
            .toList();
    boolean more = rest.size() > limit;
    List<S> items = more ? rest.subList(0, limit) : rest;
    return new Of<>(
        items.stream().map(view).toList(),
        more ? cursor(place.apply(items.getLast()).toString()) : null);
  }

  private static <K> K parsed(String text, Function<String, K> parse) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException _) {
      throw unknownCursor();
    }
  }
}
