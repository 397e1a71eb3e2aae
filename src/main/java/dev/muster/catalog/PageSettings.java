package dev.muster.catalog;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the pages of a system's application are to do.
///
/// @param identifier where a page knows its end user
/// @param waitMillis how long a page waits for its end user, 0 to 60,000
/// @param anonymous whether somebody who is not known gets an identifier of their own, kept in the
///   browser
/// @param salt what is hashed before each identifier, in pages and where data comes in; empty:
///   identifiers are kept as they are
/// @param visible ids of the attributes whose values pages get
/// @param applicationUrl where the application is, for a link to it
public record PageSettings(
    IdentifierSource identifier,
    int waitMillis,
    boolean anonymous,
    Optional<String> salt,
    SortedSet<Integer> visible,
    Optional<String> applicationUrl) {

  /// How long a page waits where nothing else is set.
  public static final int WAIT_MILLIS = 5_000;

  /// The longest that a page may wait.
  public static final int WAIT_MILLIS_MAX = 60_000;

  /// The page says who its end user is, and nothing leaves but segments.
  public static final PageSettings DEFAULT =
      new PageSettings(
          IdentifierSource.CALL,
          WAIT_MILLIS,
          false,
          Optional.empty(),
          Collections.emptySortedSet(),
          Optional.empty());

  /// Copies the set.
  public PageSettings {
    visible = Collections.unmodifiableSortedSet(new TreeSet<>(visible));
  }
}
