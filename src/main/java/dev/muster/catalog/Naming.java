package dev.muster.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionException;
import dev.muster.condition.ConditionJson;
import dev.muster.condition.Literal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A place in which somebody wrote an identifier down: a rule of a segment, a saved filter or a
/// report compares something with it, whatever the field. Erasing a user does not change what
/// people have written, but tells where it is.
///
/// @param identifier as it was sought
/// @param place the segment, filter or report
public record Naming(String identifier, Dependent place) {

  /// More are not told at once.
  public static final int MAX = 1_000;

  /// Where some identifiers stand, as segments are edited, as they are live, and in what is saved.
  /// Publications that are live no more are not looked at.
  ///
  /// @return at most [#MAX]
  public static List<Naming> of(SystemDefinition system, Collection<String> identifiers) {
    Search search = new Search(identifiers);
    for (Segment segment : system.segments().values()) {
      search.in(
          segment.condition(), new Dependent("segment", segment.key(), segment.name(), "draft"));
    }
    for (Environment environment : system.environments()) {
      List<PublishedSegment> live = environment.live().map(Publication::segments).orElse(List.of());
      for (PublishedSegment segment : live) {
        search.in(
            segment.condition(),
            new Dependent(
                "segment", segment.key(), segment.name(), "live in " + environment.key()));
      }
    }
    for (Filter filter : system.filters().values()) {
      search.in(filter.condition(), Dependent.of("filter", filter));
    }
    for (Report report : system.reporting().reports().values()) {
      JsonNode condition = StoredJson.parsed(report.query()).path("condition");
      if (!condition.isMissingNode()) {
        search.in(condition, Dependent.of("report", report));
      }
    }
    return search.found;
  }

  private static final class Search {
    private final Set<String> exact;
    private final Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Naming> found = new ArrayList<>();

    Search(Collection<String> identifiers) {
      exact = Set.copyOf(identifiers);
      identifiers.forEach(one -> anyCase.put(one, one));
    }

    void in(JsonNode condition, Dependent place) {
      try {
        in(ConditionJson.read(condition), place);
      } catch (ConditionException _) {
        // Of a form that was known once, so that nobody knows what its values were.
      }
    }

    void in(Condition condition, Dependent place) {
      Set<String> named = new LinkedHashSet<>();
      gather(condition, named);
      for (String identifier : named) {
        if (found.size() < MAX) {
          found.add(new Naming(identifier, place));
        }
      }
    }

    private void gather(Condition condition, Set<String> into) {
      switch (condition) {
        case Condition.Group group -> group.rules().forEach(part -> gather(part, into));
        case Condition.Rule rule -> gather(rule.value(), rule.ignoreCase(), into);
      }
    }

    private void gather(Literal value, boolean ignoreCase, Set<String> into) {
      switch (value) {
        case Literal.Text(String text) -> {
          if (exact.contains(text)) {
            into.add(text);
          } else if (ignoreCase) {
            Optional.ofNullable(anyCase.get(text)).ifPresent(into::add);
          }
        }
        case Literal.Items(List<Literal> items) ->
            items.forEach(item -> gather(item, ignoreCase, into));
        case Literal.None _, Literal.Numeric _, Literal.Bool _, Literal.Period _ -> {}
      }
    }
  }
}
