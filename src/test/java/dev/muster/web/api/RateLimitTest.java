package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Rate;
import dev.muster.catalog.Role;
import dev.muster.intake.IntakeRates;
import dev.muster.signature.AddressRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How often senders may come, over HTTP: from a trusted proxy, so that there are several
/// addresses.
class RateLimitTest {

  /// What the operator says: of what is not the sender's, two in a row are recorded.
  private static final IntakeRates RATES =
      new IntakeRates(
          Optional.of(new Rate(100_000, 1_000_000)), Optional.empty(), Optional.of(new Rate(1, 2)));

  /// Stands still unless it is moved, however slow the machine is.
  private static final AtomicLong NANOS = new AtomicLong();

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld(
              Streams.ofDefaults(),
              options ->
                  options
                      .withTrustedProxies(List.of(AddressRange.of("127.0.0.1")))
                      .withLimits(options.limits().withIntakeRates(RATES)))
          .withNanos(NANOS::get);

  private final ContractClient editor = WORLD.as(Role.EDITOR);

  private String shop(String key, String receiving) {
    String integration = WORLD.shop(key) + "/integrations/crm";
    receive(integration, receiving);
    return integration;
  }

  private void receive(String integration, String receiving) {
    editor.put(integration, "{\"receiving\":" + receiving + "}").expect(200);
  }

  private String token(String integration) {
    return editor.get(integration).expect(200).text("/endpoints/production/token");
  }

  private ContractClient.Reply deliver(String integration, String source, String body) {
    return WORLD
        .admin()
        .asNobody()
        .send(
            "POST",
            "/in/" + token(integration),
            Optional.of(body),
            Map.of("X-Forwarded-For", source));
  }

  private ContractClient.Reply deliver(String integration, String source) {
    return deliver(integration, source, ApiWorld.customer("ann", "\"plan\":\"pro\""));
  }

  private int deliveries(String integration) {
    return editor.get(integration + "/deliveries?limit=100").expect(200).body().get("items").size();
  }

  private String limitedLastHour(String integration) {
    String system = integration.replace("/integrations/crm", "");
    return editor
        .get(system + "/integrations/activity?environment=production")
        .expect(200)
        .text("/items/0/limitedLastHour");
  }

  @Test
  void aBurstPassesThenItIsSlowedDownAndPassesAgainAfterThePauseThatWasSaid() {
    String integration = shop("burst", "{\"rateLimit\":{\"perSecond\":1,\"burst\":3}}");

    var first = deliver(integration, "192.0.2.1").expect(200);
    assertThat(first.header("ratelimit-policy")).isEqualTo("\"endpoint\";q=3;w=3");
    assertThat(first.header("ratelimit")).isEqualTo("\"endpoint\";r=2;t=1");
    deliver(integration, "192.0.2.2").expect(200);
    deliver(integration, "192.0.2.3").expect(200);

    var limited = deliver(integration, "192.0.2.4").expect(429);
    assertThat(limited.code()).isEqualTo("rate-limited");
    assertThat(limited.text("/limit")).isEqualTo("endpoint");
    assertThat(limited.text("/detail"))
        .contains("1 a second, and 3 at once", "Nothing of this request was taken")
        .endsWith("Send it again in 1 second.");
    assertThat(limited.header("retry-after")).isEqualTo("1");
    assertThat(limited.header("ratelimit-policy")).isEqualTo("\"endpoint\";q=3;w=3");
    assertThat(limited.header("ratelimit")).isEqualTo("\"endpoint\";r=0;t=1");
    assertThat(deliveries(integration)).isEqualTo(3);
    assertThat(limitedLastHour(integration)).isEqualTo("1");
    assertThat(metric("endpoint")).isGreaterThanOrEqualTo(1);

    NANOS.addAndGet(Duration.ofMillis(1_100).toNanos());
    deliver(integration, "192.0.2.4").expect(200);
  }

