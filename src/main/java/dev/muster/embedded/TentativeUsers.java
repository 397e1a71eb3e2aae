package dev.muster.embedded;

import dev.muster.population.Population;
import dev.muster.population.UserId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The users whose latest delivery is in the group that is on its way to the disk. Only for the
/// writer thread: a second delivery of the same user in the same group points back at the first.
final class TentativeUsers {

  private record Key(int environmentId, UserId user) {}

  private final Map<Key, Long> latest = new HashMap<>();

  /// @return the position of the user's latest delivery, or [ChainHeads#NONE]
  long previous(int environmentId, UserId user, Population population) {
    if (!latest.isEmpty()) {
      @Nullable Long noted = latest.get(new Key(environmentId, user));
      if (noted != null) {
        return noted;
      }
    }
    return population.lastDelivery(user);
  }

  void note(int environmentId, UserId user, long position) {
    latest.put(new Key(environmentId, user), position);
  }

  /// The group is on disk or lost: the population says it all again.
  void clear() {
    if (!latest.isEmpty()) {
      latest.clear();
    }
  }
}
