package dev.muster.web.api;

import dev.muster.condition.AsOf;
import dev.muster.condition.ResolvedCondition;
import dev.muster.population.Population;
import dev.muster.population.UserCheck;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Conditions that are asked about one user together, so that all answers are of one moment.
final class Questions {

  /// The number of a question that nobody can answer.
  static final int UNKNOWN = -1;

  /// As often a user who is changed meanwhile is looked at once more, so that values and verdicts
  /// belong together.
  private static final int LOOKS_MAX = 5;

  private final List<ResolvedCondition> asked = new ArrayList<>();

  /// @return the number under which the answer is found; [#UNKNOWN] where only a page load can tell
  int ask(ResolvedCondition condition) {
    if (condition.needsPage()) {
      return UNKNOWN;
    }
    asked.add(condition);
    return asked.size() - 1;
  }

  Answers answered(Population population, UserId user, AsOf asOf) {
    UserCheck check = population.compile(asked);
    boolean[] held = new boolean[asked.size()];
    Optional<UserState> state = population.user(user);
    for (int looks = 1; ; looks++) {
      boolean _ = check.holds(user, asOf, null, held);
      Optional<UserState> after = population.user(user);
      if (after.equals(state) || looks == LOOKS_MAX) {
        List<Boolean> all = new ArrayList<>();
        for (boolean one : held) {
          all.add(one);
        }
        int activeDays = after.isEmpty() ? 0 : population.activeDays(user, asOf);
        return new Answers(after, activeDays, all);
      }
      state = after;
    }
  }

  /// What was found.
  ///
  /// @param user as it was seen; empty where nobody of the identifier is known
  /// @param activeDays on how many of the last 30 days the user was active
  /// @param held the answers, by the numbers of the questions
  record Answers(Optional<UserState> user, int activeDays, List<Boolean> held) {

    /// Null for a question that nobody could answer.
    @Nullable Boolean to(int number) {
      return number == UNKNOWN ? null : held.get(number);
    }
  }
}
