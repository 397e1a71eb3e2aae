package dev.muster.web.api;

import dev.muster.catalog.FieldError;
import dev.muster.condition.NearestName;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Checks a value against a schema of the contract, and says what is wrong in words that a person
/// understands. The validator's own findings are for programs; their keyword says what they mean.
final class SchemaCheck {

  private static final Pattern IN_QUOTES = Pattern.compile("\"(.*)\"", Pattern.DOTALL);
  private static final Pattern LAST_NUMBER = Pattern.compile("(-?[0-9.]+)\\)?$");

  private final SchemaRepository schemas;
  private final Validator validator;

  SchemaCheck(SchemaRepository schemas, Validator validator) {
    this.schemas = schemas;
    this.validator = validator;
  }

  /// All that is wrong with a value.
  ///
  /// @param root what the value is called; empty for a body
  /// @param value of maps, lists, strings, numbers, booleans and null
  List<FieldError> errors(String root, @Nullable Object value) {
    OutputUnit result = validator.validate(value);
    List<FieldError> errors = new ArrayList<>();
    if (!Boolean.TRUE.equals(result.getValid())) {
      for (OutputUnit unit : result.getErrors()) {
        finding(root, value, unit).filter(one -> !errors.contains(one)).ifPresent(errors::add);
      }
    }
    return errors;
  }

  private Optional<FieldError> finding(String root, @Nullable Object value, OutputUnit unit) {
    List<String> steps = Words.steps(unit.getInstanceLocation());
    String path = Words.path(root, steps);
    @Nullable Object found = at(value, steps);
    String said = unit.getError();
    return switch (keyword(unit)) {
      case "required" ->
          Optional.of(new FieldError(Words.child(path, inQuotes(said)), "is missing"));
      // The validator says this too of a known property whose value is wrong.
      case "additionalProperties" ->
          known(unit).contains(steps.getLast())
              ? Optional.empty()
              : reason(path, "is not known here" + meant(unit, steps.getLast()));
      case "type" -> reason(path, "must be " + expected(said) + ", not " + Words.kind(found));
      case "enum" ->
          reason(path, "must be one of " + listed(said) + ", not " + Words.quoted(found));
      case "pattern" -> reason(path, "must be " + rule(unit) + ", not " + Words.quoted(found));
      case "minLength" ->
          reason(path, "".equals(found) ? "must not be empty" : "is shorter than " + number(said));
      case "maxLength" -> reason(path, "is longer than " + number(said) + " characters");
      case "minItems" -> reason(path, "must have at least " + number(said) + " items");
      case "maxItems" -> reason(path, "may have at most " + number(said) + " items");
      case "minimum" -> reason(path, "must be at least " + number(said) + ", not " + found);
      case "maximum" -> reason(path, "may be at most " + number(said) + ", not " + found);
      case "format" ->
          reason(path, "must be a time such as 2026-05-01T10:00:00Z, not " + Words.quoted(found));
      // These only say that something below is wrong, which is listed itself.
      default -> Optional.empty();
    };
  }

  private static Optional<FieldError> reason(String path, String reason) {
    return Optional.of(new FieldError(path, reason));
  }

  private static String keyword(OutputUnit unit) {
    String location = unit.getKeywordLocation();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static @Nullable Object at(@Nullable Object value, List<String> steps) {
    @Nullable Object found = value;
    for (String step : steps) {
      found =
          switch (found) {
            case Map<?, ?> map -> map.get(step);
            case List<?> list -> list.get(Integer.parseInt(step));
            case null, default -> null;
          };
    }
    return found;
  }

  private static String expected(String said) {
    String types = said.substring(said.indexOf("Expected ") + "Expected ".length());
    return java.util.Arrays.stream(types.split(", "))
        .map(Words::kindOfType)
        .collect(Collectors.joining(" or "));
  }

  private static String listed(String said) {
    JsonArray values = new JsonArray(said.substring(said.indexOf('[')));
    return values.stream().map(Json::encode).collect(Collectors.joining(", "));
  }

  /// The schema's own words for its pattern.
  private String rule(OutputUnit unit) {
    JsonSchema schema = schema(unit);
    return schema.get("x-rule", "like " + schema.get("pattern"));
  }

  private Set<String> known(OutputUnit unit) {
    JsonObject properties = schema(unit).get("properties", new JsonObject());
    return properties.fieldNames();
  }

  private String meant(OutputUnit unit, String property) {
    return NearestName.mistyped(property, known(unit))
        .map(nearest -> "; did you mean " + nearest + "?")
        .orElse("");
  }

  private JsonSchema schema(OutputUnit unit) {
    String location = unit.getAbsoluteKeywordLocation();
    return schemas.find(location.substring(0, location.lastIndexOf('/')));
  }

  private static String inQuotes(String said) {
    Matcher matcher = IN_QUOTES.matcher(said);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String number(String said) {
    Matcher matcher = LAST_NUMBER.matcher(said);
    return matcher.find() ? matcher.group(1) : said;
  }
}
