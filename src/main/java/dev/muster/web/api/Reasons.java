package dev.muster.web.api;

import dev.muster.catalog.Environment;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Publication;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.Resolution;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.condition.Condition;
import dev.muster.condition.ResolvedCondition;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says of each live segment why a user is in it or not, rule by rule, all seen at one moment.
final class Reasons {

  private final SystemDefinition system;
  private final List<ResolvedCondition> asked = new ArrayList<>();

  private Reasons(SystemDefinition system) {
    this.system = system;
  }

  /// Whether a user is in a segment.
  ///
  /// @param holds null where that is known only while a page loads
  /// @param errors why the segment matches nobody; empty where it can be run
  record OfSegment(
      String segment,
      String name,
      @Nullable Boolean holds,
      String words,
      List<OfRule> rules,
      List<FieldError> errors) {}

  /// Whether a rule holds.
  ///
  /// @param path `rules[1].rules[0]`; empty for one that is the whole condition
  /// @param holds null where that is known only while a page loads, or the rule makes no sense
  record OfRule(String path, String words, @Nullable Boolean holds) {}

  static List<OfSegment> of(
      SystemDefinition system,
      Environment environment,
      Population population,
      UserId user,
      AsOf asOf) {
    if (environment.live().isEmpty()) {
      return List.of();
    }
    Publication live = environment.live().get();
    Reasons reasons = new Reasons(system);
    List<Questions> questions =
        live.segments().stream().map(segment -> reasons.ask(live, segment)).toList();
    boolean[] held = new boolean[reasons.asked.size()];
    boolean _ = population.compile(reasons.asked).holds(user, asOf, null, held);
    return questions.stream().map(one -> one.answered(held)).toList();
  }

  /// @param whole which of the answers is that of the segment; [#UNKNOWN] if none is
  /// @param rules which is that of each rule
  private record Questions(
      PublishedSegment segment,
      String words,
      int whole,
      List<PlacedQuestion> rules,
      List<FieldError> errors) {

    OfSegment answered(boolean[] held) {
      return new OfSegment(
          segment.key(),
          segment.name(),
          errors.isEmpty() ? answer(whole, held) : Boolean.FALSE,
          words,
          rules.stream()
              .map(one -> new OfRule(one.path, one.words, answer(one.number, held)))
              .toList(),
          errors);
    }

    private static @Nullable Boolean answer(int number, boolean[] held) {
      return number == UNKNOWN ? null : (Boolean) held[number];
    }
  }

  private record PlacedQuestion(String path, String words, int number) {}

  private static final int UNKNOWN = -1;

  private Questions ask(Publication live, PublishedSegment segment) {
    Resolution whole = system.resolve(live, segment);
    List<FieldError> errors =
        switch (whole) {
          case Resolution.Resolved _ -> List.of();
          case Resolution.Problem(var found) -> found;
        };
    List<PlacedQuestion> rules =
        Conditions.rules(segment.condition()).stream()
            .map(placed ->
                new PlacedQuestion(
                    placed.path(),
                    words(placed.rule()),
                    number(system.resolve(live, alone(segment, placed.rule())))))
            .toList();
    return new Questions(segment, words(segment.condition()), number(whole), rules, errors);
  }

  /// The segment as if it had no other rule.
  private static PublishedSegment alone(PublishedSegment segment, Condition.Rule rule) {
    return new PublishedSegment(segment.key(), segment.name(), segment.description(), rule);
  }

  private int number(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Problem _ -> UNKNOWN;
      case Resolution.Resolved(var condition) when condition.needsPage() -> UNKNOWN;
      case Resolution.Resolved(var condition) -> {
        asked.add(condition);
        yield asked.size() - 1;
      }
    };
  }

  private String words(Condition condition) {
    return Conditions.words(system, condition);
  }
}
