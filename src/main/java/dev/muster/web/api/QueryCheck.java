package dev.muster.web.api;

import dev.muster.catalog.FieldError;
import dev.muster.condition.NearestName;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Holds the names in a query against those of an operation. One that is not known is an error as a
/// field of a body is: what a mistyped one was to change would be done in the usual way instead.
final class QueryCheck {

  /// How much of a name is told.
  private static final int SHOWN_MAX = 60;

  private QueryCheck() {}

  /// All that is wrong with the names in a query.
  static List<FieldError> errors(Operation operation, MultiMap query) {
    List<String> known =
        operation.parameters().stream()
            .filter(one -> one.place().equals("query"))
            .map(Parameter::name)
            .toList();
    Map<String, Integer> times = new LinkedHashMap<>();
    query.forEach((name, _) -> times.merge(name, 1, Integer::sum));
    List<FieldError> errors = new ArrayList<>();
    times.forEach((name, count) -> {
      if (known.contains(name)) {
        if (count > 1) {
          errors.add(new FieldError("query." + name, "comes more than once; send it once"));
        }
      } else if (!operation.takesAnyQuery()) {
        String shown = name.length() > SHOWN_MAX ? name.substring(0, SHOWN_MAX) + "…" : name;
        errors.add(new FieldError("query." + shown, "is not known here; " + instead(name, known)));
      }
    });
    return errors;
  }

  private static String instead(String name, List<String> known) {
    if (known.isEmpty()) {
      return "this takes no parameters in the query";
    }
    return NearestName.mistyped(name, known)
        .map(nearest -> "did you mean " + nearest + "?")
        .orElseGet(() -> "known are " + String.join(", ", known));
  }
}
