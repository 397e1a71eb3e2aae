package dev.muster.population;

import java.util.List;
import java.util.OptionalLong;

/// What one delivery changes of one end user. Attributes that are not named stay as they are.
///
/// @param user whom it is about; becomes known by it
/// @param changes at most one an attribute; may be empty
/// @param happenedMillis when what it tells of happened, in epoch milliseconds, where the sender
///   says so and later events are told from earlier ones by it; it is remembered for each attribute
public record Update(UserId user, List<Change> changes, OptionalLong happenedMillis) {
  /// Copies the list.
  public Update {
    changes = List.copyOf(changes);
  }

  /// One that counts as of when it comes.
  public Update(UserId user, List<Change> changes) {
    this(user, changes, OptionalLong.empty());
  }

  /// The same as of when it happened.
  ///
  /// @param millis in epoch milliseconds; empty: when it comes
  public Update asOf(OptionalLong millis) {
    return millis.equals(happenedMillis) ? this : new Update(user, changes, millis);
  }
}
