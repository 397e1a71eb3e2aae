package dev.muster.web.api;

import dev.muster.catalog.FieldError;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/// A parameter of an operation.
///
/// @param name as it is written in the request
/// @param place `path`, `query` or `header`
/// @param isRequired whether it has to be sent
/// @param type of its value: `string`, `integer` or `boolean`
/// @param check against its schema
public record Parameter(
    String name, String place, boolean isRequired, String type, SchemaCheck check) {

  static Parameter of(JsonObject definition, SchemaCheck check) {
    return new Parameter(
        definition.getString("name"),
        definition.getString("in"),
        definition.getBoolean("required", false),
        definition.getJsonObject("schema").getString("type"),
        check);
  }

  /// All that is wrong with a value that was sent.
  List<FieldError> errors(String sent) {
    return switch (type) {
      case "integer" ->
          sent.matches("-?[0-9]{1,18}")
              ? check.errors(path(), Long.valueOf(sent))
              : wrong("must be a whole number, not " + Words.quoted(sent));
      case "boolean" ->
          sent.equals("true") || sent.equals("false")
              ? List.of()
              : wrong("must be true or false, not " + Words.quoted(sent));
      default -> check.errors(path(), sent);
    };
  }

  /// What is wrong if it was not sent.
  FieldError missing() {
    return new FieldError(path(), "is needed");
  }

  private String path() {
    return place + "." + (place.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
  }

  private List<FieldError> wrong(String reason) {
    return List.of(new FieldError(path(), reason));
  }
}
