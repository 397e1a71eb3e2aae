package dev.muster.pageload;

import dev.muster.population.UserId;
import java.util.OptionalInt;

/// Whether somebody may ask for the segments of a user.
public sealed interface Admission {

  /// Nothing is told.
  ///
  /// @param environmentId where; empty if the client key is unknown
  /// @param retryAfterSeconds when to come again; 0 where that would not help
  record Refused(Refusal why, OptionalInt environmentId, int retryAfterSeconds)
      implements Admission {}

  /// They may, of one user in one environment as it is now.
  final class Granted implements Admission {
    private final LiveEnvironment environment;
    private final UserId user;

    Granted(LiveEnvironment environment, UserId user) {
      this.environment = environment;
      this.user = user;
    }

    LiveEnvironment environment() {
      return environment;
    }

    /// Whose segments.
    public UserId user() {
      return user;
    }

    /// [dev.muster.catalog.Environment#id]
    public int environmentId() {
      return environment.id();
    }
  }
}
