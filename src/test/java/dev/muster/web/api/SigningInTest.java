package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SigningInTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final String HERE = "/api/v1/session";

  private static String credentials(String email, String password) {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
  }

  private static ContractClient.Reply signIn(String email, String password) {
    return WORLD.admin().asNobody().post(HERE, credentials(email, password));
  }

  private static String idOf(ContractClient client) {
    return client.get(HERE).expect(200).text("/person/id");
  }

  @Test
  void aSessionSaysWhoItIsAndWhatItNeeds() {
    ContractClient first = WORLD.signIn(Role.EDITOR, "ed@example.com");
    var begun = signIn("ED@Example.com", ApiWorld.PASSWORD).expect(200);
    assertThat(begun.text("/person/email")).isEqualTo("ed@example.com");
    assertThat(begun.text("/role")).isEqualTo("editor");
    assertThat(begun.header("set-cookie"))
        .startsWith("muster-session=")
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=1209600")
        .doesNotContain("Secure");
    var again = WORLD.in(begun).get(HERE).expect(200);
    assertThat(again.body()).isEqualTo(begun.body());
    assertThat(first.get(HERE).text("/csrfToken")).isNotEqualTo(begun.text("/csrfToken"));
    WORLD.in(begun).get("/api/v1/systems").expect(200);
  }

  @Test
  void whetherSomebodyIsSignedInIsSaidWithoutARefusal() {
    ContractClient client = WORLD.signIn(Role.VIEWER, "here@example.com");
    assertThat(client.get(HERE).body().at("/person/password").asBoolean()).isTrue();
    assertThat(isSignedIn(client)).isTrue();
    assertThat(isSignedIn(WORLD.admin().asNobody())).isFalse();
    assertThat(isSignedIn(WORLD.admin().in("muster-session=made-up", ""))).isFalse();
    client.delete(HERE).expect(204);
    assertThat(isSignedIn(client)).as("after the sign-out").isFalse();
  }

  private static boolean isSignedIn(ContractClient client) {
    return client.get("/api/v1/sign-in").expect(200).body().get("signedIn").asBoolean();
  }

  @Test
  void aTokenHasNoSession() {
    var reply = WORLD.as(Role.VIEWER).get(HERE).expect(200);
    assertThat(reply.text("/token/name")).isEqualTo("viewer");
    assertThat(reply.body().get("person").isNull()).isTrue();
    assertThat(reply.body().get("csrfToken").isNull()).isTrue();
    assertThat(WORLD.as(Role.VIEWER).delete(HERE).expect(409).code()).isEqualTo("no-session");
    WORLD.admin().asNobody().get(HERE).expect(401);
  }

  @Test
  void aWrongPasswordAndAnUnknownEmailAreAnsweredAlike() {
    var _ = WORLD.signIn(Role.VIEWER, "vi@example.com");
    var wrong = signIn("vi@example.com", "not that one at all").expect(401);
    var unknown = signIn("nobody@example.com", "not that one at all").expect(401);
    assertThat(wrong.code()).isEqualTo("wrong-credentials");
    assertThat(unknown.body()).isEqualTo(wrong.body());
  }

  @Test
  void whoGuessesIsToldToWaitAlsoForAnEmailThatIsUnknown() {
    for (String email : new String[] {"guessed@example.com", "unknown@example.com"}) {
      if (email.startsWith("guessed")) {
        var _ = WORLD.signIn(Role.VIEWER, email);
      }
      for (int i = 0; i < Attempts.EMAIL_MAX; i++) {
        signIn(email, "guess " + i).expect(401);
      }
      var reply = signIn(email, ApiWorld.PASSWORD).expect(429);
      assertThat(reply.code()).isEqualTo("too-many-attempts");
      assertThat(Integer.parseInt(reply.header("retry-after"))).isBetween(1, 91);
    }
  }

  @Test
  void signingOutEndsTheSessionHereOrEverywhere() {
    ContractClient here = WORLD.signIn(Role.VIEWER, "out@example.com");
    ContractClient there = WORLD.in(signIn("out@example.com", ApiWorld.PASSWORD));
    ContractClient elsewhere = WORLD.in(signIn("out@example.com", ApiWorld.PASSWORD));

    assertThat(here.delete(HERE).expect(204).header("set-cookie")).contains("Max-Age=0");
    here.get(HERE).expect(401);
    there.delete(HERE + "?everywhere=true").expect(204);
    there.get(HERE).expect(401);
    elsewhere.get(HERE).expect(401);
  }

  @Test
  void aNewPasswordEndsTheOtherSessions() {
    ContractClient here = WORLD.signIn(Role.VIEWER, "pw@example.com");
    ContractClient there = WORLD.in(signIn("pw@example.com", ApiWorld.PASSWORD));
    String path = HERE + "/password";
    String next = "another long password";
    assertThat(
            here.put(path, "{\"current\":\"wrong one\",\"password\":\"%s\"}".formatted(next))
                .expect(422)
                .code())
        .isEqualTo("wrong-password");
    String sent = "{\"current\":\"%s\",\"password\":\"%s\"}";
    assertThat(
            here.put(path, sent.formatted(ApiWorld.PASSWORD, "short"))
                .expect(422)
                .text("/errors/0/path"))
        .isEqualTo("password");
    here.put(path, sent.formatted(ApiWorld.PASSWORD, next)).expect(204);
    here.get(HERE).expect(200);
    there.get(HERE).expect(401);
    signIn("pw@example.com", ApiWorld.PASSWORD).expect(401);
    signIn("pw@example.com", next).expect(200);
  }

  @Test
  void changedRolesAndRemovedPeopleHoldAtTheNextRequest() {
    ContractClient client = WORLD.signIn(Role.ADMIN, "was-admin@example.com");
    client.get("/api/v1/people").expect(200);
    String person = "/api/v1/people/" + idOf(client);
    var _ = WORLD.signedInAs(Role.ADMIN);

    WORLD.admin().put(person, "{\"role\":\"viewer\"}").expect(200);
    client.get("/api/v1/people").expect(403);
    client.get("/api/v1/systems").expect(200);
    WORLD.admin().delete(person).expect(204);
    client.get("/api/v1/systems").expect(401);
  }

  @Test
  void aResetLinkIsShownOnceAndWorksOnce() {
    ContractClient client = WORLD.signIn(Role.EDITOR, "forgot@example.com");
    var link = WORLD.admin().post("/api/v1/people/" + idOf(client) + "/reset", "").expect(201);
    assertThat(link.text("/url")).startsWith(WORLD.url() + "/link#");
    String path = "/api/v1/links/" + link.text("/url").replaceAll(".*#", "");
    var shown = WORLD.admin().asNobody().get(path).expect(200);
    assertThat(shown.text("/kind")).isEqualTo("reset");
    assertThat(shown.text("/email")).isEqualTo("forgot@example.com");
    WORLD.admin().asNobody().post(path, "{\"password\":\"a new long one\"}").expect(200);
    client.get(HERE).expect(401);
    assertThat(WORLD.admin().asNobody().get(path).expect(404).code()).isEqualTo("link-unknown");
    assertThat(
            WORLD
                .admin()
                .asNobody()
                .post(path, "{\"password\":\"a new long one\"}")
                .expect(404)
                .code())
        .isEqualTo("link-unknown");
    assertThat(WORLD.admin().get("/api/v1/people?limit=500").body().toString())
        .doesNotContain(link.text("/url").replaceAll(".*#", ""));
  }

  @Test
  void anAdministratorSignsSomebodyOut() {
    ContractClient client = WORLD.signIn(Role.EDITOR, "signed-out@example.com");
    WORLD.admin().post("/api/v1/people/" + idOf(client) + "/sign-out", "").expect(204);
    client.get(HERE).expect(401);
  }

  @Test
  void theLastAdminStays() {
    ContractClient admin = WORLD.signedInAs(Role.ADMIN);
    String person = "/api/v1/people/" + idOf(admin);
    assertThat(WORLD.admin().delete(person).expect(409).code()).isEqualTo("last-admin");
    assertThat(WORLD.admin().put(person, "{\"role\":\"editor\"}").expect(409).code())
        .isEqualTo("last-admin");
    assertThat(admin.get("/api/v1/sign-in").expect(200).body().get("setUpNeeded").asBoolean())
        .isFalse();
  }

  @Test
  void aPersonIsReadAndChangedByVersion() {
    var invited =
        WORLD
            .admin()
            .post(
                "/api/v1/people",
                "{\"email\":\"v@example.com\",\"name\":\"V\",\"role\":\"viewer\"}")
            .expect(201);
    assertThat(invited.text("/signIn")).isEqualTo("invited");
    String path = invited.header("location");
    assertThat(WORLD.admin().get(path).expect(200).header("etag")).isEqualTo("\"1\"");
    WORLD.admin().put(path, "{\"name\":\"W\"}").expect(200);
    WORLD
        .admin()
        .send("PUT", path, Optional.of("{\"name\":\"X\"}"), Map.of("If-Match", "\"1\""))
        .expect(412);
    assertThat(
            WORLD
                .admin()
                .post(
                    "/api/v1/people",
                    "{\"email\":\"V@example.com\",\"name\":\"V\",\"role\":\"viewer\"}")
                .expect(409)
                .code())
        .isEqualTo("already-exists");
  }

  @Test
  void aSessionIsNoGoodWithAnotherSessionsCsrfToken() {
    ContractClient one = WORLD.signIn(Role.ADMIN, "one@example.com");
    var two = signIn("one@example.com", ApiWorld.PASSWORD).expect(200);
    String cookie = two.header("set-cookie").replaceAll(";.*", "");
    String other = one.get(HERE).text("/csrfToken");
    assertThat(WORLD.admin().in(cookie, other).delete(HERE).expect(403).code()).isEqualTo("csrf");
  }

  @Test
  void everyChangeOfAccountsIsInTheAuditLogWithItsSource() {
    ContractClient client = WORLD.signIn(Role.ADMIN, "audited@example.com");
    client.delete(HERE).expect(204);
    var found = WORLD.admin().get("/api/v1/audit?actor=audited@&kind=session").expect(200);
    assertThat(found.body().at("/items").findValuesAsText("action"))
        .containsExactly("session.sign-out", "person.join");
    assertThat(found.text("/items/0/source")).isEqualTo("127.0.0.1");
    assertThat(found.text("/items/0/before/email")).isEqualTo("audited@example.com");
    WORLD.as(Role.PUBLISHER).get("/api/v1/audit").expect(403);
  }

  @Test
  void theAuditLogIsPagedAndItsCursorIsChecked() {
    var _ = WORLD.system("paged");
    var first = WORLD.admin().get("/api/v1/audit?limit=2&system=paged").expect(200);
    assertThat(first.body().get("items")).hasSize(2);
    var rest =
        WORLD
            .admin()
            .get("/api/v1/audit?limit=2&system=paged&cursor=" + first.text("/nextCursor"))
            .expect(200);
    assertThat(rest.body().get("items")).hasSize(1);
    assertThat(WORLD.admin().get("/api/v1/audit?cursor=bm8").expect(400).code())
        .isEqualTo("cursor-invalid");
    assertThat(WORLD.admin().get("/api/v1/audit?from=yesterday").expect(400).code())
        .isEqualTo("parameter-invalid");
  }

  @Test
  void anExportedCellRunsNoFormula() {
    for (String name : new String[] {"=1+1", "+1", "-1", "@SUM(A1)", "a,\\\"b"}) {
      WORLD
          .admin()
          .post("/api/v1/tokens", "{\"name\":\"%s\",\"role\":\"admin\"}".formatted(name))
          .expect(201);
    }
    String token =
        WORLD
            .admin()
            .post("/api/v1/tokens", "{\"name\":\"=cmd|' /C calc'!A0\",\"role\":\"admin\"}")
            .text("/token");
    WORLD.admin().as(token).post("/api/v1/tokens", "{\"name\":\"x\",\"role\":\"viewer\"}");
    var csv = WORLD.admin().get("/api/v1/audit/export?kind=token").expect(200);
    assertThat(csv.header("content-disposition")).contains("muster-audit.csv");
    String[] lines = csv.body().textValue().split("\r\n", -1);
    assertThat(lines[0]).isEqualTo("id,at,actor,source,action,kind,key,before,after");
    assertThat(lines[1]).contains(",'=cmd|' /C calc'!A0,127.0.0.1,token.create,token,");
    assertThat(csv.body().textValue()).doesNotContain(",=", ",+", ",@");
  }
}
