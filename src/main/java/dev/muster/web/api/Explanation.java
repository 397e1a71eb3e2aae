package dev.muster.web.api;

import dev.muster.catalog.FieldError;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.condition.Condition;
import dev.muster.condition.Operand;
import dev.muster.condition.ResolvedCondition;
import dev.muster.population.UserCheck;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Says of one user why a condition holds or does not, rule by rule.
///
/// @param known whether the user is known; one who is not is looked at as one without attributes
/// @param holds null where that is known only while a page loads
record Explanation(boolean known, @Nullable Boolean holds, String words, List<OfRule> rules) {

  /// As often a user who is changed meanwhile is looked at once more, so that values and verdicts
  /// belong together.
  private static final int LOOKS_MAX = 5;

  /// Whether a rule holds, by itself.
  ///
  /// @param path `rules[1].rules[0]`; empty for one that is the whole condition
  /// @param holds null where that is known only while a page loads
  /// @param value what the user has there; null where there is none, or the rule is about segments
  ///   or the page
  record OfRule(String path, String words, @Nullable Boolean holds, @Nullable Object value) {}

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
    List<ResolvedCondition> all = new ArrayList<>();
    all.add(Conditions.resolved(system, condition, root));
    List<Conditions.Placed> rules = Conditions.rules(condition);
    rules.forEach(placed -> all.add(Conditions.resolved(system, placed.rule(), root)));
    boolean[] runnable = new boolean[all.size()];
    List<ResolvedCondition> run = new ArrayList<>();
    for (int i = 0; i < runnable.length; i++) {
      runnable[i] = !all.get(i).needsPage();
      if (runnable[i]) {
        run.add(all.get(i));
      }
    }
    UserCheck check = place.population().compile(run);
    boolean[] held = new boolean[run.size()];
    Optional<UserState> state = place.population().user(id);
    for (int looks = 1; ; looks++) {
      boolean _ = check.holds(id, asOf, null, held);
      Optional<UserState> after = place.population().user(id);
      if (after.equals(state) || looks == LOOKS_MAX) {
        break;
      }
      state = after;
    }
    @Nullable Boolean[] answers = answers(runnable, held);
    List<OfRule> found = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Condition.Rule rule = rules.get(i).rule();
      found.add(
          new OfRule(
              rules.get(i).path(),
              Conditions.words(system, rule),
              answers[i + 1],
              state.map(known -> value(system, rule, known)).orElse(null)));
    }
    return new Explanation(
        state.isPresent(), answers[0], Conditions.words(system, condition), found);
  }

  private static @Nullable Boolean[] answers(boolean[] runnable, boolean[] held) {
    @Nullable Boolean[] answers = new Boolean[runnable.length];
    int next = 0;
    for (int i = 0; i < runnable.length; i++) {
      answers[i] = runnable[i] ? (Boolean) held[next++] : null;
    }
    return answers;
  }

  private static @Nullable Object value(
      SystemDefinition system, Condition.Rule rule, UserState user) {
    if (rule.field().equals("segment")) {
      return null;
    }
    return switch (Conditions.any(system, rule.field())) {
      case Operand.OfPage _ -> null;
      case Operand.OfAttribute(var attribute) ->
          user.held().stream()
              .filter(one -> one.attributeId() == attribute.id())
              .map(one -> Values.json(one.value()))
              .findFirst()
              .orElse(null);
      case Operand.OfUser(var field) ->
          switch (field) {
            case ID -> user.id().toString();
            case FIRST_SEEN -> instant(user.firstSeenMillis());
            case LAST_SEEN -> instant(user.lastSeenMillis());
            case SESSIONS -> user.sessions() == 0 ? null : (Object) user.sessions();
          };
    };
  }

  private static @Nullable Instant instant(OptionalLong millis) {
    return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
  }
}
