package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.catalog.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Requests that are signed by the senders' own libraries, and the analytics SDKs themselves,
/// pointed at a whole server.
class SendersOwnLibrariesTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final String INTEGRATIONS = "/api/v1/systems/senders/integrations";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final ContractClient editor = WORLD.as(Role.EDITOR);

  /// @param identifier and plan: paths
  /// @return the token of its endpoint
  private String integration(String key, String identifier, String plan, String receiving) {
    editor
        .post(
            INTEGRATIONS,
            """
            {"key":"%s","name":"S","identifier":"%s","receiving":%s,
             "properties":[{"path":"%s","name":"plan","type":"string"}]}
            """
                .formatted(key, identifier, receiving, plan))
        .expect(201);
    return editor.get(INTEGRATIONS + "/" + key).expect(200).text("/endpoints/production/token");
  }

  private String signed(String key, String scheme, String secret) {
    String token =
        integration(key, "email", "plan", "{\"signature\":{\"scheme\":\"" + scheme + "\"}}");
    editor
        .post(
            INTEGRATIONS + "/" + key + "/secrets",
            "{\"environment\":\"production\",\"secret\":\"" + secret + "\"}")
        .expect(201);
    return token;
  }

  @Test
  void whatTheySignAndSendIsTaken() throws Exception {
    WORLD.system("senders");
    Map<String, String> secrets =
        new TreeMap<>(
            Map.of(
                "stripe",
                "whsec_test_secret",
                "github",
                "It's a Secret to Everybody",
                "standard",
                WEBHOOK_SECRET,
                "svix",
                WEBHOOK_SECRET));
    ObjectNode endpoints = JSON.createObjectNode();
    secrets.forEach((name, secret) -> {
      String scheme = name.equals("svix") || name.equals("standard") ? "standard-webhooks" : name;
      endpoints
          .putObject(name)
          .put("token", signed(name, scheme, secret))
          .put("secret", secret)
          .put("body", "{\"email\":\"" + name + "@example.com\",\"plan\":\"größer\"}");
    });
    endpoints
        .putObject("segment")
        .put("token", integration("segment-sdk", "userId", "traits.plan", "{}"));
    endpoints
        .putObject("rudder")
        .put("token", integration("rudder-sdk", "userId", "traits.plan", "{}"));
    JsonNode answers =
        NodeScript.run(
            "senders.mjs",
            JSON.createObjectNode().put("url", WORLD.url()).set("endpoints", endpoints));

    secrets
        .keySet()
        .forEach(name -> {
          assertThat(answers.get(name).toString()).as(name).isEqualTo("[200,401]");
          assertThat(plan(name + "@example.com")).isEqualTo("größer");
        });
    assertThat(answers.get("segment")).isEmpty();
    assertThat(plan("segment@example.com")).isEqualTo("pro");
    assertThat(plan("rudder@example.com")).isEqualTo("free");
    for (String sdk : List.of("segment-sdk", "rudder-sdk")) {
      assertThat(
              editor
                  .get(INTEGRATIONS + "/" + sdk + "/deliveries")
                  .expect(200)
                  .body()
                  .get("items")
                  .findValuesAsText("outcome"))
          .as(sdk)
          .containsExactlyInAnyOrder("accepted", "ignored");
    }
  }

  private String plan(String user) {
    return editor
        .get("/api/v1/systems/senders/environments/production/users/" + ApiWorld.encoded(user))
        .expect(200)
        .text("/attributes/0/value");
  }
}
