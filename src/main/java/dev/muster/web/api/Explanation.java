package dev.muster.web.api;

import dev.muster.catalog.FieldError;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.condition.Condition;
import dev.muster.population.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says of one user why a condition holds or does not, rule by rule.
///
/// @param known whether the user is known; one who is not is looked at as one without attributes
/// @param holds null where that is known only while a page loads
/// @param segments those that the condition uses, also inside of each other, each once, as their
///   editors see them
record Explanation(
    boolean known,
    @Nullable Boolean holds,
    String words,
    List<Reasons.OfRule> rules,
    List<Reasons.OfSegment> segments) {

  /// @param root what the condition is called in what was sent
  static Explanation of(Place place, String user, Condition condition, String root, AsOf asOf) {
    SystemDefinition system = place.system();
    UserId id =
        UserId.tryOf(user)
            .orElseThrow(() ->
                Problems.invalid(
                    List.of(
                        new FieldError(
                            "user", "has more than " + UserId.BYTES_MAX + " bytes of UTF-8"))));
    Questions questions = new Questions();
    int whole = questions.ask(Conditions.resolved(system, condition, root));
    List<Reasons.AskedRule> rules = new ArrayList<>();
    for (Conditions.Placed placed : Conditions.rules(condition)) {
      int number = questions.ask(Conditions.resolved(system, placed.rule(), root));
      rules.add(new Reasons.AskedRule(placed, true, number));
    }
    Reasons reasons =
        new Reasons(
            system, questions, segment -> system.resolve(segment.key(), segment.condition()));
    List<Reasons.Asked> segments = used(system, condition).stream().map(reasons::ask).toList();
    Questions.Answers answers = questions.answered(place.population(), id, asOf);
    return new Explanation(
        answers.user().isPresent(),
        answers.to(whole),
        Conditions.words(system, condition),
        reasons.found(condition, rules, answers),
        segments.stream().map(segment -> reasons.found(segment, answers)).toList());
  }

  /// The segments that a condition uses, those that are named first before those inside of them.
  private static List<PublishedSegment> used(SystemDefinition system, Condition condition) {
    List<PublishedSegment> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<Condition> open = new ArrayDeque<>(List.of(condition));
    while (!open.isEmpty()) {
      for (Conditions.Placed placed : Conditions.rules(open.remove())) {
        for (String key : Reasons.segments(placed.rule())) {
          if (seen.add(key)) {
            system
                .segment(key)
                .ifPresent(segment -> {
                  found.add(
                      new PublishedSegment(
                          key, segment.name(), segment.description(), segment.condition()));
                  open.add(segment.condition());
                });
          }
        }
      }
    }
    return found;
  }
}
