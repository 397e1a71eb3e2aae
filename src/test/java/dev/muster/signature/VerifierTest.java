package dev.muster.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.signature.Verification.Refused;
import dev.muster.signature.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Vectors that vendors publish, and what must not pass. Requests that the vendors' own libraries
/// sign are sent to a whole server by the tests in `senders/`.
class VerifierTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);

  private static Verifier verifier(SignatureScheme scheme, String... secrets) {
    return Verifier.of(scheme, List.of(secrets), Verifier.TOLERANCE);
  }

  private static SignedRequest request(Map<String, String> headers, String body) {
    return new SignedRequest(
        "POST",
        () -> "https://muster.example/in/abc",
        headers::get,
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(Verification verification, String words) {
    assertThat(verification)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).contains(words));
  }

  private static String hmac(Digest digest, String secret, String text) {
    return HexFormat.of()
        .formatHex(
            digest
                .keyed(secret.getBytes(StandardCharsets.UTF_8))
                .doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void gitHubsPublishedExamplePasses() {
    Verifier verifier = verifier(SignatureScheme.GITHUB, "It's a Secret to Everybody");
    Map<String, String> headers =
        Map.of(
            "x-hub-signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    assertThat(verifier.verify(request(headers, "Hello, World!"), NOW)).isEqualTo(new Verified(0));
    assertRefused(
        verifier.verify(request(headers, "Hello, World?"), NOW), "was not made with the secret");
  }

  @Test
  void standardWebhooksPublishedExamplePasses() {
    Verifier verifier =
        verifier(
            SignatureScheme.StandardWebhooks.STANDARD_WEBHOOKS,
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    for (String prefix : List.of("webhook-", "svix-")) {
      Map<String, String> headers =
          Map.of(
              prefix + "id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
              prefix + "timestamp", "1614265330",
              prefix + "signature", "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v2,x");
      assertThat(verifier.verify(request(headers, "{\"test\": 2432232314}"), NOW))
          .isEqualTo(new Verified(0));
      assertRefused(
          verifier.verify(request(headers, "{\"test\": 2432232315}"), NOW), "no signature");
      assertRefused(
          verifier.verify(request(headers, "{\"test\": 2432232314}"), NOW.plusSeconds(301)),
          "the signed time is 5 minutes ago, more than 5 minutes");
    }
  }

  @Test
  void ed25519OfStandardWebhooksPasses() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    String key =
        "whpk_"
            + Base64.getEncoder()
                .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update("msg_1.1614265330.{}".getBytes(StandardCharsets.UTF_8));
    Map<String, String> headers =
        Map.of(
            "webhook-id", "msg_1",
            "webhook-timestamp", "1614265330",
            "webhook-signature", "v1a," + Base64.getEncoder().encodeToString(signer.sign()));
    Verifier verifier =
        verifier(SignatureScheme.StandardWebhooks.STANDARD_WEBHOOKS, "whsec_AAAA", key);
    assertThat(verifier.verify(request(headers, "{}"), NOW)).isEqualTo(new Verified(1));
    assertRefused(verifier.verify(request(headers, "[]"), NOW), "no signature");
  }

  @Test
  void slacksPublishedExamplePasses() {
    String body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
            + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
            + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    Map<String, String> headers =
        Map.of(
            "x-slack-request-timestamp",
            "1531420618",
            "x-slack-signature",
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    Verifier verifier = verifier(SignatureScheme.SLACK, "8f742231b10e8888abcd99yyyzzz85a5");
    assertThat(verifier.verify(request(headers, body), Instant.ofEpochSecond(1_531_420_618)))
        .isEqualTo(new Verified(0));
  }

  @Test
  void anyOfSeveralSecretsIsEnough() {
    String body = "{\"id\":\"evt_1\"}";
    Map<String, String> headers =
        Map.of(
            "stripe-signature",
            "t=1614265330,v1="
                + hmac(Digest.SHA256, "whsec_old", "1614265330." + body)
                + ",v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39");
    assertThat(
            verifier(SignatureScheme.STRIPE, "whsec_new", "whsec_old")
                .verify(request(headers, body), NOW))
        .isEqualTo(new Verified(1));
    assertRefused(
        verifier(SignatureScheme.STRIPE, "whsec_new").verify(request(headers, body), NOW),
        "was not made with the secret");
    assertRefused(
        verifier(SignatureScheme.STRIPE).verify(request(headers, body), NOW), "was not made");
  }

  @Test
  void theOrderOfPairsAndSpacesDoNotMatter() {
    String body = "{\"event_id\":\"evt_1\"}";
    String signature = hmac(Digest.SHA256, "pdl", "1614265330:" + body);
    assertThat(
            verifier(SignatureScheme.PADDLE, "pdl")
                .verify(
                    request(
                        Map.of("paddle-signature", "h1=" + signature + "; ts=1614265330"), body),
                    NOW))
        .isEqualTo(new Verified(0));
  }

  @Test
  void hubSpotSignsMethodUrlBodyAndTime() {
    String body = "[{\"eventId\":1}]";
    String url = "https://muster.example/in/abc?a=b%3Ac";
    byte[] signature =
        Digest.SHA256
            .keyed("app".getBytes(StandardCharsets.UTF_8))
            .doFinal(
                ("POST" + "https://muster.example/in/abc?a=b:c" + body + "1614265330123")
                    .getBytes(StandardCharsets.UTF_8));
    Map<String, String> headers =
        Map.of(
            "x-hubspot-signature-v3",
            Base64.getEncoder().encodeToString(signature),
            "x-hubspot-request-timestamp",
            "1614265330123");
    SignedRequest request =
        new SignedRequest("POST", () -> url, headers::get, body.getBytes(StandardCharsets.UTF_8));
    Verifier verifier = verifier(SignatureScheme.HUBSPOT, "app");
    assertThat(verifier.verify(request, NOW)).isEqualTo(new Verified(0));
    assertRefused(verifier.verify(request, NOW.minusSeconds(400)), "ahead");
  }

  @Test
  void whatIsMissingIsSaidInWords() {
    assertRefused(
        verifier(SignatureScheme.STRIPE, "s").verify(request(Map.of(), "{}"), NOW),
        "the header stripe-signature with the signature is missing");
    assertRefused(
        verifier(SignatureScheme.STRIPE, "s")
            .verify(request(Map.of("stripe-signature", "v1=00"), "{}"), NOW),
        "the time that is signed is missing");
    assertRefused(
        verifier(SignatureScheme.STRIPE, "s")
            .verify(request(Map.of("stripe-signature", "t=soon,v1=00"), "{}"), NOW),
        "not a number of seconds");
    assertRefused(
        verifier(SignatureScheme.GITHUB, "s")
            .verify(request(Map.of("x-hub-signature-256", "sha1=00"), "{}"), NOW),
        "it has the form sha256=<hexadecimal>");
    assertRefused(
        verifier(SignatureScheme.StandardWebhooks.STANDARD_WEBHOOKS, "whsec_AAAA")
            .verify(request(Map.of("webhook-id", "m"), "{}"), NOW),
        "webhook-timestamp");
  }

  @Test
  void secretsThatAreSentAsTheyAreAreCompared() {
    Verifier header = verifier(new SignatureScheme.SharedHeader("X-Token"), "one", "two");
    assertThat(header.verify(request(Map.of("x-token", "two"), ""), NOW))
        .isEqualTo(new Verified(1));
    assertRefused(header.verify(request(Map.of("x-token", "three"), ""), NOW), "does not have");
    assertRefused(header.verify(request(Map.of(), ""), NOW), "is missing");
    Verifier basic = verifier(SignatureScheme.Basic.BASIC, "ann:pa:ss");
    String field =
        "basic " + Base64.getEncoder().encodeToString("ann:pa:ss".getBytes(StandardCharsets.UTF_8));
    assertThat(basic.verify(request(Map.of("authorization", field), ""), NOW))
        .isEqualTo(new Verified(0));
    assertRefused(
        basic.verify(request(Map.of("authorization", "Bearer x"), ""), NOW), "not one of HTTP");
    assertRefused(basic.verify(request(Map.of("authorization", "Basic !"), ""), NOW), "no base64");
  }

  @Test
  void aSecretThatCannotBeOneIsRefusedWithoutBeingShown() {
    assertThatThrownBy(
            () -> verifier(SignatureScheme.StandardWebhooks.STANDARD_WEBHOOKS, "whsec_not base64"))
        .hasMessageContaining("whsec_ and base64")
        .hasMessageNotContaining("not base64");
    assertThatThrownBy(
            () -> verifier(SignatureScheme.StandardWebhooks.STANDARD_WEBHOOKS, "whpk_AAAA"))
        .hasMessageContaining("32 bytes");
    assertThatThrownBy(() -> verifier(SignatureScheme.Basic.BASIC, "nocolon"))
        .hasMessageContaining("user:password")
        .hasMessageNotContaining("nocolon");
    assertThatThrownBy(() -> verifier(SignatureScheme.GITHUB, "")).hasMessageContaining("empty");
  }
}
