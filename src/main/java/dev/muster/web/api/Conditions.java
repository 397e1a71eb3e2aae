package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionException;
import dev.muster.condition.ConditionJson;
import dev.muster.condition.ConditionWords;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.Resolver;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.util.List;

/// Conditions as clients send them. Everything that is wrong with one is told at once, as 422.
final class Conditions {

  private Conditions() {}

  /// @param root what the condition is called in what was sent
  static Condition read(JsonNode json, String root) {
    try {
      return ConditionJson.read(json);
    } catch (ConditionException e) {
      throw Problems.invalid(errors(e, root));
    }
  }

  /// A condition that is to be run over all users.
  static ResolvedCondition forAll(SystemDefinition system, Condition condition, String root) {
    ResolvedCondition resolved;
    try {
      resolved = new Resolver(system.fields(), system.timeZone()).resolve(condition);
    } catch (ConditionException e) {
      throw Problems.invalid(errors(e, root));
    }
    if (resolved.needsPage()) {
      throw new ProblemException(
          Problem.of(
              422,
              "needs-page",
              "Known only while a page loads",
              "The condition looks at the page, the browser or the time (itself or in a segment"
                  + " that it uses), which are known only while a page loads. Leave those rules"
                  + " out to count users."));
    }
    return resolved;
  }

  /// A condition in plain words, with integrations by their names.
  static String words(SystemDefinition system, Condition condition) {
    return new ConditionWords(field -> name(system, field)).of(condition);
  }

  /// `crm.plan` as `CRM plan`; fields that belong to no integration as they are.
  private static String name(SystemDefinition system, String field) {
    int dot = field.indexOf('.');
    return dot < 0
        ? field
        : system
            .integration(field.substring(0, dot))
            .map(integration -> integration.name() + " " + field.substring(dot + 1))
            .orElse(field);
  }

  private static List<FieldError> errors(ConditionException e, String root) {
    return e.errors().stream()
        .map(error ->
            new FieldError(
                error.path().isEmpty() ? root : root + "." + error.path(), error.reason()))
        .toList();
  }
}
