package dev.muster.population;

import java.util.List;

/// What one delivery changes of one end user. Attributes that are not named stay as they are.
///
/// @param user whom it is about; becomes known by it
/// @param changes at most one an attribute; may be empty
public record Update(UserId user, List<Change> changes) {
  /// Copies the list.
  public Update {
    changes = List.copyOf(changes);
  }
}
