package dev.muster.outgoing;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Publication;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.condition.ResolvedCondition;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.UserCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The segments of an environment that receivers are told of, compiled. Immutable but for who is
/// dirty; built anew when something of what it was built from changes.
final class WatchedEnvironment {

  private final SystemDefinition system;
  private final Environment environment;
  private final Population population;
  private final List<SegmentPlace> places;

  /// Of each place; empty where nobody can be in it: it is not live, or means nothing, or something
  /// only while a page loads.
  private final List<Optional<ResolvedCondition>> conditions = new ArrayList<>();

  /// Of the conditions that there are.
  private final UserCheck check;

  private final int tested;

  private final DirtyUsers dirty;

  /// @param places in any order
  WatchedEnvironment(
      SystemDefinition system,
      Environment environment,
      Population population,
      Collection<SegmentPlace> places,
      DirtyUsers dirty) {
    this.system = system;
    this.environment = environment;
    this.population = population;
    this.dirty = dirty;
    TreeMap<String, SegmentPlace> ordered = new TreeMap<>();
    places.forEach(place -> ordered.put(place.segment(), place));
    this.places = List.copyOf(ordered.values());
    for (SegmentPlace place : this.places) {
      conditions.add(condition(place.segment()));
    }
    List<ResolvedCondition> there = conditions.stream().flatMap(Optional::stream).toList();
    this.check = population.compile(there);
    this.tested = there.size();
  }

  private Optional<ResolvedCondition> condition(String segment) {
    Optional<Publication> live = environment.live();
    return live.flatMap(one -> one.segment(segment))
        .flatMap(one -> system.resolve(live.orElseThrow(), one).countable());
  }

  /// Whether it would be the same if it were built from these.
  boolean isBuiltFrom(
      SystemDefinition now,
      Environment environmentNow,
      Population populationNow,
      Collection<SegmentPlace> placesNow) {
    return population.equals(populationNow)
        && environment.live().equals(environmentNow.live())
        && system.timeZone().equals(now.timeZone())
        && system.integrations().equals(now.integrations())
        && places.size() == placesNow.size()
        && placesNow.containsAll(places);
  }

  Population population() {
    return population;
  }

  DirtyUsers dirty() {
    return dirty;
  }

  List<SegmentPlace> places() {
    return places;
  }

  AsOf asOf(Instant now) {
    return new AsOf(now, system.timeZone());
  }

  /// Those in which users may be at one moment and not at another although nothing is said of them.
  List<SegmentPlace> changingWithTime() {
    List<SegmentPlace> found = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (conditions.get(i).filter(ResolvedCondition::changesWithTime).isPresent()) {
        found.add(places.get(i));
      }
    }
    return found;
  }

  /// Who is in a segment.
  ///
  /// @param place one of [#places]
  /// @return empty: nobody
  Optional<Selection> members(SegmentPlace place, AsOf asOf) {
    return conditions
        .get(places.indexOf(place))
        .map(condition -> population.select(condition, asOf));
  }

  /// In which segments a user is.
  ///
  /// @param ordinal below the population's rows
  /// @param in gets whether the user is in each of [#places]
  /// @return false for a user who was erased, of whom nothing is to be told
  boolean look(int ordinal, AsOf asOf, boolean[] in) {
    boolean[] some = new boolean[tested];
    if (!check.holds(ordinal, asOf, some)) {
      return false;
    }
    int at = 0;
    for (int i = 0; i < in.length; i++) {
      in[i] = conditions.get(i).isPresent() && some[at++];
    }
    return true;
  }
}
