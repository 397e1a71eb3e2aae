package dev.muster.outgoing;

/// Is told of users who change, by the log's writer: must take next to no time.
public interface UserChanges {

  /// Whether it wants to know of the users of an environment.
  boolean watches(int environmentId);

  /// A user is about to change.
  ///
  /// @param ordinal less than 0 for one who is not known yet
  void changing(int environmentId, int ordinal);

  /// A user has changed.
  void changed(int environmentId, int ordinal);

  /// Many users have changed, or it is not known which.
  void changed(int environmentId);
}
