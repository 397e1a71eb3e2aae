package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs as the vendors' pages say that they do, in code that has nothing of what is tested, and
/// posts.
///
/// @param url of the endpoint
/// @param signature the setting that it is to meet; missing: it signs nothing
/// @param secret as it is shown; `user:password` for Basic auth
/// @param contentType of what it sends
record Sender(URI url, JsonNode signature, String secret, String contentType) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  Sender withSecret(String other) {
    return new Sender(url, signature, basic() ? "muster:" + other : other, contentType);
  }

  private boolean basic() {
    return signature.path("scheme").asText().equals("basic");
  }

  /// @param headers beside those of the signature
  HttpResponse<String> send(String body, Map<String, String> headers)
      throws IOException, InterruptedException, GeneralSecurityException {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", contentType);
    if (!signature.isMissingNode()) {
      all.putAll(signed(body, headers));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body));
    all.forEach(request::header);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private Map<String, String> signed(String body, Map<String, String> headers)
      throws GeneralSecurityException {
    String now = Long.toString(Instant.now().getEpochSecond());
    return switch (signature.get("scheme").asText()) {
      case "stripe" ->
          Map.of("Stripe-Signature", "t=" + now + ",v1=" + hex("HmacSHA256", now + "." + body));
      case "github" -> Map.of("X-Hub-Signature-256", "sha256=" + hex("HmacSHA256", body));
      case "intercom" -> Map.of("X-Hub-Signature", "sha1=" + hex("HmacSHA1", body));
      case "segment" -> Map.of("X-Signature", hex("HmacSHA1", body));
      case "shopify" -> Map.of("X-Shopify-Hmac-Sha256", base64(key(), body));
      case "paddle" ->
          Map.of("Paddle-Signature", "ts=" + now + ";h1=" + hex("HmacSHA256", now + ":" + body));
      case "slack" ->
          Map.of(
              "X-Slack-Request-Timestamp",
              now,
              "X-Slack-Signature",
              "v0=" + hex("HmacSHA256", "v0:" + now + ":" + body));
      case "hubspot" ->
          Map.of(
              "X-HubSpot-Request-Timestamp",
              now + "000",
              "X-HubSpot-Signature-v3",
              base64(key(), "POST" + url + body + now + "000"));
      case "standard-webhooks" -> standard(now, body, headers);
      case "header" -> Map.of(signature.get("header").asText(), secret);
      case "basic" ->
          Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes(secret)));
      default -> throw new IllegalArgumentException(signature.toString());
    };
  }

  /// The identifier is among the header fields already.
  private Map<String, String> standard(String now, String body, Map<String, String> headers)
      throws GeneralSecurityException {
    String family = headers.containsKey("svix-id") ? "svix" : "webhook";
    String text = headers.get(family + "-id") + "." + now + "." + body;
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    return Map.of(family + "-timestamp", now, family + "-signature", "v1," + base64(key, text));
  }

  private byte[] key() {
    return bytes(secret);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String hex(String algorithm, String text) throws GeneralSecurityException {
    return HexFormat.of().formatHex(mac(algorithm, key(), text));
  }

  private static String base64(byte[] key, String text) throws GeneralSecurityException {
    return Base64.getEncoder().encodeToString(mac("HmacSHA256", key, text));
  }

  private static byte[] mac(String algorithm, byte[] key, String text)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(key, algorithm));
    return mac.doFinal(bytes(text));
  }
}
