package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Calls the management plane as a client does, and holds every answer against the contract: its
/// status, media type, headers and body have to be what the operation promises.
public final class ContractClient {

  private static final String BASE = "app://muster/answers";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Contract CONTRACT = Contract.load();
  private static final JsonObject DOCUMENT = new JsonObject(CONTRACT.text());
  private static final SchemaRepository SCHEMAS =
      SchemaRepository.create(
              new JsonSchemaOptions()
                  .setDraft(Draft.DRAFT202012)
                  .setBaseUri(BASE)
                  .setOutputFormat(OutputFormat.Basic))
          .dereference(BASE, JsonSchema.of(DOCUMENT.copy()));
  private static final Map<String, Validator> VALIDATORS = new ConcurrentHashMap<>();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String url;
  private final Optional<String> token;
  private final Map<String, String> always;

  /// @param url where the server is, without a slash at its end
  /// @param token sent as the bearer token
  public ContractClient(String url, Optional<String> token) {
    this(url, token, Map.of());
  }

  private ContractClient(String url, Optional<String> token, Map<String, String> always) {
    this.url = url;
    this.token = token;
    this.always = Map.copyOf(always);
  }

  /// The same server with the cookie of a session, and its CSRF token.
  public ContractClient in(String cookie, String csrf) {
    return new ContractClient(
        url, Optional.empty(), Map.of("Cookie", cookie, "X-CSRF-Token", csrf));
  }

  /// The same server with headers that every call sends.
  public ContractClient with(Map<String, String> headers) {
    return new ContractClient(url, token, headers);
  }

  /// The same server with another token.
  public ContractClient as(String other) {
    return new ContractClient(url, Optional.of(other));
  }

  /// The same server without a token.
  public ContractClient asNobody() {
    return new ContractClient(url, Optional.empty());
  }

  /// An answer that is as the contract promises.
  public record Reply(int status, Map<String, String> headers, JsonNode body) {

    /// Fails unless the status is this one.
    public Reply expect(int expected) {
      assertThat(status).as(body.toString()).isEqualTo(expected);
      return this;
    }

    /// The end of the problem's type.
    public String code() {
      String type = body.path("type").asText();
      return type.substring(type.lastIndexOf('/') + 1);
    }

    /// The value at a JSON pointer, as text.
    public String text(String pointer) {
      return body.at(pointer).asText();
    }

    /// A header, by its name in lower case.
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// A header that every call sends.
  public String header(String name) {
    return always.getOrDefault(name, "");
  }

  /// GET.
  public Reply get(String path) {
    return send("GET", path, Optional.empty(), Map.of());
  }

  /// POST of JSON.
  public Reply post(String path, String json) {
    return send("POST", path, Optional.of(json), Map.of());
  }

  /// PUT of JSON.
  public Reply put(String path, String json) {
    return send("PUT", path, Optional.of(json), Map.of());
  }

  /// DELETE.
  public Reply delete(String path) {
    return send("DELETE", path, Optional.empty(), Map.of());
  }

  /// Any call.
  public Reply send(
      String method, String path, Optional<String> json, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
    token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    if (json.isPresent() && !headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    always.forEach(request::header);
    headers.forEach((name, value) -> {
      if (!value.isEmpty()) {
        request.header(name, value);
      }
    });
    request.method(
        method,
        json.map(HttpRequest.BodyPublishers::ofString)
            .orElseGet(HttpRequest.BodyPublishers::noBody));
    HttpResponse<String> response = send(request.build());
    return checked(method, path, response);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Reply checked(String method, String path, HttpResponse<String> response) {
    String call = method + " " + path + " -> " + response.statusCode();
    String bare = path.replaceAll("\\?.*", "");
    Optional<Operation> operation =
        CONTRACT.operations().stream()
            .filter(one -> one.method().equals(method) && one.isAt(bare))
            .findFirst();
    String pointer =
        operation
            .map(one -> answer(one, response.statusCode()))
            .orElse("components/responses/Problem");
    JsonObject answer = at(pointer);
    answer
        .getJsonObject("headers", new JsonObject())
        .forEach(header ->
            assertThat(response.headers().firstValue(header.getKey())).as(call).isPresent());
    Map<String, String> headers = new ConcurrentHashMap<>();
    response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    JsonObject content = answer.getJsonObject("content");
    if (content == null) {
      assertThat(response.body()).as(call).isEmpty();
      return new Reply(response.statusCode(), headers, MissingNode.getInstance());
    }
    String mediaType = headers.getOrDefault("content-type", "").replaceAll(" *;.*", "");
    assertThat(content.fieldNames()).as(call + ": " + response.body()).contains(mediaType);
    String schema = pointer + "/content/" + mediaType.replace("/", "~1") + "/schema";
    JsonNode body =
        mediaType.endsWith("json") ? read(response.body()) : TextNode.valueOf(response.body());
    OutputUnit result = validator(schema).validate(JSON.convertValue(body, Object.class));
    assertThat(result.getValid()).as(call + ": " + response.body() + "\n" + result).isTrue();
    return new Reply(response.statusCode(), headers, body);
  }

  /// Where the contract says what an operation answers with a status.
  private static String answer(Operation operation, int status) {
    String responses =
        "paths/"
            + operation.path().replace("/", "~1")
            + "/"
            + operation.method().toLowerCase(Locale.ROOT)
            + "/responses/";
    JsonObject defined = at(responses.substring(0, responses.length() - 1));
    String name = defined.containsKey("" + status) ? "" + status : "default";
    assertThat(name.equals("default") && status < 400).as(operation.id() + " " + status).isFalse();
    String reference = defined.getJsonObject(name).getString("$ref");
    return reference == null ? responses + name : reference.substring("#/".length());
  }

  private static JsonObject at(String pointer) {
    JsonObject found = DOCUMENT;
    for (String step : pointer.split("/", -1)) {
      found = found.getJsonObject(step.replace("~1", "/"));
    }
    return found;
  }

  private static Validator validator(String pointer) {
    return VALIDATORS.computeIfAbsent(
        pointer,
        it -> {
          String here = "#/" + it.replace("{", "%7B").replace("}", "%7D");
          String reference = at(it).getString("$ref", here);
          return SCHEMAS.validator(JsonSchema.of(new JsonObject().put("$ref", BASE + reference)));
        });
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }
}
