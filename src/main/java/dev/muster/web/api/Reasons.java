package dev.muster.web.api;

import dev.muster.attribute.PlainValues;
import dev.muster.catalog.Environment;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Publication;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.Resolution;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.condition.Condition;
import dev.muster.condition.Literal;
import dev.muster.condition.Operand;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says of segments why a user is in them or not, rule by rule.
final class Reasons {

  private final SystemDefinition system;
  private final Questions questions;
  private final Function<PublishedSegment, Resolution> meaning;

  /// @param questions where the questions are added; the reasons are had once they are answered
  /// @param meaning what a segment means, or one that has another condition in its place
  Reasons(
      SystemDefinition system,
      Questions questions,
      Function<PublishedSegment, Resolution> meaning) {
    this.system = system;
    this.questions = questions;
    this.meaning = meaning;
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
  /// @param field what it looks at: `crm.plan`
  /// @param holds null where that is known only while a page loads, or the rule makes no sense
  /// @param value what the user has there; null where there is none, or the rule is about segments
  ///   or the page, or makes no sense
  /// @param segments the keys of those that it is about
  /// @param decides whether the verdict about the whole rests on it
  record OfRule(
      String path,
      String words,
      String field,
      @Nullable Boolean holds,
      @Nullable Object value,
      List<String> segments,
      boolean decides) {}

  /// Each live segment, all seen at one moment.
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
    Questions questions = new Questions();
    Reasons reasons = new Reasons(system, questions, segment -> system.resolve(live, segment));
    List<Asked> asked = live.segments().stream().map(reasons::ask).toList();
    Questions.Answers answers = questions.answered(population, user, asOf);
    return asked.stream().map(one -> reasons.found(one, answers)).toList();
  }

  /// What was asked about a segment.
  ///
  /// @param whole the number of the question whether the user is in it
  record Asked(
      PublishedSegment segment, int whole, List<AskedRule> rules, List<FieldError> errors) {}

  /// What was asked about a rule.
  ///
  /// @param sensible whether the rule can be run
  record AskedRule(Conditions.Placed placed, boolean sensible, int number) {}

  Asked ask(PublishedSegment segment) {
    Resolution whole = meaning.apply(segment);
    List<FieldError> errors =
        switch (whole) {
          case Resolution.Resolved _ -> List.of();
          case Resolution.Problem(var found) -> found;
        };
    List<AskedRule> rules =
        Conditions.rules(segment.condition()).stream()
            .map(placed -> ask(placed, meaning.apply(alone(segment, placed.rule()))))
            .toList();
    return new Asked(segment, number(whole), rules, errors);
  }

  private AskedRule ask(Conditions.Placed placed, Resolution rule) {
    return new AskedRule(placed, rule instanceof Resolution.Resolved, number(rule));
  }

  /// The segment as if it had no other rule.
  private static PublishedSegment alone(PublishedSegment segment, Condition.Rule rule) {
    return new PublishedSegment(segment.key(), segment.name(), segment.description(), rule);
  }

  private int number(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Problem _ -> Questions.UNKNOWN;
      case Resolution.Resolved(var condition) -> questions.ask(condition);
    };
  }

  OfSegment found(Asked asked, Questions.Answers answers) {
    PublishedSegment segment = asked.segment;
    return new OfSegment(
        segment.key(),
        segment.name(),
        asked.errors.isEmpty() ? answers.to(asked.whole) : Boolean.FALSE,
        Conditions.words(system, segment.condition()),
        found(segment.condition(), asked.rules, answers),
        asked.errors);
  }

  /// The rules of a condition, in its order.
  List<OfRule> found(Condition condition, List<AskedRule> rules, Questions.Answers answers) {
    List<@Nullable Boolean> holds = new ArrayList<>();
    rules.forEach(rule -> holds.add(answers.to(rule.number)));
    List<Integer> decisive = Decisive.of(condition, holds);
    List<OfRule> found = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      found.add(found(rules.get(i), answers, decisive.contains(i)));
    }
    return found;
  }

  private OfRule found(AskedRule asked, Questions.Answers answers, boolean decides) {
    Condition.Rule rule = asked.placed.rule();
    return new OfRule(
        asked.placed.path(),
        Conditions.words(system, rule),
        rule.field(),
        answers.to(asked.number),
        asked.sensible
            ? answers.user().map(user -> value(rule, user, answers.activeDays())).orElse(null)
            : null,
        segments(rule),
        decides);
  }

  /// The segments that a rule names.
  static List<String> segments(Condition.Rule rule) {
    return rule.field().equals("segment") ? keys(rule.value()) : List.of();
  }

  private static List<String> keys(Literal value) {
    return switch (value) {
      case Literal.Text(String key) -> List.of(key);
      case Literal.Items(List<Literal> items) ->
          items.stream().flatMap(item -> keys(item).stream()).distinct().toList();
      case Literal.None _, Literal.Numeric _, Literal.Bool _, Literal.Period _ -> List.of();
    };
  }

  private @Nullable Object value(Condition.Rule rule, UserState user, int activeDays) {
    if (rule.field().equals("segment")) {
      return null;
    }
    return switch (Conditions.any(system, rule.field())) {
      case Operand.OfPage _ -> null;
      case Operand.OfAttribute(var attribute) ->
          user.held().stream()
              .filter(one -> one.attributeId() == attribute.id())
              .map(one -> PlainValues.of(one.value()))
              .findFirst()
              .orElse(null);
      case Operand.OfUser(var field) ->
          switch (field) {
            case ID -> user.id().toString();
            case FIRST_SEEN -> instant(user.firstSeenMillis());
            case LAST_SEEN -> instant(user.lastSeenMillis());
            case SESSIONS -> user.sessions() == 0 ? null : (Object) user.sessions();
            case PAGE_LOADS -> user.pageLoads() == 0 ? null : (Object) user.pageLoads();
            case ACTIVE_DAYS -> activeDays == 0 ? null : (Object) activeDays;
          };
    };
  }

  private static @Nullable Instant instant(OptionalLong millis) {
    return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
  }
}
