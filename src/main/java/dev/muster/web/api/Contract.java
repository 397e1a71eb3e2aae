package dev.muster.web.api;

import dev.muster.catalog.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The OpenAPI contract that the server ships, read once. It is where paths, the least role of each
/// operation, and the shapes of what is sent are written down; requests are checked against it.
///
/// The schemas are run by Vert.x's JSON Schema validator. Its OpenAPI modules are not used: they
/// refuse contracts with `application/problem+json` or `text/event-stream`, decode parameters twice
/// (`+` becomes a blank), and read a string parameter such as `1.5` as a number.
public final class Contract {

  /// The file's path on the class path.
  public static final String RESOURCE = "/dev/muster/web/openapi.json";

  private static final String BASE = "app://muster/contract";
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private final String text;
  private final List<Operation> operations;

  private Contract(String text, List<Operation> operations) {
    this.text = text;
    this.operations = List.copyOf(operations);
  }

  /// What is read is the same for all that ask, and takes some memory.
  private static final class Shipped {
    static final Contract CONTRACT = parse();
  }

  /// The contract, read the first time.
  ///
  /// @throws ExceptionInInitializerError if it names what it does not define, which is a fault of
  ///   this build
  public static Contract load() {
    return Shipped.CONTRACT;
  }

  private static Contract parse() {
    String text = read();
    JsonObject document = new JsonObject(text);
    SchemaRepository schemas = requestSchemas(document);
    // Each has a list of all schemas of its own, and most parameters are those of many operations.
    Map<String, SchemaCheck> known = new HashMap<>();
    Function<String, SchemaCheck> checks =
        pointer -> known.computeIfAbsent(pointer, it -> check(schemas, it));
    List<Operation> operations = new ArrayList<>();
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : item.fieldNames()) {
        if (METHODS.contains(method)) {
          operations.add(operation(document, checks, path, item, method));
        }
      }
    }
    return new Contract(text, operations);
  }

  /// The contract as it is shipped: JSON.
  public String text() {
    return text;
  }

  /// All operations, in the order in which they are written down.
  public List<Operation> operations() {
    return operations;
  }

  private static String read() {
    try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The schemas for requests. A condition is any object there: what is wrong in one is said by its
  /// own reader, which names every rule at once.
  private static SchemaRepository requestSchemas(JsonObject document) {
    JsonObject lenient = document.copy();
    lenient
        .getJsonObject("components")
        .getJsonObject("schemas")
        .put("Condition", new JsonObject().put("type", "object"));
    return SchemaRepository.create(
            new JsonSchemaOptions()
                .setDraft(Draft.DRAFT202012)
                .setBaseUri(BASE)
                .setOutputFormat(OutputFormat.Basic))
        .dereference(BASE, JsonSchema.of(lenient));
  }

  private static Operation operation(
      JsonObject document,
      Function<String, SchemaCheck> checks,
      String path,
      JsonObject item,
      String method) {
    JsonObject operation = item.getJsonObject(method);
    List<Parameter> parameters = new ArrayList<>();
    for (JsonObject holder : List.of(item, operation)) {
      for (Object one : holder.getJsonArray("parameters", new JsonArray())) {
        JsonObject parameter = (JsonObject) one;
        String pointer = parameter.getString("$ref");
        if (pointer != null) {
          parameters.add(Parameter.of(at(document, pointer), checks.apply(pointer + "/schema")));
        }
      }
    }
    return new Operation(
        operation.getString("operationId"),
        method.toUpperCase(Locale.ROOT),
        path,
        Optional.ofNullable(operation.getString("x-least-role")).flatMap(Role::ofCode),
        operation.getBoolean("x-public", false),
        operation.getBoolean("x-streamed", false),
        operation.getBoolean("x-head", false),
        operation.getBoolean("x-any-query", false),
        parameters,
        Optional.ofNullable(operation.getJsonObject("requestBody"))
            .flatMap(body -> bodyRule(checks, body)));
  }

  private static Optional<Operation.Body> bodyRule(
      Function<String, SchemaCheck> checks, JsonObject body) {
    String pointer =
        body.getJsonObject("content")
            .getJsonObject("application/json", new JsonObject())
            .getJsonObject("schema", new JsonObject())
            .getString("$ref");
    return Optional.ofNullable(pointer)
        .map(it -> new Operation.Body(body.getBoolean("required", false), checks.apply(it)));
  }

  private static SchemaCheck check(SchemaRepository schemas, String pointer) {
    // By a reference, so that the validator's findings say where in the contract a rule stands.
    JsonSchema reference = JsonSchema.of(new JsonObject().put("$ref", BASE + pointer));
    return new SchemaCheck(schemas, schemas.validator(reference));
  }

  private static JsonObject at(JsonObject document, String pointer) {
    JsonObject found = document;
    for (String step : pointer.substring("#/".length()).split("/", -1)) {
      found = found.getJsonObject(step);
      if (found == null) {
        throw new IllegalStateException("the contract does not define " + pointer);
      }
    }
    return found;
  }
}
