package dev.muster.population;

import dev.muster.attribute.AttributeValue;
import java.util.List;
import java.util.OptionalLong;

/// One end user, as of one moment between two updates.
///
/// @param id the identifier
/// @param firstSeenMillis the first page load, in epoch milliseconds; empty before it
/// @param lastSeenMillis the latest page load, in epoch milliseconds; empty before the first
/// @param sessions how many sessions so far
/// @param pageLoads how many page loads so far
/// @param held the attributes that have a value
public record UserState(
    UserId id,
    OptionalLong firstSeenMillis,
    OptionalLong lastSeenMillis,
    long sessions,
    long pageLoads,
    List<Held> held) {

  /// A value that a user has.
  ///
  /// @param attributeId [dev.muster.attribute.Attribute#id]
  /// @param updatedSeconds when it was last set, in epoch seconds
  public record Held(int attributeId, AttributeValue value, long updatedSeconds) {}

  /// Copies the list.
  public UserState {
    held = List.copyOf(held);
  }
}
