package dev.muster.pageload;

import dev.muster.population.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What lets a client listen to the changes of one user, without the identifier being seen.
///
/// @param environmentId [dev.muster.catalog.Environment#id]
/// @param selector of the client key that it came with
/// @param secretId of the secret that the user was proved with; empty where nobody asked
/// @param made when, in epoch milliseconds; the same for half a day, so that a client is given the
///   same ticket when it asks again
/// @param user whose changes
public record Ticket(int environmentId, String selector, String secretId, long made, UserId user) {

  /// How long it is good for, from [#made].
  public static final Duration LIFE = Duration.ofHours(24);

  private static final long SAME_MILLIS = LIFE.toMillis() / 2;
  private static final char BETWEEN = '\n';
  private static final int PARTS = 5;

  /// A ticket for whoever was let in.
  static Ticket of(Admission.Granted granted, Instant now) {
    // Another moment for each user, or all would come for new tickets at once.
    long shift = Integer.toUnsignedLong(granted.user().hashCode()) % SAME_MILLIS;
    long since = Math.floorMod(now.toEpochMilli() + shift, SAME_MILLIS);
    return new Ticket(
        granted.environmentId(),
        granted.selector(),
        granted.secretId(),
        now.toEpochMilli() - since,
        granted.user());
  }

  /// Whether it was made too long ago, or in a time to come.
  boolean isOld(Instant now) {
    long age = now.toEpochMilli() - made;
    return age < 0 || age >= LIFE.toMillis();
  }

  /// All of it, the identifier, too; [#read] takes it back.
  public String text() {
    return environmentId + "\n" + selector + BETWEEN + secretId + BETWEEN + made + BETWEEN + user;
  }

  /// @return empty if it is not one
  static Optional<Ticket> read(String text) {
    String[] parts = text.split("\n", PARTS);
    if (parts.length < PARTS) {
      return Optional.empty();
    }
    return UserId.tryOf(parts[4])
        .map(user ->
            new Ticket(
                Integer.parseInt(parts[0]), parts[1], parts[2], Long.parseLong(parts[3]), user));
  }

  /// Holds no identifier.
  @Override
  public String toString() {
    return "Ticket";
  }
}
