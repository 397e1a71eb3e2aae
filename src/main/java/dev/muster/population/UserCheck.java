package dev.muster.population;

import dev.muster.condition.AsOf;
import dev.muster.condition.PageFacts;
import dev.muster.condition.ResolvedCondition;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conditions compiled to be run for one user at a time, over the population as it is when asked.
/// Safe for use by many threads. Compile anew when attributes come or go.
public final class UserCheck {

  /// The ordinal of a user who is not known.
  private static final int NOBODY = -1;

  private final Population population;
  private final RowTest[] tests;
  private final boolean needsPage;

  UserCheck(Population population, List<ResolvedCondition> conditions) {
    this.population = population;
    RowTests compiler = new RowTests(population);
    this.tests = conditions.stream().map(compiler::of).toArray(RowTest[]::new);
    this.needsPage = conditions.stream().anyMatch(ResolvedCondition::needsPage);
  }

  /// Which of the conditions hold for a user, all seen at one moment between two updates.
  ///
  /// @param user maybe not known: then without attributes
  /// @param page what the page says; null where none loads
  /// @param held gets whether each holds, in the order of the conditions; as long as they are many
  /// @return whether the user is known
  /// @throws IllegalArgumentException if a condition needs a page and there is none
  public boolean holds(UserId user, AsOf asOf, @Nullable PageFacts page, boolean[] held) {
    return holds(user, asOf, page, 0, held);
  }

  /// The same of some of the conditions only.
  ///
  /// @param first of them
  /// @param held gets whether each holds, as many as it is long
  /// @return whether the user is known
  public boolean holds(
      UserId user, AsOf asOf, @Nullable PageFacts page, int first, boolean[] held) {
    if (needsPage && page == null) {
      throw new IllegalArgumentException("a condition can be run only while a page loads");
    }
    int ordinal = population.ordinal(user);
    RowTest.Row row = new RowTest.Row(ordinal, user, asOf, page);
    if (ordinal < 0) {
      run(row, first, held);
      return false;
    }
    BlockVersion version = population.version(ordinal);
    while (true) {
      long before = version.stable();
      boolean erased = population.isErased(ordinal);
      if (!erased) {
        run(row, first, held);
      }
      if (version.isStill(before)) {
        if (erased) {
          run(new RowTest.Row(NOBODY, user, asOf, page), first, held);
        }
        return !erased;
      }
    }
  }

  /// The same for a user by ordinal, without a page.
  ///
  /// @param ordinal below [Population#rows]
  /// @return false for a user who was erased, of whom nothing holds
  public boolean holds(int ordinal, AsOf asOf, boolean[] held) {
    RowTest.Row row = new RowTest.Row(ordinal, population.idOf(ordinal), asOf, null);
    BlockVersion version = population.version(ordinal);
    while (true) {
      long before = version.stable();
      boolean erased = population.isErased(ordinal);
      if (!erased) {
        run(row, 0, held);
      }
      if (version.isStill(before)) {
        if (erased) {
          Arrays.fill(held, false);
        }
        return !erased;
      }
    }
  }

  private void run(RowTest.Row row, int first, boolean[] held) {
    for (int i = 0; i < held.length; i++) {
      held[i] = tests[first + i].holds(row);
    }
  }

  /// Whether the first condition holds for a user.
  ///
  /// @throws IllegalArgumentException as [#holds(UserId, AsOf, PageFacts, boolean[])]
  public boolean holds(UserId user, AsOf asOf, @Nullable PageFacts page) {
    boolean[] held = new boolean[1];
    holds(user, asOf, page, held);
    return held[0];
  }
}
