package dev.muster.pageload;

import dev.muster.attribute.Attribute;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.CatalogCommit;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.CommitLog;
import dev.muster.catalog.Effect;
import dev.muster.catalog.Environment;
import dev.muster.catalog.SystemDefinition;
import dev.muster.population.Population;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A catalog with its populations, as an engine would hold them, in memory.
final class World implements CommitLog {

  private final Map<Integer, Population> populations = new HashMap<>();
  private final CatalogStore store = opened();

  @SuppressWarnings("this-escape") // the store calls back only once it is used
  World() {}

  private CatalogStore opened() {
    return new CatalogStore(this, Catalog.EMPTY);
  }

  CatalogStore store() {
    return store;
  }

  Population population(int environmentId) {
    Population population = populations.get(environmentId);
    if (population == null) {
      throw new IllegalStateException("no environment " + environmentId);
    }
    return population;
  }

  Environment environment(String key) {
    return system().environment(key).orElseThrow();
  }

  SystemDefinition system() {
    return store.current().system("shop").orElseThrow();
  }

  @Override
  public void append(CatalogCommit commit) {
    commit.effects(store.current()).forEach(this::apply);
    store.applied(commit);
  }

  private void apply(Effect effect) {
    switch (effect) {
      case Effect.EnvironmentAdded(var id, List<Attribute> attributes) -> {
        Population population = new Population();
        attributes.forEach(population::addAttribute);
        populations.put(id, population);
      }
      case Effect.EnvironmentRemoved(var id) -> populations.remove(id);
      case Effect.AttributeAdded(var ids, var attribute) ->
          ids.forEach(id -> population(id).addAttribute(attribute));
      case Effect.AttributeRemoved(var ids, var attributeId) ->
          ids.forEach(id -> population(id).removeAttribute(attributeId));
    }
  }
}
