package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How what senders send is taken: signed, in envelopes, again, late, and of kinds that nobody
/// wants.
class ReceivingApiTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final String SECRET = "whsec_a-secret-of-a-sender";

  private final ContractClient editor = WORLD.as(Role.EDITOR);

  /// @return the path of its integration
  private String shop(String key, String receiving) {
    String integration = WORLD.shop(key) + "/integrations/crm";
    editor.put(integration, "{\"receiving\":" + receiving + "}").expect(200);
    return integration;
  }

  private static ContractClient.Reply deliver(
      String integration, String body, Map<String, String> headers) {
    String token = WORLD.admin().get(integration).expect(200).text("/endpoints/production/token");
    return WORLD.admin().asNobody().send("POST", "/in/" + token, Optional.of(body), headers);
  }

  private ContractClient.Reply latest(String integration) {
    return editor.get(integration + "/deliveries?limit=1").expect(200);
  }

  private static String stripe(String secret, Instant at, String body)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed = at.getEpochSecond() + "." + body;
    byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(digest);
  }

  private String plan(String integration, String user) {
    String system = integration.replace("/integrations/crm", "");
    return editor
        .get(system + "/environments/production/users/" + user)
        .expect(200)
        .text("/attributes/0/value");
  }

  @Test
  void aSignedEndpointTakesWhatItsSenderSignedAndNothingElse() throws Exception {
    String integration = shop("signed", "{\"signature\":{\"scheme\":\"stripe\"}}");
    String body = ApiWorld.customer("ann", "\"plan\":\"pro\"");
    Instant now = Instant.now();
    Map<String, String> signed = Map.of("Stripe-Signature", stripe(SECRET, now, body));

    var unready = deliver(integration, body, signed).expect(401);
    assertThat(unready.text("/detail")).contains("has no secret", "production");
    String missingAt = "/endpoints/production/secretMissing";
    assertThat(editor.get(integration).text(missingAt)).isEqualTo("true");

    var made =
        editor
            .post(
                integration + "/secrets",
                "{\"environment\":\"production\",\"secret\":\"" + SECRET + "\"}")
            .expect(201);
    assertThat(made.text("/hint")).isEqualTo("nder");
    assertThat(editor.get(integration).text(missingAt)).isEqualTo("false");
    assertThat(editor.get(integration).text("/endpoints/test/secretMissing")).isEqualTo("true");
    deliver(integration, body, signed).expect(200);

    var missing = deliver(integration, body, Map.of()).expect(401);
    assertThat(missing.code()).isEqualTo("signature-invalid");
    assertThat(missing.text("/detail")).contains("header stripe-signature").contains("missing");
    var forged = Map.of("Stripe-Signature", stripe("whsec_other", now, body));
    assertThat(deliver(integration, body, forged).expect(401).text("/detail"))
        .contains("was not made with the secret");
    var old = Map.of("Stripe-Signature", stripe(SECRET, now.minusSeconds(900), body));
    assertThat(deliver(integration, body, old).expect(401).text("/detail"))
        .contains("15 minutes ago");
    var refused = latest(integration);
    assertThat(refused.text("/items/0/code")).isEqualTo("signature-invalid");
    assertThat(refused.text("/items/0/hasPayload")).isEqualTo("false");

    editor
        .post(
            integration + "/secrets",
            "{\"environment\":\"production\",\"secret\":\"whsec_the-one-after-it\"}")
        .expect(201);
    // Each says when it was last of use, so that nobody takes away one that the sender needs.
    var before = editor.get(integration + "/secrets").expect(200);
    assertThat(Instant.parse(before.text("/items/0/lastUsedAt")))
        .isBetween(now.truncatedTo(ChronoUnit.MILLIS), Instant.now());
    assertThat(before.body().at("/items/1/lastUsedAt").isNull()).isTrue();
    deliver(integration, body, signed).expect(200);
    deliver(
            integration,
            body,
            Map.of("Stripe-Signature", stripe("whsec_the-one-after-it", now, body)))
        .expect(200);
    var after = editor.get(integration + "/secrets").expect(200);
    assertThat(Instant.parse(after.text("/items/1/lastUsedAt")))
        .isBetween(now.truncatedTo(ChronoUnit.MILLIS), Instant.now());
    assertThat(after.body().at("/items/1/trouble").isNull()).isTrue();
    editor.delete(integration + "/secrets/" + made.text("/id")).expect(204);
    deliver(integration, body, signed).expect(401);
  }

  @Test
  void aSecretOfASchemeBeforeDoesNotShutOutWhoHasOneOfTheSchemeNow() {
    String integration =
        shop("changed", "{\"signature\":{\"scheme\":\"header\",\"header\":\"x-key\"}}");
    secret(integration, "no-user-and-no-password");
    editor.put(integration, "{\"receiving\":{\"signature\":{\"scheme\":\"basic\"}}}").expect(200);
    String body = ApiWorld.customer("ann", "\"plan\":\"pro\"");
    Map<String, String> proved = Map.of("Authorization", basic("crm:swordfish"));
    assertThat(deliver(integration, body, proved).expect(401).text("/detail"))
        .contains("no secret that can be used", "does not fit", "user:password");
    assertThat(editor.get(integration + "/secrets").expect(200).text("/items/0/trouble"))
        .contains("does not fit", "user:password")
        .doesNotContain("no-user-and-no-password");
    secret(integration, "crm:swordfish");
    deliver(integration, body, proved).expect(200);
    deliver(integration, body, Map.of("Authorization", basic("no-user-and-no-password")))
        .expect(401);
  }

  private void secret(String integration, String secret) {
    editor
        .post(
            integration + "/secrets",
            "{\"environment\":\"production\",\"secret\":\"" + secret + "\"}")
        .expect(201);
  }

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSecretIsNowhereInTheDataDirectoryNorShownToAnybody() throws IOException {
    String integration = shop("sealed", "{\"signature\":{\"scheme\":\"github\"}}");
    String secret = "a secret that would be found";
    editor
        .post(integration + "/secrets", "{\"environment\":\"test\",\"secret\":\"" + secret + "\"}")
        .expect(201);
    WORLD.engine().checkpoint();
    byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(WORLD.data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(new String(wanted, StandardCharsets.ISO_8859_1)))
            .as(file.toString())
            .isFalse();
      }
    }
    assertThat(editor.get(integration + "/secrets").expect(200).body().toString())
        .doesNotContain(secret)
        .contains("ound");
    assertThat(WORLD.admin().get("/api/v1/audit?limit=5").expect(200).body().toString())
        .contains("integration.add-secret")
        .doesNotContain(secret)
        .doesNotContain("sealed\":\"");
  }

  @Test
  void whatIsProvedWithoutASecretOfTheEndpointMissesNone() {
    String integration = shop("bearer", "{\"signature\":{\"scheme\":\"oauth2\"}}");
    assertThat(editor.get(integration).text("/endpoints/production/secretMissing"))
        .isEqualTo("false");
  }

  @Test
  void theSameDeliveryIsTakenOnce() {
    String integration = shop("again", "{\"deliveryId\":{\"header\":\"X-Delivery\"}}");
    String body = ApiWorld.customer("ann", "\"plan\":\"pro\"");
    var first = deliver(integration, body, Map.of("X-Delivery", "d-1")).expect(200);
    assertThat(first.text("/status")).isEqualTo("accepted");
    var other = ApiWorld.customer("ann", "\"plan\":\"free\"");
    var again = deliver(integration, other, Map.of("X-Delivery", "d-1")).expect(200);
    assertThat(again.text("/status")).isEqualTo("duplicate");
    assertThat(again.text("/user")).isEqualTo("ann");
    assertThat(again.text("/updated")).isEqualTo("0");
    assertThat(plan(integration, "ann")).isEqualTo("pro");
    assertThat(latest(integration).text("/items/0/event/id")).isEqualTo("d-1");
    assertThat(latest(integration).text("/items/0/reason")).contains("taken before");
    // What was refused may come again under its name.
    deliver(integration, "{\"customer\":{\"plan\":\"x\"}}", Map.of("X-Delivery", "d-2"))
        .expect(422);
    assertThat(deliver(integration, other, Map.of("X-Delivery", "d-2")).text("/status"))
        .isEqualTo("accepted");
  }

  @Test
  void aMessageOfStandardWebhooksIsKnownByTheNameThatIsSigned() throws Exception {
    String integration =
        shop(
            "renamed",
            "{\"deliveryId\":{\"header\":\"svix-id\"},"
                + "\"signature\":{\"scheme\":\"standard-webhooks\"}}");
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    editor
        .post(
            integration + "/secrets",
            "{\"environment\":\"production\",\"secret\":\"" + secret + "\"}")
        .expect(201);
    String body = ApiWorld.customer("ann", "\"plan\":\"pro\"");
    String at = Long.toString(Instant.now().getEpochSecond());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
    byte[] digest = mac.doFinal(("m1." + at + "." + body).getBytes(StandardCharsets.UTF_8));
    String signature = "v1," + Base64.getEncoder().encodeToString(digest);

    var first = Map.of("svix-id", "m1", "svix-timestamp", at, "svix-signature", signature);
    assertThat(deliver(integration, body, first).text("/status")).isEqualTo("accepted");
    assertThat(deliver(integration, body, first).text("/status")).isEqualTo("duplicate");
    Map<String, String> renamed =
        new HashMap<>(
            Map.of("webhook-id", "m1", "webhook-timestamp", at, "webhook-signature", signature));
    assertThat(deliver(integration, body, renamed).text("/status")).isEqualTo("duplicate");
    renamed.put("svix-id", "m2");
    assertThat(deliver(integration, body, renamed).text("/status")).isEqualTo("duplicate");
    Map<String, String> mixed =
        Map.of("webhook-id", "m1", "svix-timestamp", at, "svix-signature", signature);
    deliver(integration, body, mixed).expect(401);
  }

  @Test
  void aTimeThatIsFarAheadKeepsNothingOut() {
    String integration = shop("ahead", "{\"eventTime\":{\"path\":\"at\"}}");
    deliver(integration, at("2999-01-01T00:00:00Z", "\"plan\":\"pro\""), Map.of()).expect(200);
    String soon = Instant.now().plusSeconds(30).toString();
    assertThat(
            deliver(integration, at(soon, "\"plan\":\"free\""), Map.of())
                .expect(200)
                .text("/status"))
        .isEqualTo("accepted");
    assertThat(plan(integration, "ann")).isEqualTo("free");
  }

  @Test
  void whatIsOlderDoesNotTakeThePlaceOfWhatIsNewer() {
    String integration = shop("late", "{\"eventTime\":{\"path\":\"at\"}}");
    deliver(integration, at("2026-05-02T00:00:00Z", "\"plan\":\"pro\""), Map.of()).expect(200);
    var stale = deliver(integration, at("2026-05-01T00:00:00Z", "\"plan\":\"free\""), Map.of());
    assertThat(stale.expect(200).text("/status")).isEqualTo("stale");
    assertThat(plan(integration, "ann")).isEqualTo("pro");
    var half =
        deliver(integration, at("2026-05-01T12:00:00Z", "\"plan\":\"free\",\"arr\":7"), Map.of())
            .expect(200);
    assertThat(half.text("/status")).isEqualTo("partial");
    assertThat(half.text("/updated")).isEqualTo("1");
    assertThat(half.text("/rejected/0/attribute")).isEqualTo("plan");
    assertThat(half.text("/rejected/0/path")).isEqualTo("customer.plan");
    assertThat(half.text("/rejected/0/reason")).contains("2026-05-02T00:00:00Z");
    // Cleared is newer, too.
    deliver(integration, at("2026-05-03T00:00:00Z", "\"plan\":null"), Map.of()).expect(200);
    assertThat(
            deliver(integration, at("1777766399", "\"plan\":\"old\""), Map.of())
                .expect(200)
                .text("/status"))
        .isEqualTo("stale");
  }

  private static String at(String time, String attributes) {
    return "{\"at\":\"%s\",\"customer\":{\"email\":\"ann\",%s}}".formatted(time, attributes);
  }

  @Test
  void onlyTheKindsOfEventThatAreWantedAreTaken() {
    String integration =
        shop("kinds", "{\"events\":{\"path\":\"type\",\"take\":[\"customer.*\",\"signup\"]}}");
    String body = "{\"type\":\"%s\",\"customer\":{\"email\":\"ann\",\"plan\":\"%s\"}}";
    var ignored = deliver(integration, body.formatted("invoice.paid", "x"), Map.of()).expect(200);
    assertThat(ignored.text("/status")).isEqualTo("ignored");
    assertThat(ignored.body().get("user").isNull()).isTrue();
    assertThat(deliver(integration, body.formatted("customer.updated", "a"), Map.of()).code())
        .isEmpty();
    deliver(integration, body.formatted("signup", "b"), Map.of()).expect(200);
    assertThat(plan(integration, "ann")).isEqualTo("b");
    var items = editor.get(integration + "/deliveries?outcome=ignored").expect(200);
    assertThat(items.body().get("items")).hasSize(1);
    assertThat(items.text("/items/0/reason")).contains("invoice.paid");
    assertThat(items.text("/items/0/event/type")).isEqualTo("invoice.paid");
  }

  @Test
  void aWholeBodyIsOpenedWhenItIsSentAgainByTheSettingsAsTheyAreThen() {
    String integration = shop("mended", "{\"itemsPath\":\"wrong.items\"}");
    String people =
        "["
            + ApiWorld.customer("ann", "\"arr\":1,\"at\":\"2026-05-01T00:00:00Z\"")
            + ","
            + ApiWorld.customer("bob", "\"arr\":2")
            + "]";
    String body = "{\"right\":{\"items\":" + people + "}}";
    assertThat(deliver(integration, body, Map.of()).expect(422).code()).isEqualTo("items-missing");
    String wrong = latest(integration).text("/items/0/id");
    // Nothing was said of an envelope when this came.
    editor.put(integration, "{\"receiving\":{}}").expect(200);
    assertThat(deliver(integration, body, Map.of()).expect(422).code())
        .isEqualTo("identifier-missing");
    String before = latest(integration).text("/items/0/id");
    // What is newer than the event time that is known since then.
    editor
        .put(
            integration,
            "{\"receiving\":{\"itemsPath\":\"right.items\","
                + "\"eventTime\":{\"path\":\"customer.at\"}}}")
        .expect(200);
    String newer =
        "{\"right\":{\"items\":"
            + ApiWorld.customer("ann", "\"arr\":9,\"at\":\"2026-05-02T00:00:00Z\"")
            + "}}";
    deliver(integration, newer, Map.of()).expect(200);

    for (String id : List.of(wrong, before)) {
      var again = editor.post(integration + "/deliveries/" + id + "/replay", "").expect(200);
      assertThat(again.text("/results/0/status")).isEqualTo("stale");
      assertThat(again.text("/results/1/status")).isEqualTo("accepted");
    }
    var preview =
        editor.post(integration + "/replay/preview?environment=production", "{}").expect(200);
    assertThat(preview.body().at("/outcomes/rejected").isMissingNode()).isTrue();
  }

  @Test
  void theObjectsOfAnEnvelopeAreTakenOneByOne() {
    String integration = shop("wrapped", "{\"itemsPath\":\"data.people\"}");
    String people =
        "[" + ApiWorld.customer("ann", "\"arr\":1") + "," + ApiWorld.customer("", "") + "]";
    var both =
        deliver(integration, "{\"data\":{\"x\":[1],\"people\":" + people + "}}", Map.of())
            .expect(200);
    assertThat(both.text("/results/0/status")).isEqualTo("accepted");
    assertThat(both.text("/results/1/status")).isEqualTo("rejected");
    var payload =
        editor.get(integration + "/deliveries/" + both.text("/results/1/deliveryId")).expect(200);
    assertThat(payload.text("/payload/text")).isEqualTo(ApiWorld.customer("", ""));
    var one =
        deliver(integration, "{\"data.people\":" + ApiWorld.customer("bob", "") + "}", Map.of())
            .expect(200);
    assertThat(one.text("/results/0/user")).isEqualTo("bob");
    var none = deliver(integration, "{\"data\":{\"people\":7}}", Map.of()).expect(422);
    assertThat(none.code()).isEqualTo("items-missing");
    assertThat(none.text("/detail")).contains("data.people");
    assertThat(deliver(integration, "{\"data\":{\"people\":[]}}x", Map.of()).expect(400).code())
        .isEqualTo("malformed-json");
    var tried =
        editor
            .post(integration + "/try", "{\"payload\":{\"data\":{\"people\":" + people + "}}}")
            .expect(200);
    assertThat(tried.text("/results/0/status")).isEqualTo("accepted");
    assertThat(tried.text("/results/1/status")).isEqualTo("rejected");
  }

  @Test
  void onlyAllowedAddressesMaySend() {
    String integration = shop("elsewhere", "{\"allowedAddresses\":[\"203.0.113.0/24\"]}");
    String body = ApiWorld.customer("ann", "");
    var refused = deliver(integration, body, Map.of()).expect(403);
    assertThat(refused.code()).isEqualTo("address-not-allowed");
    assertThat(refused.text("/detail")).contains("127.0.0.1");
    editor
        .put(integration, "{\"receiving\":{\"allowedAddresses\":[\"127.0.0.0/8\",\"::1\"]}}")
        .expect(200);
    deliver(integration, body, Map.of()).expect(200);
  }

  @Test
  void whatIsWrongInTheSettingsIsToldAtOnce() {
    String integration = WORLD.shop("wrong") + "/integrations/crm";
    var wrong =
        editor
            .put(
                integration,
                """
                {"receiving":{"deliveryId":{"header":"no header"},
                "signature":{"scheme":"hmac","header":""},
                "allowedAddresses":["example.com"]}}
                """)
            .expect(422);
    assertThat(wrong.body().get("errors").findValuesAsText("path"))
        .containsExactlyInAnyOrder(
            "receiving.deliveryId.header",
            "receiving.signature.header",
            "receiving.allowedAddresses[0]");
    editor
        .post(integration + "/secrets", "{\"environment\":\"production\",\"secret\":\"x\"}")
        .expect(422);
    editor
        .put(integration, "{\"receiving\":{\"signature\":{\"scheme\":\"standard-webhooks\"}}}")
        .expect(200);
    assertThat(
            editor
                .post(
                    integration + "/secrets",
                    "{\"environment\":\"production\",\"secret\":\"not base64\"}")
                .expect(422)
                .text("/errors/0/reason"))
        .contains("whsec_ and base64");
    // What is not said stays as it is.
    editor.put(integration, "{\"name\":\"New name\"}").expect(200);
    assertThat(editor.get(integration).expect(200).text("/receiving/signature/scheme"))
        .isEqualTo("standard-webhooks");
  }
}
