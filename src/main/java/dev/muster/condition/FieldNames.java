package dev.muster.condition;

import dev.muster.attribute.Attribute;
import java.util.Arrays;
import java.util.Collection;
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
    return NearestName.of(field, known.toList(), Math.max(2, field.length() / 4));
  }
}
