package dev.muster.insights;

import dev.muster.population.Selection;
import java.util.ArrayList;
import java.util.List;

/// How many users are in which of some sets at once.
///
/// @param combinations of each combination how many are in exactly these: bit `i` of its place says
///   whether they are in set `i`. Together they are all users
public record Overlap(List<Long> combinations) {

  /// Copies the list.
  public Overlap {
    combinations = List.copyOf(combinations);
  }

  /// Counts them.
  ///
  /// @param sets at most 10
  /// @param among of whom
  public static Overlap of(List<Selection> sets, Selection among) {
    List<Long> counts = new ArrayList<>();
    for (int combination = 0; combination < 1 << sets.size(); combination++) {
      Selection users = among.copy();
      for (int i = 0; i < sets.size(); i++) {
        if ((combination >> i & 1) == 1) {
          users.retain(sets.get(i));
        } else {
          users.remove(sets.get(i));
        }
      }
      counts.add(users.count());
    }
    return new Overlap(counts);
  }
}
