package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What all routes of the management plane do with requests that are not as they should be.
class RequestsTest {

  private static final String SYSTEMS = "/api/v1/systems";

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private final ContractClient admin = WORLD.admin();

  @Test
  void malformedJsonIsRefusedWithThePlace() {
    var reply = admin.post(SYSTEMS, "{\"key\":\"x\",}").expect(400);
    assertThat(reply.code()).isEqualTo("malformed-json");
    assertThat(reply.body().get("byteOffset").asInt()).isBetween(9, 12);
    for (String body : new String[] {"{\"a\":1,\"a\":2}", "{} {}", "{", "nul", "[".repeat(70)}) {
      assertThat(admin.post(SYSTEMS, body).expect(400).code()).isEqualTo("malformed-json");
    }
    assertThat(admin.post(SYSTEMS, "").expect(400).code()).isEqualTo("body-missing");
  }

  @Test
  void aFieldThatIsNotKnownIsAnError() {
    var reply =
        admin.post(SYSTEMS, "{\"key\":\"x\",\"name\":\"X\",\"timezone\":\"UTC\"}").expect(422);
    assertThat(reply.text("/errors/0/path")).isEqualTo("timezone");
    assertThat(reply.text("/detail"))
        .isEqualTo("timezone: is not known here; did you mean timeZone?");
  }

  @Test
  void whatIsNotJsonIsRefused() {
    for (String type : new String[] {"text/plain", "application/json; charset=utf-16"}) {
      var reply =
          admin.send("POST", SYSTEMS, Optional.of("{}"), Map.of("Content-Type", type)).expect(415);
      assertThat(reply.code()).isEqualTo("not-json");
    }
    var encoded =
        admin.send("POST", SYSTEMS, Optional.of("{}"), Map.of("Content-Encoding", "gzip"));
    assertThat(encoded.expect(415).code()).isEqualTo("unsupported-encoding");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    String large = "{\"key\":\"" + "x".repeat(1 << 20) + "\"}";
    assertThat(admin.post(SYSTEMS, large).expect(413).code()).isEqualTo("body-too-large");
  }

  @Test
  void aParameterThatMakesNoSenseIsNamed() {
    for (String limit : new String[] {"0", "501", "-1", "x", "", "1e2", "99999999999999999999"}) {
      var reply = admin.get(SYSTEMS + "?limit=" + limit).expect(400);
      assertThat(reply.code()).isEqualTo("parameter-invalid");
      assertThat(reply.text("/errors/0/path")).isEqualTo("query.limit");
    }
    assertThat(admin.delete(SYSTEMS + "/x?confirm=yes").expect(400).text("/errors/0/path"))
        .isEqualTo("query.confirm");
    assertThat(admin.get(SYSTEMS + "?cursor=%25").expect(400).code()).isEqualTo("cursor-invalid");
  }

  @Test
  void aParameterThatIsNotKnownIsRefusedWithTheNearestThatIs() {
    var mistyped = admin.get(SYSTEMS + "?limt=1").expect(400);
    assertThat(mistyped.code()).isEqualTo("parameter-invalid");
    assertThat(mistyped.text("/errors/0/path")).isEqualTo("query.limt");
    assertThat(mistyped.text("/detail"))
        .isEqualTo("query.limt: is not known here; did you mean limit?");
    assertThat(admin.get(SYSTEMS + "?Limit=1").expect(400).text("/detail"))
        .endsWith("did you mean limit?");
    assertThat(admin.get(SYSTEMS + "?page=1").expect(400).text("/detail"))
        .isEqualTo("query.page: is not known here; known are limit, cursor.");
    assertThat(admin.get(SYSTEMS + "/x?limit=1").expect(400).text("/detail"))
        .isEqualTo("query.limit: is not known here; this takes no parameters in the query.");
    assertThat(admin.get(SYSTEMS + "?limit=1&limit=2").expect(400).text("/detail"))
        .isEqualTo("query.limit: comes more than once; send it once.");
    assertThat(admin.get(SYSTEMS + "?" + "x".repeat(2_000) + "=1").expect(400).text("/detail"))
        .hasSizeLessThan(200);
  }

  @Test
  void whatAnIdentityProviderAddsIsNoneOfOurs() {
    var begun = admin.asNobody().get("/api/v1/oidc/callback?code=1&state=2&session_state=3&iss=4");
    assertThat(begun.status()).isNotEqualTo(400);
  }

  @Test
  void aPathThatIsNotWellFormedIsNotAnInternalError() {
    for (String path : new String[] {"/%FF", "/%00", "/%2F", "/..%2F..", "/" + "x".repeat(9_000)}) {
      assertThat(admin.get(SYSTEMS + path).status()).as(path).isBetween(400, 499);
    }
  }

  @Test
  void textThatIsNoUnicodeIsRefused() {
    var reply = admin.post(SYSTEMS, "{\"key\":\"u\",\"name\":\"\\ud800\"}").expect(422);
    assertThat(reply.text("/errors/0/path")).isEqualTo("name");
  }

  @Test
  void answersAreNotKept() {
    assertThat(admin.get(SYSTEMS).header("cache-control")).isEqualTo("no-store");
  }
}
