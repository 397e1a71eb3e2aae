package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Role;
import dev.muster.web.api.IdentityProvider.Browser;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class SingleSignOnTest {

  private static final IdentityProvider PROVIDER = new IdentityProvider();

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld(Streams.ofDefaults(), options -> options.withOidc(PROVIDER.oidc()));

  @BeforeAll
  static void theProviderKnowsTheServer() throws Exception {
    PROVIDER.expect(WORLD.url());
  }

  @AfterAll
  static void theProviderEnds() {
    PROVIDER.close();
  }

  private static void invite(String email, Role role) {
    WORLD
        .admin()
        .post(
            "/api/v1/people",
            "{\"email\":\"%s\",\"name\":\"I\",\"role\":\"%s\"}".formatted(email, role.code()))
        .expect(201);
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(302);
    return answer.headers().firstValue("location").orElseThrow();
  }

  private static String problem(Browser browser, String login) throws Exception {
    return location(browser.get(browser.signIn(WORLD.url(), login)))
        .replace("/sign-in?problem=", "");
  }

  @Test
  void theConsoleIsToldOfIt() {
    var ways = WORLD.admin().asNobody().get("/api/v1/sign-in").expect(200);
    assertThat(ways.text("/oidc/name")).isEqualTo("Corp");
    assertThat(ways.text("/oidc/url")).isEqualTo("/api/v1/oidc/sign-in");
  }

  @Test
  void whoWasInvitedComesInWithTheirRoleAndNobodyElseWithTheirAddress() throws Exception {
    Browser browser = new Browser();
    assertThat(problem(browser, "ann")).as("not invited yet").isEqualTo("oidc-unknown");
    invite("ANN@example.com", Role.PUBLISHER);

    URI back = browser.signIn(WORLD.url(), "ann");
    assertThat(location(browser.get(back))).isEqualTo("/");

    HttpResponse<String> session = browser.get(URI.create(WORLD.url() + "/api/v1/session"));
    assertThat(session.statusCode()).isEqualTo(200);
    assertThat(session.body())
        .contains("\"role\":\"publisher\"", "\"email\":\"ANN@example.com\"")
        .as("there is no password to be changed")
        .contains("\"password\":false");
    JsonNode people = WORLD.admin().get("/api/v1/people?limit=500").body().get("items");
    assertThat(people)
        .filteredOn(one -> one.get("email").asText().equals("ANN@example.com"))
        .extracting(one -> one.get("signIn").asText())
        .containsExactly("oidc");
    assertThat(location(browser.get(back))).as("a second time").contains("oidc-state");
    assertThat(problem(new Browser(), "twin")).as("another subject").isEqualTo("oidc-unknown");
  }

  @Test
  void whoIsOfAnAllowedDomainComesInWithTheRoleOfNewcomers() throws Exception {
    Browser browser = new Browser();
    assertThat(problem(browser, "dora")).isEqualTo("/");
    HttpResponse<String> session = browser.get(URI.create(WORLD.url() + "/api/v1/session"));
    assertThat(session.body()).contains("\"role\":\"editor\"", "\"name\":\"Dora\"");
    assertThat(
            WORLD.admin().get("/api/v1/audit?action=person.join&actor=dora").text("/items/0/key"))
        .isNotEmpty();
  }

  @Test
  void anAddressThatIsNotVerifiedLetsNobodyIn() throws Exception {
    assertThat(problem(new Browser(), "eve")).isEqualTo("oidc-email");
  }

  @Test
  void whoGivesUpIsBackAtTheSignIn() throws Exception {
    assertThat(problem(new Browser(), "")).isEqualTo("oidc-refused");
  }

  @Test
  void aCodeIsOfNoUseInAnotherBrowserOrAnotherSignIn() throws Exception {
    invite("sam@elsewhere.example", Role.VIEWER);
    Browser victim = new Browser();
    URI back = victim.signIn(WORLD.url(), "sam");
    assertThat(location(new Browser().get(back))).as("no cookie").contains("oidc-state");

    // Another sign-in, with a state and a verifier of its own, is given the code of this one.
    Browser other = new Browser();
    URI others = other.signIn(WORLD.url(), "sam");
    String code = back.getQuery().replaceAll(".*code=([^&]*).*", "$1");
    String state = others.getQuery().replaceAll(".*state=([^&]*).*", "$1");
    URI mixed = URI.create(WORLD.url() + "/api/v1/oidc/callback?code=" + code + "&state=" + state);
    assertThat(location(other.get(mixed))).contains("oidc-failed");
    assertThat(other.get(URI.create(WORLD.url() + "/api/v1/session")).statusCode()).isEqualTo(401);
  }
}
