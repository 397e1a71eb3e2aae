package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.catalog.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every route for every role. What is in the way of those who may is that the thing is not there,
/// so that nothing is changed by the walk.
class RolesTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final Contract CONTRACT = Contract.load();

  @BeforeAll
  static void aSystemWithEverything() {
    String shop = WORLD.shop("shop");
    WORLD.segment(shop, "pros", "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}");
    WORLD.publish(shop);
    WORLD
        .admin()
        .post(shop + "/filters", "{\"key\":\"all\",\"name\":\"All\",\"condition\":{\"rules\":[]}}")
        .expect(201);
    WORLD
        .admin()
        .post(
            shop + "/reports",
            "{\"key\":\"weekly\",\"name\":\"Weekly\",\"environment\":\"production\","
                + "\"view\":\"trend\",\"query\":{\"figure\":\"activeUsers\"}}")
        .expect(201);
    WORLD
        .admin()
        .post(
            shop + "/dashboards",
            "{\"key\":\"board\",\"name\":\"Board\","
                + "\"items\":[{\"report\":\"weekly\",\"width\":2}]}")
        .expect(201);
    WORLD
        .admin()
        .post(
            shop + "/integrations",
            "{\"key\":\"list\",\"name\":\"List\",\"kind\":\"csv\",\"identifier\":\"email\","
                + "\"properties\":[{\"path\":\"plan\",\"name\":\"plan\",\"type\":\"string\"}]}")
        .expect(201);
    WORLD
        .admin()
        .put(
            shop + "/integrations/list/schedule",
            "{\"source\":{\"kind\":\"bucket\",\"endpoint\":\"http://127.0.0.1:1\",\"region\":\"r\","
                + "\"bucket\":\"exports\",\"accessKeyId\":\"key\",\"secretAccessKey\":\"secret\"}}")
        .expect(200);
    WORLD.user(shop, "ann", "\"plan\":\"pro\"");
  }

  private static List<Operation> guarded() {
    return CONTRACT.operations().stream().filter(one -> one.leastRole().isPresent()).toList();
  }

  @TestFactory
  Stream<DynamicTest> everyRouteLetsInWhoMayAndNobodyElse() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Operation operation : guarded()) {
      Role least = operation.leastRole().orElseThrow();
      tests.add(
          dynamicTest(
              operation.id() + " refuses nobody in particular",
              () -> {
                var reply = call(WORLD.admin().asNobody(), operation).expect(401);
                assertThat(reply.header("www-authenticate")).isEqualTo("Bearer");
              }));
      tests.add(
          dynamicTest(
              operation.id() + " refuses an unknown token",
              () -> {
                var reply = call(WORLD.admin().as("x".repeat(43)), operation).expect(401);
                assertThat(reply.header("www-authenticate"))
                    .isEqualTo("Bearer error=\"invalid_token\"");
              }));
      for (Role role : Role.values()) {
        boolean may = role.includes(least);
        String name = operation.id() + (may ? " lets in " : " refuses ") + role.code();
        tests.add(
            dynamicTest(
                name,
                () -> {
                  var reply = call(WORLD.as(role), operation);
                  if (may) {
                    assertThat(reply.status()).isNotIn(401, 403).isLessThan(500);
                  } else {
                    reply.expect(403);
                    assertThat(reply.code()).isEqualTo("forbidden");
                    assertThat(reply.text("/leastRole")).isEqualTo(least.code());
                  }
                }));
      }
    }
    return tests.stream();
  }

  private static ContractClient.Reply call(ContractClient client, Operation operation) {
    String path = operation.path().replace("{version}", "7").replaceAll("\\{[a-zA-Z]+}", "nowhere");
    Optional<String> body = operation.body().isPresent() ? Optional.of("[]") : Optional.empty();
    return client.send(operation.method(), path, body, Map.of());
  }

  /// Whoever adds a route that nobody needs to be signed in for has to say so here.
  @Test
  void theseRoutesAndNoOthersArePublic() {
    assertThat(CONTRACT.operations().stream().filter(Operation::isPublic).map(Operation::id))
        .containsExactlyInAnyOrder(
            "getSignIn", "signIn", "getLink", "useLink", "beginOidc", "finishOidc", "readShared");
    assertThat(CONTRACT.operations().stream().filter(Operation::isPublic))
        .allMatch(one -> one.leastRole().isEmpty());
    assertThat(
            CONTRACT.operations().stream()
                .filter(one -> !one.isManaged())
                .map(one -> one.path().replaceAll("^(/[a-z]+).*", "$1")))
        .containsOnly("/in", "/v", "/accounts", "/public", "/ofrep", "/health", "/metrics", "/api");
  }

  /// Routes that end or change the very session that walks.
  private static final java.util.Set<String> OWN = java.util.Set.of("signOut", "changePassword");

  @TestFactory
  Stream<DynamicTest> everyRouteLetsInTheSessionsOfThoseWhoMayAndNobodyElses() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Operation operation : guarded()) {
      Role least = operation.leastRole().orElseThrow();
      boolean changes = !operation.method().equals("GET");
      for (Role role : Role.values()) {
        boolean may = role.includes(least);
        String name = operation.id() + (may ? " lets in the session of " : " refuses that of ");
        tests.add(
            dynamicTest(
                name + role.code(),
                () -> {
                  ContractClient client =
                      OWN.contains(operation.id())
                          ? WORLD.signIn(role, operation.id() + role.code() + "@example.com")
                          : WORLD.signedInAs(role);
                  if (changes) {
                    var forged = call(client.with(cookieOf(client)), operation);
                    assertThat(forged.expect(403).code()).isEqualTo("csrf");
                  }
                  var reply = call(client, operation);
                  if (may) {
                    assertThat(reply.status()).isNotIn(401, 403).isLessThan(500);
                  } else {
                    assertThat(reply.expect(403).code()).isEqualTo("forbidden");
                  }
                }));
      }
    }
    return tests.stream();
  }

  private static Map<String, String> cookieOf(ContractClient client) {
    return Map.of("Cookie", client.header("Cookie"));
  }

  /// Files go to another integration than calls.
  private static String integration(Operation operation) {
    return operation.path().matches(".*/(uploads|template\\.csv|schedule).*") ? "list" : "crm";
  }

  @TestFactory
  Stream<DynamicTest> everythingThatAViewerMayReadIsReadByAllRoles() {
    String upload =
        WORLD
            .admin()
            .send(
                "POST",
                "/api/v1/systems/shop/integrations/list/uploads?environment=production",
                Optional.of("email,plan\nann,pro\n"),
                Map.of("Content-Type", "text/csv"))
            .expect(202)
            .text("/id");
    String delivery =
        WORLD.admin().get("/api/v1/systems/shop/integrations/crm/deliveries").text("/items/0/id");
    return guarded().stream()
        .filter(
            one -> one.method().equals("GET") && one.leastRole().equals(Optional.of(Role.VIEWER)))
        .flatMap(one ->
            Stream.of(Role.values())
                .map(role ->
                    dynamicTest(
                        role.code() + " reads " + one.path(),
                        () -> {
                          String path =
                              one.path()
                                  .replace("{system}", "shop")
                                  .replace("{environment}", "production")
                                  .replace("{integration}", integration(one))
                                  .replace("{upload}", upload)
                                  .replace("{segment}", "pros")
                                  .replace("{preset}", "stripe")
                                  .replace("{filter}", "all")
                                  .replace("{report}", "weekly")
                                  .replace("{dashboard}", "board")
                                  .replace("{version}", "1")
                                  .replace("{user}", "ann")
                                  .replace("{delivery}", delivery);
                          assertThat(path).doesNotContain("{");
                          WORLD.as(role).get(path).expect(200);
                        })));
  }

  @Test
  void aRoleIsCheckedBeforeTheBodyIsRead() {
    var reply = WORLD.as(Role.VIEWER).post("/api/v1/systems", "{not json");
    assertThat(reply.expect(403).code()).isEqualTo("forbidden");
  }

  @Test
  void aTokenThatIsRevokedLetsNobodyInAnyMore() {
    var made = WORLD.admin().post("/api/v1/tokens", "{\"name\":\"x\",\"role\":\"viewer\"}");
    ContractClient client = WORLD.admin().as(made.expect(201).text("/token"));
    client.get("/api/v1/systems").expect(200);

    WORLD.admin().delete("/api/v1/tokens/" + made.text("/id")).expect(204);

    client.get("/api/v1/systems").expect(401);
    WORLD.admin().delete("/api/v1/tokens/" + made.text("/id")).expect(404);
  }

  @Test
  void aTokenThatHasExpiredSaysSo() throws InterruptedException {
    Instant expires = Instant.now().plusMillis(1_500);
    String sent = "{\"name\":\"x\",\"role\":\"viewer\",\"expiresAt\":\"%s\"}".formatted(expires);
    ContractClient client =
        WORLD.admin().as(WORLD.admin().post("/api/v1/tokens", sent).expect(201).text("/token"));
    client.get("/api/v1/systems").expect(200);

    Thread.sleep(Duration.between(Instant.now(), expires.plusMillis(1)).plusMillis(5));

    assertThat(client.get("/api/v1/systems").expect(401).text("/detail")).contains("expired at");
    assertThat(WORLD.admin().post("/api/v1/tokens", sent).expect(422).text("/errors/0/path"))
        .isEqualTo("expiresAt");
  }

  @Test
  void aTokenIsShownOnceAndNeverListed() {
    var made = WORLD.admin().post("/api/v1/tokens", "{\"name\":\"y\",\"role\":\"editor\"}");
    assertThat(made.expect(201).header("location")).isEqualTo("/api/v1/tokens/" + made.text("/id"));

    var listed = WORLD.admin().get("/api/v1/tokens?limit=500").expect(200);

    assertThat(listed.body().toString())
        .contains(made.text("/id"))
        .doesNotContain(made.text("/token"));
  }

  @Test
  void anotherSchemeThanBearerIsRefusedInWords() {
    var reply =
        WORLD
            .admin()
            .asNobody()
            .send(
                "GET", "/api/v1/systems", Optional.empty(), Map.of("Authorization", "Basic eDp5"));
    assertThat(reply.expect(401).text("/detail")).contains("Bearer <token>");
  }
}
