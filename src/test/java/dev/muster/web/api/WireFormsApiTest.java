package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.catalog.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What senders send that is no plain JSON, and what they ask before they send anything.
class WireFormsApiTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ContractClient editor = WORLD.as(Role.EDITOR);

  /// @return the path of an integration with the attributes plan and arr
  private String integration(String system, String identifier, String plan, String receiving) {
    WORLD.system(system);
    String path = "/api/v1/systems/" + system + "/integrations";
    editor
        .post(
            path,
            """
            {"key":"crm","name":"CRM","identifier":"%s","receiving":%s,"properties":[
              {"path":"%s","name":"plan","type":"string"}]}
            """
                .formatted(identifier, receiving, plan))
        .expect(201);
    return path + "/crm";
  }

  private String token(String integration) {
    return editor.get(integration).expect(200).text("/endpoints/production/token");
  }

  private static HttpResponse<String> send(
      String method, String path, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(WORLD.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(
      String path, String contentType, String body, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Content-Type", contentType);
    return send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private String plan(String integration, String user) {
    String system = integration.replace("/integrations/crm", "");
    return editor
        .get(system + "/environments/production/users/" + ApiWorld.encoded(user))
        .expect(200)
        .text("/attributes/0/value");
  }

  @Test
  void fieldsOfAFormAreTakenAsJsonIs() throws Exception {
    String integration = integration("form", "customer.email", "customer.plan", "{}");
    String path = "/in/" + token(integration);
    String form = "application/x-www-form-urlencoded";
    var taken =
        post(
            path, form, "customer%5Bemail%5D=ann%2Bx%40example.com&customer[plan]=pro+1", Map.of());
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    assertThat(plan(integration, "ann+x@example.com")).isEqualTo("pro 1");
    var flat = post(path, form, "customer.email=bob&customer.plan=free&x=", Map.of());
    assertThat(flat.statusCode()).isEqualTo(200);
    assertThat(plan(integration, "bob")).isEqualTo("free");
    var payload =
        post(
            path,
            form,
            "payload=%7B%22customer%22%3A%7B%22email%22%3A%22cid%22%2C%22plan%22%3A%22x%22%7D%7D",
            Map.of());
    assertThat(payload.statusCode()).as(payload.body()).isEqualTo(200);
    assertThat(plan(integration, "cid")).isEqualTo("x");
    assertThat(post(path, form, "customer=%zz", Map.of()).body()).contains("malformed-form");
    // What curl sends unless it is told otherwise.
    assertThat(post(path, form, "{\"customer\":{\"email\":\"dan\"}}", Map.of()).statusCode())
        .isEqualTo(415);
    assertThat(post(path, "text/plain", "{}", Map.of()).statusCode()).isEqualTo(415);
  }

  @Test
  void salesforcesOutboundMessagesAreTakenAndAcknowledged() throws Exception {
    String integration =
        integration(
            "salesforce",
            "sObject.Email",
            "sObject.Plan__c",
            "{\"itemsPath\":\"Envelope.Body.notifications.Notification\","
                + "\"deliveryId\":{\"path\":\"Id\"}}");
    String path = "/in/" + token(integration);
    String notification =
        """
        <Notification><Id>%s</Id><sObject xsi:type="sf:Contact"
        xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>003x</sf:Id>
        <sf:Email>%s</sf:Email><sf:Plan__c%s</sObject></Notification>
        """;
    String message =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
          xmlns:xsd="http://www.w3.org/2001/XMLSchema"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>
        <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
        <OrganizationId>00Dx</OrganizationId>%s</notifications></soapenv:Body></soapenv:Envelope>
        """;
    String two =
        notification.formatted("n1", "ann@example.com", ">Gold &amp; more</sf:Plan__c>")
            + notification.formatted("n2", "", ">x</sf:Plan__c>");
    var taken = post(path, "text/xml; charset=UTF-8", message.formatted(two), Map.of());
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    assertThat(taken.headers().firstValue("Content-Type")).contains("text/xml; charset=utf-8");
    assertThat(taken.body()).contains("<Ack>true</Ack>");
    assertThat(plan(integration, "ann@example.com")).isEqualTo("Gold & more");
    // One alone is no array; nil clears; the same comes once.
    String cleared = notification.formatted("n3", "ann@example.com", " xsi:nil=\"true\"/>");
    assertThat(post(path, "text/xml", message.formatted(cleared), Map.of()).statusCode())
        .isEqualTo(200);
    assertThat(plan(integration, "ann@example.com")).isEmpty();
    post(path, "text/xml", message.formatted(two), Map.of());
    assertThat(plan(integration, "ann@example.com")).isEmpty();
    var deliveries = editor.get(integration + "/deliveries").expect(200);
    assertThat(deliveries.body().get("items").findValuesAsText("outcome"))
        .contains("duplicate", "rejected", "accepted");
    String bomb =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + message.formatted("&b;");
    assertThat(
            post(
                    path,
                    "text/xml",
                    bomb.replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "").strip(),
                    Map.of())
                .statusCode())
        .isEqualTo(400);
    assertThat(post(path, "text/xml", "<a><b></a>", Map.of()).statusCode()).isIn(400, 415);
    assertThat(post(path, "text/xml", "<rss/>", Map.of()).statusCode()).isEqualTo(415);
  }

  @Test
  void cloudEventsOfBothModesHaveTheSamePaths() throws Exception {
    String integration =
        integration(
            "cloud",
            "data.email",
            "data.plan",
            "{\"deliveryId\":{\"path\":\"id\"},\"eventTime\":{\"path\":\"time\"},"
                + "\"events\":{\"path\":\"type\",\"take\":[\"com.example.*\"]}}");
    String path = "/in/" + token(integration);
    var structured =
        post(
            path,
            "application/cloudevents+json",
            """
            {"specversion":"1.0","id":"1","source":"/x","type":"com.example.user",
             "time":"2026-05-01T00:00:00Z","data":{"email":"ann","plan":"pro"}}
            """,
            Map.of("ce-specversion", "1.0"));
    assertThat(structured.statusCode()).as(structured.body()).isEqualTo(200);
    assertThat(plan(integration, "ann")).isEqualTo("pro");
    Map<String, String> binary =
        Map.of(
            "ce-specversion", "1.0",
            "ce-id", "2",
            "ce-source", "/x",
            "ce-type", "com.example.user",
            "ce-time", "2026-04-01T00:00:00Z");
    var stale = post(path, "application/json", "{\"email\":\"ann\",\"plan\":\"old\"}", binary);
    assertThat(stale.body()).contains("\"stale\"");
    var again = post(path, "application/json", "{\"email\":\"bob\",\"plan\":\"x\"}", binary);
    assertThat(again.statusCode()).isEqualTo(200);
    var malformed = post(path, "application/json", "{\"email\":", binary);
    assertThat(malformed.statusCode()).isEqualTo(400);
    var batch =
        post(
            path,
            "application/cloudevents-batch+json",
            "[{\"specversion\":\"1.0\",\"id\":\"7\",\"type\":\"other\",\"data\":{}}]",
            Map.of());
    assertThat(batch.body()).contains("\"ignored\"");
  }

  @Test
  void whatSendersAskFirstIsAnswered() throws Exception {
    String integration = integration("asked", "email", "plan", "{}");
    String path = "/in/" + token(integration);
    assertThat(send("HEAD", path, new byte[0], Map.of()).statusCode()).isEqualTo(200);
    assertThat(send("GET", path, new byte[0], Map.of()).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/in/nobody", new byte[0], Map.of()).statusCode()).isEqualTo(404);
    assertThat(send("DELETE", path, new byte[0], Map.of()).statusCode()).isEqualTo(405);
    var hub = send("GET", path + "?hub.mode=subscribe&hub.challenge=a%3Cb", new byte[0], Map.of());
    assertThat(hub.body()).isEqualTo("a<b");
    assertThat(hub.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    var okta = Map.of("X-Okta-Verification-Challenge", "o\"k");
    assertThat(send("GET", path, new byte[0], okta).body())
        .isEqualTo("{\"verification\":\"o\\\"k\"}");
    assertThat(send("GET", "/in/nobody", new byte[0], okta).statusCode()).isEqualTo(404);
    assertThat(send("POST", path + "?validationToken=v", new byte[0], Map.of()).body())
        .isEqualTo("v");
    var slack =
        post(
            path,
            "application/json",
            "{\"token\":\"t\",\"challenge\":\"c\\\"1\",\"type\":\"url_verification\"}",
            Map.of());
    assertThat(JSON.readTree(slack.body()).toString()).isEqualTo("{\"challenge\":\"c\\\"1\"}");
    assertThat(editor.get(integration + "/deliveries").expect(200).body().get("items")).isEmpty();
    // With a body it is a delivery, whatever stands in the query.
    var delivery =
        "{\"email\":\"asked@example.com\",\"plan\":\"pro\"}".getBytes(StandardCharsets.UTF_8);
    var json = Map.of("Content-Type", "application/json");
    assertThat(send("POST", path + "?validationToken=v", delivery, json).body())
        .contains("accepted");
    // One that is about somebody is a delivery.
    assertThat(
            post(path, "application/json", "{\"challenge\":\"c\",\"email\":\"ann\"}", Map.of())
                .body())
        .contains("\"accepted\"");
    var hooks = send("OPTIONS", path, new byte[0], Map.of("WebHook-Request-Origin", "e.example"));
    assertThat(hooks.headers().firstValue("WebHook-Allowed-Origin")).contains("e.example");
  }

  @Test
  void analyticsSdksAreTakenByTheirOwnCalls() throws Exception {
    String integration = integration("analytics", "userId", "traits.plan", "{}");
    String key = token(integration);
    String basic =
        "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    Map<String, String> headers = Map.of("Authorization", basic);
    var identify =
        post(
            "/v1/identify",
            "application/json",
            "{\"userId\":\"ann\",\"traits\":{\"plan\":\"pro\"},\"messageId\":\"m1\"}",
            headers);
    assertThat(identify.statusCode()).as(identify.body()).isEqualTo(200);
    assertThat(JSON.readTree(identify.body()).get("success").asBoolean()).isTrue();
    assertThat(plan(integration, "ann")).isEqualTo("pro");
    var keyInBody =
        post(
            "/v1/identify",
            "application/json",
            """
            {"userId":"cem","traits":{"plan":"team","writeKey":"not this"},"writeKey":"%s"}\
            """
                .formatted(key),
            Map.of());
    assertThat(keyInBody.statusCode()).as(keyInBody.body()).isEqualTo(200);
    assertThat(plan(integration, "cem")).isEqualTo("team");
    for (String without : List.of("{\"writeKey\":7}", "[]", "{\"userId\":", "{}")) {
      var refused = post("/v1/identify", "application/json", without, Map.of());
      assertThat(refused.statusCode()).as(without).isEqualTo(401);
      assertThat(refused.body()).contains("write-key-missing");
    }
    String batch =
        """
        {"batch":[{"type":"identify","userId":"bob","traits":{"plan":"free"},"messageId":"m2"},
          {"type":"track","userId":"bob","event":"Clicked","messageId":"m3"},
          {"type":"identify","userId":"bob","traits":{"plan":"again"},"messageId":"m2"}],
         "writeKey":"%s"}
        """
            .formatted(key);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(batch.getBytes(StandardCharsets.UTF_8));
    }
    var several =
        send(
            "POST",
            "/v1/batch",
            zipped.toByteArray(),
            Map.of(
                "Authorization", basic,
                "Content-Type", "application/json",
                "Content-Encoding", "gzip"));
    assertThat(several.statusCode()).as(several.body()).isEqualTo(200);
    JsonNode results = JSON.readTree(several.body()).get("results");
    assertThat(results.findValuesAsText("status"))
        .isEqualTo(List.of("accepted", "ignored", "duplicate"));
    assertThat(plan(integration, "bob")).isEqualTo("free");
    var track =
        post("/v1/track", "application/json", "{\"userId\":\"ann\",\"event\":\"x\"}", headers);
    assertThat(track.body()).contains("\"ignored\"");
    // Without a header field the key is in the body.
    assertThat(post("/v1/batch", "application/json", batch, Map.of()).statusCode()).isEqualTo(200);
    var none = post("/v1/batch", "application/json", "{\"batch\":[]}", Map.of());
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.body()).contains("write-key-missing");
    var unknown =
        post(
            "/v1/identify",
            "application/json",
            "{\"userId\":\"ann\"}",
            Map.of("Authorization", "Basic bm9ib2R5Og=="));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(send("GET", "/v1/identify", new byte[0], headers).statusCode()).isEqualTo(405);
  }
}
