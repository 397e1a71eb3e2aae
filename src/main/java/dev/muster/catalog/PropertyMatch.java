package dev.muster.catalog;

import dev.muster.catalog.IntegrationForm.PropertyForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/// Finds out which of an integration's attributes go on under its changed properties, and so keep
/// their values:
///
/// - the same name and type: the same attribute, wherever its value is found from now on;
/// - a new name, where the same path and type had a name that is gone: the attribute is renamed;
/// - anything else, a changed type above all: another attribute, without values.
final class PropertyMatch {

  private PropertyMatch() {}

  static List<Property> match(List<Property> before, List<PropertyForm> forms, IntSupplier newId) {
    List<Property> matched = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (PropertyForm form : forms) {
      int id = same(before, forms, form).filter(taken::add).orElseGet(newId::getAsInt);
      matched.add(new Property(id, form.path(), form.name(), form.type()));
    }
    return matched;
  }

  private static Optional<Integer> same(
      List<Property> before, List<PropertyForm> forms, PropertyForm form) {
    Optional<Property> namesake =
        before.stream().filter(old -> old.name().equals(form.name())).findFirst();
    if (namesake.isPresent()) {
      return namesake.filter(old -> old.type() == form.type()).map(Property::attributeId);
    }
    return before.stream()
        .filter(old -> old.path().equals(form.path()) && old.type() == form.type())
        .filter(old -> forms.stream().noneMatch(other -> other.name().equals(old.name())))
        .map(Property::attributeId)
        .findFirst();
  }

  /// The names that conditions can no longer mean what they meant by: gone, renamed or of another
  /// type.
  static List<String> broken(List<Property> before, List<Property> after) {
    return before.stream()
        .filter(old ->
            after.stream()
                .noneMatch(
                    now -> now.attributeId() == old.attributeId() && now.name().equals(old.name())))
        .map(Property::name)
        .toList();
  }
}
