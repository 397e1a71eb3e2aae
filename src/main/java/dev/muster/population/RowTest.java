package dev.muster.population;

import dev.muster.condition.AsOf;
import dev.muster.condition.PageFacts;
import org.jspecify.annotations.Nullable;

/// A compiled condition, for one user at a time.
interface RowTest {

  /// Whether it holds.
  boolean holds(Row row);

  /// The user that is looked at, and what is known of the moment.
  ///
  /// @param ordinal the user's, or -1 for one that is not known
  /// @param id the user's identifier
  /// @param page what the page says; null where none loads
  record Row(int ordinal, UserId id, AsOf asOf, @Nullable PageFacts page) {}
}
