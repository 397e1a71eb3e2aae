package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.FieldError;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContractTest {

  private final Contract contract = Contract.load();
  private final JsonObject document = new JsonObject(contract.text());

  @Test
  void isOpenApi31() {
    Vertx vertx = Vertx.vertx();
    try {
      var repository =
          OpenAPIVersion.V3_1
              .getRepository(vertx, "app://")
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      var result =
          OpenAPIVersion.V3_1
              .validateContract(vertx, repository, document)
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      assertThat(result.getErrors()).isNullOrEmpty();
      assertThat(result.getValid()).isTrue();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  @Test
  void refersToNothingThatIsNotThereAndHoldsNothingThatIsNotReferredTo() {
    TreeSet<String> used = new TreeSet<>();
    collect(document, used);
    TreeSet<String> defined = new TreeSet<>();
    JsonObject components = document.getJsonObject("components");
    for (String kind : List.of("schemas", "parameters", "responses")) {
      components
          .getJsonObject(kind)
          .fieldNames()
          .forEach(name -> defined.add("#/components/" + kind + "/" + name));
    }
    assertThat(used).isEqualTo(defined);
  }

  private static void collect(Object node, Set<String> references) {
    if (node instanceof JsonObject object) {
      for (Map.Entry<String, Object> entry : object) {
        if (entry.getKey().equals("$ref")) {
          references.add((String) entry.getValue());
        } else {
          collect(entry.getValue(), references);
        }
      }
    } else if (node instanceof JsonArray array) {
      array.forEach(one -> collect(one, references));
    }
  }

  @Test
  void everyOperationHasAnIdOfItsOwnAndEveryOneOfTheManagementPlaneALeastRoleOrIsPublic() {
    assertThat(contract.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    for (Operation operation : contract.operations()) {
      assertThat(operation.isManaged())
          .as(operation.id())
          .isEqualTo(operation.path().startsWith("/api/v1/"));
    }
  }

  @Test
  void everyParameterOfAPathIsDefined() {
    for (Operation operation : contract.operations()) {
      if (operation.leastRole().isEmpty()) {
        continue;
      }
      List<String> inPath = new ArrayList<>();
      for (String part : operation.path().split("/", -1)) {
        if (part.startsWith("{")) {
          inPath.add(part.substring(1, part.length() - 1));
        }
      }
      assertThat(
              operation.parameters().stream()
                  .filter(parameter -> parameter.place().equals("path"))
                  .map(Parameter::name))
          .as(operation.id())
          .containsExactlyInAnyOrderElementsOf(inPath);
    }
  }

  @Test
  void everythingThatIsWrongInABodyIsSaidAtOnceAndInWords() {
    Map<String, Object> body =
        Map.of(
            "key", "CRM!",
            "identifier", "",
            "properties", List.of(Map.of("path", 7, "name", "plan", "type", "text")),
            "colour", "blue");

    assertThat(errors("createIntegration", body))
        .containsExactlyInAnyOrder(
            new FieldError("name", "is missing"),
            new FieldError("colour", "is not known here"),
            new FieldError(
                "key", "must be 1 to 64 lower-case letters, digits and hyphens, not \"CRM!\""),
            new FieldError("identifier", "must not be empty"),
            new FieldError("properties[0].path", "must be a string, not a number"),
            new FieldError(
                "properties[0].type",
                "must be one of \"string\", \"number\", \"boolean\", \"date\", \"strings\","
                    + " not \"text\""));
  }

  @Test
  void aTimeThatIsNoneIsSaidToBeNone() {
    assertThat(errors("createToken", Map.of("name", "x", "role", "boss", "expiresAt", "tomorrow")))
        .containsExactlyInAnyOrder(
            new FieldError(
                "role",
                "must be one of \"viewer\", \"editor\", \"publisher\", \"admin\", not \"boss\""),
            new FieldError(
                "expiresAt", "must be a time such as 2026-05-01T10:00:00Z, not \"tomorrow\""));
  }

  @Test
  void aBodyThatIsNoObjectIsSaidToBeNone() {
    assertThat(errors("createSystem", List.of()))
        .containsExactly(new FieldError("", "must be an object, not an array"));
  }

  private List<FieldError> errors(String operation, Object body) {
    return contract.operations().stream()
        .filter(one -> one.id().equals(operation))
        .findFirst()
        .orElseThrow()
        .body()
        .orElseThrow()
        .check()
        .errors("", body);
  }
}
