package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.muster.web.ServeOptions;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The OpenFeature SDK for Java and its provider, as they are.
@Timeout(60)
class OpenFeatureJavaTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  @RegisterExtension
  static final ApiWorld SLOW =
      new ApiWorld(
          Streams.ofDefaults(),
          options ->
              options.withLimits(
                  options.limits().withPageLoadRate(new ServeOptions.PageLoadRate(2, List.of()))));

  @AfterAll
  static void shutDown() {
    OpenFeatureAPI.getInstance().shutdown();
  }

  private static String live(ApiWorld world, String name) {
    String system = world.shop(name);
    world.segment(system, "pro", "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}");
    world.user(system, "ann@example.com", "\"plan\":\"pro\"");
    world.publish(system);
    return system;
  }

  private static Client client(ApiWorld world, String domain, String key) {
    OfrepProvider provider =
        OfrepProvider.constructProvider(
            OfrepProviderOptions.builder()
                .baseUrl(world.url())
                .headers(ImmutableMap.of("Authorization", ImmutableList.of("Bearer " + key)))
                .build());
    OpenFeatureAPI.getInstance().setProviderAndWait(domain, provider);
    return OpenFeatureAPI.getInstance().getClient(domain);
  }

  private static Client client(ApiWorld world, String system) {
    String key = world.admin().get(system + "/environments/production").text("/clientKey");
    return client(world, system, key);
  }

  private static FlagEvaluationDetails<Boolean> ask(
      Client client, String segment, ImmutableContext context) {
    return client.getBooleanDetails(segment, false, context);
  }

  @Test
  void aSegmentIsAFlag() {
    String system = live(WORLD, "java");
    Client client = client(WORLD, system);
    ImmutableContext ann = new ImmutableContext("ann@example.com");

    FlagEvaluationDetails<Boolean> in = ask(client, "pro", ann);
    assertThat(in.getErrorCode()).as(in.getErrorMessage()).isNull();
    assertThat(in.getValue()).isTrue();
    assertThat(in.getReason()).isEqualTo("TARGETING_MATCH");
    assertThat(in.getVariant()).isEqualTo("in");
    assertThat(in.getFlagMetadata().getInteger("publication")).isEqualTo(1);

    FlagEvaluationDetails<Boolean> out = ask(client, "pro", new ImmutableContext("bob"));
    assertThat(out.getErrorCode()).isNull();
    assertThat(out.getValue()).isFalse();
    assertThat(out.getReason()).isEqualTo("DEFAULT");

    // From the answer to its sender on, an update counts.
    WORLD.user(system, "ann@example.com", "\"plan\":\"free\"");
    assertThat(ask(client, "pro", ann).getValue()).isFalse();
  }

  @Test
  void whatIsWrongIsToldByCode() {
    Client client = client(WORLD, live(WORLD, "java-errors"));
    assertThat(ask(client, "nothing", new ImmutableContext("ann@example.com")).getErrorCode())
        .isEqualTo(ErrorCode.FLAG_NOT_FOUND);
    // This provider tells every 400 by one code.
    assertThat(ask(client, "pro", new ImmutableContext(Map.of())).getErrorCode())
        .isEqualTo(ErrorCode.INVALID_CONTEXT);
    assertThat(ask(client, "pro", new ImmutableContext("x".repeat(300))).getErrorCode())
        .isEqualTo(ErrorCode.INVALID_CONTEXT);
    Client nobody = client(WORLD, "nobody", "not-a-key");
    FlagEvaluationDetails<Boolean> refused =
        ask(nobody, "pro", new ImmutableContext("ann@example.com"));
    assertThat(refused.getErrorCode()).isEqualTo(ErrorCode.GENERAL);
    assertThat(refused.getValue()).isFalse();
  }

  @Test
  void aProofIsInTheContext() throws Exception {
    String system = live(WORLD, "java-proof");
    String path = system + "/environments/production";
    String secret =
        WORLD.admin().post(path + "/verification-secrets", "{}").expect(201).text("/secret");
    WORLD.admin().put(path, "{\"name\":\"Production\",\"verificationRequired\":true}").expect(200);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String hash =
        HexFormat.of().formatHex(mac.doFinal("ann@example.com".getBytes(StandardCharsets.UTF_8)));

    Client client = client(WORLD, system);
    assertThat(
            ask(
                    client,
                    "pro",
                    new ImmutableContext("ann@example.com", Map.of("hash", new Value(hash))))
                .getValue())
        .isTrue();
    assertThat(ask(client, "pro", new ImmutableContext("ann@example.com")).getErrorCode())
        .isEqualTo(ErrorCode.GENERAL);
  }

  @Test
  void whoeverAsksTooOftenIsToldSo() {
    Client client = client(SLOW, live(SLOW, "java-often"));
    ImmutableContext ann = new ImmutableContext("ann@example.com");
    assertThat(ask(client, "pro", ann).getValue()).isTrue();
    assertThat(ask(client, "pro", ann).getValue()).isTrue();
    FlagEvaluationDetails<Boolean> refused = ask(client, "pro", ann);
    assertThat(refused.getErrorCode()).isEqualTo(ErrorCode.GENERAL);
    assertThat(refused.getValue()).isFalse();
  }
}
