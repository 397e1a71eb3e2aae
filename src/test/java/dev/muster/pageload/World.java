package dev.muster.pageload;

import dev.muster.attribute.Attribute;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.CatalogCommit;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.CommitLog;
import dev.muster.catalog.Effect;
import dev.muster.catalog.Environment;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A catalog with its populations, as an engine would hold them, in memory.
final class World implements CommitLog {

  static final SecretBox BOX = SecretBox.passing();

  private final Map<Integer, Population> populations = new HashMap<>();
  private final CatalogStore store = opened();

  @SuppressWarnings("this-escape") // the store calls back only once it is used
  World() {}

  private CatalogStore opened() {
    return new CatalogStore(this, Catalog.EMPTY);
  }

  /// Answers page loads of it.
  PageLoads pageLoads(ActivityJournal activity, RateLimit limit) {
    return new PageLoads(
        this::population, activity, new Browsers(100), BOX, limit, new Arrivals(Instant.EPOCH));
  }

  /// A page load of whoever has the key, without proof and origin.
  static Optional<PageLoad> asked(
      PageLoads pageLoads, String key, UserId user, PageView view, Instant now) {
    return pageLoads.admit(new Claim(key, user, null, null, "198.51.100.7"))
            instanceof Admission.Granted granted
        ? Optional.of(pageLoads.evaluate(granted, view, now))
        : Optional.empty();
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
