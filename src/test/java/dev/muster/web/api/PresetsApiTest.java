package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.catalog.Role;
import dev.muster.preset.Preset;
import dev.muster.preset.Presets;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each preset is what its sender needs: an integration made of it takes what the sender sends and
/// signs, whole, once, and nothing else.
class PresetsApiTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String INTEGRATIONS = "/api/v1/systems/presets/integrations";

  private final ContractClient editor = WORLD.as(Role.EDITOR);

  @BeforeAll
  static void system() {
    WORLD.system("presets");
    // One each, with all of its properties.
    WORLD.admin().put("/api/v1/systems/presets", "{\"attributeLimit\":200}").expect(200);
  }

  static Stream<String> keys() {
    return Presets.load().all().stream().map(Preset::key);
  }

  @Test
  void theyAreListedByTheirNamesAndOneThatIsNotThereIsUnknown() {
    JsonNode items = editor.get("/api/v1/presets").expect(200).body().get("items");
    assertThat(items.findValuesAsText("name"))
        .contains("Stripe", "GitHub", "HubSpot", "Shopify", "Zapier", "Auth0", "Clerk")
        .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    assertThat(editor.get("/api/v1/presets/nobody").expect(404).text("/detail"))
        .contains("no preset \"nobody\"");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anIntegrationOfAPresetTakesWhatItsSenderSendsAndNothingElse(String key) throws Exception {
    JsonNode preset = WORLD.as(Role.VIEWER).get("/api/v1/presets/" + key).expect(200).body();
    String at = integration(preset);
    Sender sender = sender(at, preset);
    String sample = preset.at("/sample/text").asText();
    JsonNode payload = preset.at("/sample/payload");
    Map<String, String> headers = headers(preset);

    assertThat(sender.send(sample, headers).statusCode()).isEqualTo(200);
    assertThat(latest(at).text("/outcome")).isEqualTo("accepted");
    assertThat(received(latest(at).text("/user"), "of-" + key)).isEqualTo(listed(preset));

    JsonNode receiving = preset.get("receiving");
    if (receiving.has("deliveryId")) {
      assertThat(sender.send(sample, headers).statusCode()).isEqualTo(200);
      assertThat(latest(at).text("/outcome")).isEqualTo("duplicate");
    }
    if (receiving.has("events")) {
      JsonNode events = receiving.get("events");
      Map<String, String> others = new TreeMap<>(headers);
      JsonNode other = payload.deepCopy();
      if (events.has("header")) {
        others.put(events.get("header").asText(), "nothing.of-interest");
      } else {
        set(other, events.get("path").asText(), "nothing.of-interest");
      }
      assertThat(sender.send(other.toString(), others).statusCode()).isEqualTo(200);
      assertThat(latest(at).text("/outcome")).isEqualTo("ignored");
    }
    if (receiving.has("signature")) {
      Sender forger = sender.withSecret("whsec_" + "Zm9yZ2VkIGJ5IHNvbWVib2R5");
      assertThat(forger.send(sample, headers).statusCode()).isEqualTo(401);
      assertThat(latest(at).text("/code")).isEqualTo("signature-invalid");
    }
    // What the console tries and shows is what is sent.
    JsonNode tried =
        editor
            .post(at + "/try", JSON.createObjectNode().set("payload", payload).toString())
            .expect(200)
            .body()
            .at("/results/0");
    assertThat(names(tried.get("updated"), "attribute"))
        .containsExactlyInAnyOrderElementsOf(names(preset.get("properties"), "name"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void whateverElseMayIdentifyAUserIsInTheSampleOrIsOfAnotherKindOfEvent(String key) {
    JsonNode preset = editor.get("/api/v1/presets/" + key).expect(200).body();
    String at = INTEGRATIONS + "/other-" + key;
    ObjectNode made = form(preset).put("key", "other-" + key);
    made.putArray("properties");
    editor.post(INTEGRATIONS, made.toString()).expect(201);
    for (JsonNode identifier : preset.get("identifiers")) {
      ObjectNode sent = JSON.createObjectNode().put("identifier", identifier.get("path").asText());
      sent.set("payload", preset.at("/sample/payload"));
      String status =
          editor.post(at + "/try", sent.toString()).expect(200).text("/results/0/status");
      boolean ofAnotherKind =
          identifier.get("about").asText().matches(".*with the (event|topic)s .*");
      assertThat(status)
          .as(identifier.toString())
          .isEqualTo(ofAnotherKind ? "rejected" : "accepted");
    }
  }

  private static ObjectNode form(JsonNode preset) {
    ObjectNode form = JSON.createObjectNode();
    form.set("name", preset.get("name"));
    form.set("identifier", preset.at("/identifiers/0/path"));
    form.set("properties", preset.get("properties"));
    form.set("receiving", preset.get("receiving"));
    return form;
  }

  /// @return the path of an integration that is made of a preset
  private String integration(JsonNode preset) {
    String key = preset.get("key").asText();
    String at = INTEGRATIONS + "/of-" + key;
    editor.post(INTEGRATIONS, form(preset).put("key", "of-" + key).toString()).expect(201);
    assertThat(editor.get(at).text("/receiving/preset")).isEqualTo(key);
    return at;
  }

  private Sender sender(String at, JsonNode preset) {
    JsonNode signature = preset.at("/receiving/signature");
    String secret =
        signature.path("scheme").asText().equals("basic")
            ? "muster:a password"
            : "whsec_" + "YSBzZWNyZXQgb2YgYSBzZW5kZXI=";
    if (!signature.isMissingNode()) {
      ObjectNode sent = JSON.createObjectNode().put("environment", "production");
      editor.post(at + "/secrets", sent.put("secret", secret).toString()).expect(201);
    }
    URI url =
        URI.create(
            WORLD.url() + "/in/" + editor.get(at).expect(200).text("/endpoints/production/token"));
    return new Sender(url, signature, secret, preset.at("/sample/contentType").asText());
  }

  private static Map<String, String> headers(JsonNode preset) {
    Map<String, String> headers = new TreeMap<>();
    preset
        .at("/sample/headers")
        .properties()
        .forEach(one -> headers.put(one.getKey(), one.getValue().asText()));
    return headers;
  }

  private ContractClient.Reply latest(String at) {
    var list = editor.get(at + "/deliveries?limit=1").expect(200);
    return new ContractClient.Reply(200, Map.of(), list.body().at("/items/0"));
  }

  /// Names and types of all that a user has of one integration.
  private Map<String, String> received(String user, String integration) {
    String at = "/api/v1/systems/presets/environments/production/users/" + ApiWorld.encoded(user);
    Map<String, String> received = new TreeMap<>();
    for (JsonNode one : editor.get(at).expect(200).body().get("attributes")) {
      if (one.get("integration").asText().equals(integration)) {
        received.put(one.get("name").asText(), one.get("type").asText());
      }
    }
    return received;
  }

  private static Map<String, String> listed(JsonNode preset) {
    Map<String, String> listed = new TreeMap<>();
    for (JsonNode one : preset.get("properties")) {
      listed.put(one.get("name").asText(), one.get("type").asText());
    }
    return listed;
  }

  private static List<String> names(JsonNode items, String member) {
    List<String> names = new ArrayList<>();
    items.forEach(one -> names.add(one.get(member).asText()));
    return names;
  }

  /// Puts a text where a path leads, in each object of an array.
  private static void set(JsonNode tree, String path, String text) {
    if (tree.isArray()) {
      tree.forEach(one -> set(one, path, text));
      return;
    }
    int dot = path.indexOf('.');
    if (dot < 0) {
      assertThat(((ObjectNode) tree).put(path, text).has(path)).isTrue();
    } else {
      set(tree.get(path.substring(0, dot)), path.substring(dot + 1), text);
    }
  }
}
