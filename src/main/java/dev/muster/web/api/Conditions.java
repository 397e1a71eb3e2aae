package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Segment;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionException;
import dev.muster.condition.ConditionJson;
import dev.muster.condition.ConditionWords;
import dev.muster.condition.Operand;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.Resolver;
import dev.muster.condition.UserField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Conditions as clients send them. Everything that is wrong with one is told at once, as 422.
final class Conditions {

  /// What fields that belong to no integration are called; the console's editor calls them so, too.
  private static final Map<String, String> OWN_FIELDS =
      Map.ofEntries(
          Map.entry("user.id", "identifier"),
          Map.entry("user.firstSeen", "first seen"),
          Map.entry("user.lastSeen", "last seen"),
          Map.entry("user.sessions", "sessions"),
          Map.entry("user.pageLoads", "page loads"),
          Map.entry("user.activeDays", "active days of the last 30"),
          Map.entry("page.url", "page URL"),
          Map.entry("page.path", "page path"),
          Map.entry("page.title", "page title"),
          Map.entry("page.referrer", "page referrer"),
          Map.entry("browser.language", "browser language"),
          Map.entry("browser.device", "device"),
          Map.entry("browser.name", "browser name"),
          Map.entry("time.hour", "hour"),
          Map.entry("time.weekday", "weekday"));

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
    Resolver resolver = new Resolver(system.fields(), system.timeZone());
    try {
      ResolvedCondition resolved = resolver.resolve(condition);
      if (resolved.needsPage()) {
        throw Problems.needsPage(pageRules(resolver, condition, root));
      }
      return resolved;
    } catch (ConditionException e) {
      throw Problems.invalid(errors(e, root));
    }
  }

  /// A condition that may need a page.
  static ResolvedCondition resolved(SystemDefinition system, Condition condition, String root) {
    try {
      return resolver(system).resolve(condition);
    } catch (ConditionException e) {
      throw Problems.invalid(errors(e, root));
    }
  }

  /// The rules for which a condition needs a page; paths within the condition.
  static List<FieldError> pageRules(SystemDefinition system, Condition condition) {
    try {
      return pageRules(resolver(system), condition, "");
    } catch (ConditionException e) {
      return errors(e, "");
    }
  }

  /// What a report is about.
  ///
  /// @param root what the field is called in what was sent
  static Operand reported(SystemDefinition system, String field, String root) {
    Operand operand = column(system, field, root);
    if (operand.equals(new Operand.OfUser(UserField.ID))) {
      throw Problems.invalid(
          List.of(new FieldError(root, "is another for every user; list users by q instead")));
    }
    return operand;
  }

  /// A field of users, the identifier too.
  ///
  /// @param root what the field is called in what was sent
  static Operand column(SystemDefinition system, String field, String root) {
    try {
      Operand operand = resolver(system).field(field);
      if (operand instanceof Operand.OfPage) {
        throw Problems.invalid(List.of(new FieldError(root, "is known only while a page loads")));
      }
      return operand;
    } catch (ConditionException e) {
      throw Problems.invalid(errors(e, root));
    }
  }

  /// What the field of a rule that has been resolved stands for.
  static Operand any(SystemDefinition system, String field) {
    try {
      return resolver(system).field(field);
    } catch (ConditionException e) {
      throw new IllegalArgumentException("not resolved: " + field, e);
    }
  }

  private static Resolver resolver(SystemDefinition system) {
    return new Resolver(system.fields(), system.timeZone());
  }

  private static List<FieldError> pageRules(Resolver resolver, Condition condition, String root)
      throws ConditionException {
    List<FieldError> found = new ArrayList<>();
    for (Placed placed : rules(condition)) {
      if (resolver.resolve(placed.rule()).needsPage()) {
        String why =
            placed.rule().field().equals("segment")
                ? "is about a segment that looks at the page, the browser or the time"
                : placed.rule().field() + " is known only while a page loads";
        found.add(new FieldError(inside(root, placed.path()), why));
      }
    }
    return found;
  }

  /// A rule and where it is: `rules[1].rules[0]`, or nothing for one that is the whole condition.
  record Placed(String path, Condition.Rule rule) {}

  /// All rules of a condition, in their order; not those of the segments that it uses.
  static List<Placed> rules(Condition condition) {
    List<Placed> found = new ArrayList<>();
    collect(condition, "", found);
    return found;
  }

  private static void collect(Condition condition, String path, List<Placed> found) {
    switch (condition) {
      case Condition.Rule rule -> found.add(new Placed(path, rule));
      case Condition.Group group -> {
        for (int i = 0; i < group.rules().size(); i++) {
          collect(group.rules().get(i), inside(path, "rules[" + i + "]"), found);
        }
      }
    }
  }

  private static String inside(String outer, String path) {
    return outer.isEmpty() || path.isEmpty() ? outer + path : outer + "." + path;
  }

  /// A condition in plain words, with integrations and segments by their names.
  static String words(SystemDefinition system, Condition condition) {
    return new ConditionWords(
            field -> name(system, field), key -> system.segment(key).map(Segment::name).orElse(key))
        .of(condition);
  }

  /// A field as people call it.
  static String fieldName(SystemDefinition system, String field) {
    String name = name(system, field);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /// `crm.plan` as `CRM plan`; a field that nobody knows as it is.
  private static String name(SystemDefinition system, String field) {
    int dot = field.indexOf('.');
    return dot < 0
        ? field
        : system
            .integration(field.substring(0, dot))
            .map(integration -> integration.name() + " " + field.substring(dot + 1))
            .orElseGet(() -> OWN_FIELDS.getOrDefault(field, field));
  }

  private static List<FieldError> errors(ConditionException e, String root) {
    return e.errors().stream()
        .map(error -> new FieldError(inside(root, error.path()), error.reason()))
        .toList();
  }
}