  private static double metric(String limit) {
    return WORLD
        .admin()
        .get("/metrics")
        .expect(200)
        .body()
        .asText()
        .lines()
        .filter(line -> line.startsWith("muster_deliveries_limited_total{limit=\"" + limit + "\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void eachAddressHasALimitOfItsOwnAndAHouseholdHasOne() {
    String integration = shop("sources", "{\"sourceRateLimit\":{\"perSecond\":1,\"burst\":1}}");
    deliver(integration, "192.0.2.1").expect(200);
    assertThat(deliver(integration, "192.0.2.1").expect(429).text("/limit")).isEqualTo("source");
    deliver(integration, "192.0.2.2").expect(200);
    deliver(integration, "2001:db8:1:1::1").expect(200);
    deliver(integration, "2001:db8:1:1:ffff::2").expect(429);
    deliver(integration, "2001:db8:1:2::1").expect(200);
  }

  @Test
  void whatTheEndpointDoesNotTakeDoesNotCountAgainstItsAddress() {
    String integration =
        shop(
            "both",
            """
            {"rateLimit":{"perSecond":1,"burst":1},"sourceRateLimit":{"perSecond":1,"burst":2}}
            """);
    deliver(integration, "192.0.2.1").expect(200);
    for (int i = 0; i < 5; i++) {
      var limited = deliver(integration, "192.0.2.2").expect(429);
      assertThat(limited.text("/limit")).isEqualTo("endpoint");
    }
  }

  @Test
  void anArrayIsOneRequestAndAChangedLimitBeginsAnew() {
    String integration = shop("changed", "{\"rateLimit\":{\"perSecond\":1,\"burst\":1}}");
    String array = "[" + ApiWorld.customer("ann", "") + "," + ApiWorld.customer("bob", "") + "]";
    deliver(integration, "192.0.2.1", array).expect(200);
    deliver(integration, "192.0.2.1").expect(429);
    receive(integration, "{\"rateLimit\":{\"perSecond\":1,\"burst\":2}}");
    var again = deliver(integration, "192.0.2.1").expect(200);
    assertThat(again.header("ratelimit")).startsWith("\"endpoint\";r=1;");
    receive(integration, "{}");
    var asTheOperatorSays = deliver(integration, "192.0.2.1").expect(200);
    assertThat(asTheOperatorSays.header("ratelimit-policy"))
        .isEqualTo("\"endpoint\";q=1000000;w=10");
  }

  @Test
  void callsOfAnalyticsSdksCountWhereverTheirKeyIs() {
    String integration = shop("analytics", "{\"rateLimit\":{\"perSecond\":1,\"burst\":2}}");
    String token = token(integration);
    String basic =
        "Basic "
            + Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
    String call = "{\"userId\":\"ann\",\"traits\":{}}";
    String withKey = "{\"writeKey\":\"" + token + "\",\"userId\":\"ann\",\"traits\":{}}";
    for (int i = 0; i < 2; i++) {
      identify(call, Map.of("Authorization", basic));
    }
    assertThat(identify(call, Map.of("Authorization", basic)).expect(429).code())
        .isEqualTo("rate-limited");
    assertThat(identify(withKey, Map.of()).expect(429).code()).isEqualTo("rate-limited");
    deliver(integration, "192.0.2.1").expect(429);
  }

  private static ContractClient.Reply identify(String body, Map<String, String> headers) {
    return WORLD.admin().asNobody().send("POST", "/v1/identify", Optional.of(body), headers);
  }

  @Test
  void whoIsNotTheSenderIsRecordedAFewTimesOnlyWhileTheSenderIsLetIn() {
    String integration =
        shop("forged", "{\"signature\":{\"scheme\":\"header\",\"header\":\"x-key\"}}");
    editor
        .post(
            integration + "/secrets",
            "{\"environment\":\"production\",\"secret\":\"a-long-shared-secret\"}")
        .expect(201);
    deliver(integration, "192.0.2.1").expect(401);
    deliver(integration, "192.0.2.1").expect(401);
    var limited = deliver(integration, "192.0.2.1").expect(429);
    assertThat(limited.text("/limit")).isEqualTo("refused");
    assertThat(limited.text("/detail")).contains("not recorded", "secret");
    assertThat(deliveries(integration)).isEqualTo(2);
    deliver(integration, "192.0.2.2").expect(401);
    WORLD
        .admin()
        .asNobody()
        .send(
            "POST",
            "/in/" + token(integration),
            Optional.of(ApiWorld.customer("ann", "\"plan\":\"pro\"")),
            Map.of("X-Forwarded-For", "192.0.2.1", "X-Key", "a-long-shared-secret"))
        .expect(200);
  }

  @Test
  void limitsAreCheckedAndReadBack() {
    String integration = shop("settings", "{\"rateLimit\":{\"perSecond\":7}}");
    var read = editor.get(integration).expect(200);
    assertThat(read.text("/receiving/rateLimit/burst")).isEqualTo("70");
    editor.put(integration, "{\"receiving\":{\"rateLimit\":{\"perSecond\":0}}}").expect(422);
    editor.put(integration, "{\"receiving\":{\"sourceRateLimit\":{\"burst\":3}}}").expect(422);
  }
}
