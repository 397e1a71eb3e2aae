package dev.muster.condition;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what somebody may have meant who has mistyped a name.
public final class NearestName {

  private NearestName() {}

  /// What somebody may have meant who wrote a name in which every third character may be wrong.
  ///
  /// @param known the names that there are
  public static Optional<String> mistyped(String typed, Collection<String> known) {
    return of(typed, known, (typed.length() + 2) / 3);
  }

  /// The name that is nearest to one that is not known.
  ///
  /// @param typed what was written
  /// @param known the names that there are
  /// @param bearable how many characters may be others
  /// @return empty if none is that near
  public static Optional<String> of(String typed, Collection<String> known, int bearable) {
    return known.stream()
        .filter(name -> Math.abs(name.length() - typed.length()) <= bearable)
        .min(Comparator.comparingInt(name -> distance(name, typed)))
        .filter(name -> distance(name, typed) <= bearable);
  }

  /// How many characters have to be put in, taken out or changed to come from one text to the other
  /// (Levenshtein).
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        boolean same =
            Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
        int changed = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
