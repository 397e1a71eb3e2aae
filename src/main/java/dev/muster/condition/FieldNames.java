package dev.muster.condition;

import dev.muster.attribute.Attribute;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Helps where a field is not known.
final class FieldNames {
  private FieldNames() {}

  /// What to say of a field that nobody knows, with the nearest one there is.
  static String unknown(String field, Collection<Attribute> attributes) {
    String said = "there is no field \"" + field + "\"";
    Optional<String> nearest = nearest(field, attributes);
    if (nearest.isPresent()) {
      return said + "; did you mean " + nearest.get() + "?";
    }
    return said
        + "; fields are <integration>.<attribute>, or of the groups user, page, browser and time";
  }

  private static Optional<String> nearest(String field, Collection<Attribute> attributes) {
    Stream<String> known =
        Stream.of(
                attributes.stream().map(Attribute::field),
                Arrays.stream(UserField.values()).map(UserField::field),
                Arrays.stream(PageField.values()).map(PageField::field))
            .flatMap(names -> names);
    List<String> names = known.toList();
    int bearable = Math.max(2, field.length() / 4);
    return names.stream()
        .filter(name -> Math.abs(name.length() - field.length()) <= bearable)
        .min(Comparator.comparingInt(name -> distance(name, field)))
        .filter(name -> distance(name, field) <= bearable);
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
