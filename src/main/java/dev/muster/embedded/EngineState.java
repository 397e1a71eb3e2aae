package dev.muster.embedded;

import dev.muster.attribute.Attribute;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.CatalogCommit;
import dev.muster.catalog.Effect;
import dev.muster.intake.Delivery;
import dev.muster.pageload.ActivityBatch;
import dev.muster.population.Population;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the records of the log add up to: the catalog, the populations and the heads of the
/// delivery chains. Changed by one thread (the log's writer, or the replay before it), read by
/// many. Every change is absolute: made a second time after a start from a checkpoint, it changes
/// nothing.
final class EngineState {

  private final Map<Integer, Population> populations = new ConcurrentHashMap<>();
  private final ChainHeads heads = new ChainHeads();
  private final TentativeUsers tentative = new TentativeUsers();
  private final AuditTrail audit;
  private volatile Catalog catalog;

  EngineState(Catalog catalog, AuditTrail audit) {
    this.catalog = catalog;
    this.audit = audit;
  }

  Catalog catalog() {
    return catalog;
  }

  AuditTrail audit() {
    return audit;
  }

  /// By environment id.
  Map<Integer, Population> populations() {
    return populations;
  }

  ChainHeads heads() {
    return heads;
  }

  TentativeUsers tentative() {
    return tentative;
  }

  void applyCatalog(CatalogCommit commit) {
    Catalog before = catalog;
    if (commit.version() <= before.version()) {
      return;
    }
    audit.note(commit, before);
    commit.effects(before).forEach(this::apply);
    Catalog after = commit.applyTo(before);
    catalog = after;
    heads.removeIf(chain -> !exists(after, chain));
  }

  void applyDelivery(Delivery delivery, long position) {
    Population population = populations.get(delivery.environmentId());
    if (population == null) {
      return;
    }
    heads
        .head(new Chain(delivery.environmentId(), delivery.integrationId(), delivery.outcome()))
        .commit(position);
    long atMillis = delivery.at().toEpochMilli();
    if (delivery.update().isPresent()) {
      population.apply(delivery.update().get(), atMillis, position);
      return;
    }
    // A refused delivery of a known user belongs to that user's history; it makes nobody known.
    UserId user = DeliveryEntry.userOf(delivery);
    if (user != null && population.knows(user)) {
      population.apply(new Update(user, List.of()), atMillis, position);
    }
  }

  void applyActivity(ActivityBatch batch) {
    for (ActivityBatch.Seen one : batch.seen()) {
      Population population = populations.get(one.environmentId());
      if (population != null) {
        population.seen(one.user(), one.firstMillis());
        population.seen(one.user(), one.lastMillis());
      }
    }
  }

  private void apply(Effect effect) {
    switch (effect) {
      case Effect.EnvironmentAdded(int id, List<Attribute> attributes) -> {
        Population population = populations.computeIfAbsent(id, _ -> new Population());
        attributes.forEach(population::addAttribute);
      }
      case Effect.EnvironmentRemoved(int id) -> {
        populations.remove(id);
      }
      case Effect.AttributeAdded(List<Integer> environmentIds, Attribute attribute) ->
          environmentIds.forEach(id -> require(id).addAttribute(attribute));
      case Effect.AttributeRemoved(List<Integer> environmentIds, int attributeId) ->
          environmentIds.forEach(id -> require(id).removeAttribute(attributeId));
    }
  }

  private static boolean exists(Catalog catalog, Chain chain) {
    return catalog.systems().values().stream()
        .anyMatch(system ->
            system.environments().stream().anyMatch(e -> e.id() == chain.environmentId())
                && system.integrations().values().stream()
                    .anyMatch(i -> i.id() == chain.integrationId()));
  }

  private Population require(int environmentId) {
    Population population = populations.get(environmentId);
    if (population == null) {
      throw new IllegalStateException("no population for environment " + environmentId);
    }
    return population;
  }
}
