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
    private final String selector;
    private final String secretId;

    /// @param selector of the client key that they came with
    /// @param secretId of the secret that the user is proved with; empty where it is not proved
    Granted(LiveEnvironment environment, UserId user, String selector, String secretId) {
      this.environment = environment;
      this.user = user;
      this.selector = selector;
      this.secretId = secretId;
    }

    LiveEnvironment environment() {
      return environment;
    }

    /// [dev.muster.catalog.AccessKey#selector] of the client key that they came with.
    String selector() {
      return selector;
    }

    /// [dev.muster.catalog.Verification.Secret#id] of the secret that the user is proved with;
    /// empty where it is not proved, and need not be.
    String secretId() {
      return secretId;
    }

    boolean isProved() {
      return !secretId.isEmpty();
    }

    /// Whether they came with the client key before the present one.
    boolean usesPreviousKey() {
      return !selector.equals(environment.selectors().getFirst());
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
