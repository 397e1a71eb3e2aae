package dev.muster.catalog;

import dev.muster.attribute.Attribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the way from one catalog to the next means for populations.
final class Effects {

  private final List<Effect> effects = new ArrayList<>();

  private Effects() {}

  static List<Effect> between(Catalog before, Catalog after) {
    Effects found = new Effects();
    Set<String> keys = new TreeSet<>(before.systems().keySet());
    keys.addAll(after.systems().keySet());
    for (String key : keys) {
      found.system(before.systems().get(key), after.systems().get(key));
    }
    return List.copyOf(found.effects);
  }

  private void system(@Nullable SystemDefinition before, @Nullable SystemDefinition after) {
    if (Objects.equals(before, after)) {
      return;
    }
    List<Integer> old = before == null ? List.of() : before.environmentIds();
    List<Integer> now = after == null ? List.of() : after.environmentIds();
    old.stream()
        .filter(id -> !now.contains(id))
        .forEach(id -> effects.add(new Effect.EnvironmentRemoved(id)));
    List<Integer> staying = old.stream().filter(now::contains).toList();
    if (before != null && after != null && !staying.isEmpty()) {
      attributes(before.attributes(), after.attributes(), staying);
    }
    if (after != null) {
      now.stream()
          .filter(id -> !old.contains(id))
          .forEach(id -> effects.add(new Effect.EnvironmentAdded(id, after.attributes())));
    }
  }

  private void attributes(List<Attribute> before, List<Attribute> after, List<Integer> staying) {
    Set<Integer> old = ids(before);
    Set<Integer> now = ids(after);
    before.stream()
        .filter(attribute -> !now.contains(attribute.id()))
        .forEach(attribute -> effects.add(new Effect.AttributeRemoved(staying, attribute.id())));
    after.stream()
        .filter(attribute -> !old.contains(attribute.id()))
        .forEach(attribute -> effects.add(new Effect.AttributeAdded(staying, attribute)));
  }

  private static Set<Integer> ids(List<Attribute> attributes) {
    return attributes.stream().map(Attribute::id).collect(Collectors.toCollection(HashSet::new));
  }
}
