package dev.muster.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import dev.muster.embedded.ReplayRuns;
import dev.muster.health.AlertRuns;
import dev.muster.health.Checkup;
import dev.muster.intake.Endpoints;
import dev.muster.intake.Intake;
import dev.muster.intake.IntakeLimits;
import dev.muster.mailing.MailingRuns;
import dev.muster.mailing.Notices;
import dev.muster.pageload.Arrivals;
import dev.muster.pageload.Browsers;
import dev.muster.pageload.PageLoads;
import dev.muster.pageload.RateLimit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The contract, what is served, and what the page for developers says are the same.
class RoutesTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final Contract CONTRACT = Contract.load();
  private static final Path PAGE = Path.of("docs/api.md");
  private static final Pattern TABLE = Pattern.compile("(?s)<!-- routes -->\n(.*)<!-- /routes -->");

  @Test
  void everyOperationOfTheContractIsBoundAndNothingElseIs() {
    ReportRuns reports = new ReportRuns(CONTRACT, WORLD.engine());
    Intake intake =
        new Intake(
            new Endpoints(WORLD.engine().secrets(), WORLD.engine().accessTokens()),
            WORLD.engine(),
            IntakeLimits.DEFAULT,
            InstantSource.system());
    Checkup checkup = new Checkup(WORLD.engine(), intake::limitedLastHour);
    var bound =
        new Resources(
                WORLD.engine(),
                new PageLoads(
                    id -> WORLD.engine().population(id).orElseThrow(),
                    WORLD.engine().activity(),
                    new Browsers(),
                    WORLD.engine().secrets(),
                    RateLimit.none(),
                    new Arrivals(Instant.now())),
                intake,
                InstantSource.system(),
                Streams.ofDefaults(),
                new Attempts(),
                new SingleSignOn(
                    Optional.empty(),
                    WORLD.engine().catalog(),
                    new Attempts(),
                    InstantSource.system()),
                reports,
                MailingRuns.of(
                    WORLD.engine().catalog(),
                    reports::shown,
                    Optional.empty(),
                    Optional.empty(),
                    InstantSource.system()),
                new AlertRuns(
                    WORLD.engine(),
                    checkup,
                    Notices.by(Optional.empty()),
                    Optional.empty(),
                    InstantSource.system()),
                checkup,
                new ReplayRuns(WORLD.engine(), intake, InstantSource.system()))
            .byOperation();
    assertThat(bound.keySet())
        .containsExactlyInAnyOrderElementsOf(
            CONTRACT.operations().stream()
                .filter(Operation::isManaged)
                .map(Operation::id)
                .toList());
  }

  @Test
  void everyPathOfTheContractIsRouted() throws Exception {
    for (Operation operation : CONTRACT.operations()) {
      String path =
          operation.path().replace("{version}", "7").replaceAll("\\{[a-zA-Z]+}", "nowhere");
      HttpResponse<String> response = call(operation.method(), path);
      // What is not there is answered in other words than a path that is not there.
      assertThat(response.body()).as(operation.id()).doesNotContain("nothing at this path");
      assertThat(response.statusCode()).as(operation.id()).isNotEqualTo(405).isLessThan(500);
    }
  }

  @Test
  void aPathThatIsNotInTheContractIsNotServed() {
    for (String path :
        new String[] {
          "/api/v1/nothing",
          "/api/v1/systems/shop/people",
          "/api/v1/systems/shop/integrations/crm/uploads/1/nothing",
          "/api/v2/systems"
        }) {
      assertThat(WORLD.admin().get(path).expect(404).text("/detail"))
          .isEqualTo("There is nothing at this path; see /api/openapi.json.");
    }
  }

  @Test
  void aMethodThatAPathDoesNotTakeIsAnsweredWithThoseThatItTakes() {
    var reply = WORLD.admin().delete("/api/v1/systems").expect(405);
    assertThat(reply.header("allow").split(", ")).containsExactlyInAnyOrder("GET", "POST");
    var user = WORLD.admin().put("/api/v1/systems/s/environments/e/users/a%2Fb", "{}").expect(405);
    assertThat(user.header("allow").split(", ")).containsExactlyInAnyOrder("GET", "DELETE");
  }

  @Test
  void theContractIsServedAsItIsShipped() throws Exception {
    HttpResponse<String> response = call("GET", "/api/openapi.json");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.body()).isEqualTo(CONTRACT.text());
  }

  @Test
  void thePageForDevelopersListsExactlyTheRoutesOfTheContract() throws IOException {
    var matcher = TABLE.matcher(Files.readString(PAGE, UTF_8));
    assertThat(matcher.find()).isTrue();
    assertThat(matcher.group(1)).isEqualTo(table());
  }

  private static String table() {
    return CONTRACT.operations().stream()
        .filter(Operation::isManaged)
        .map(one ->
            "| %s | `%s` | %s |\n"
                .formatted(
                    one.method(), one.path(), one.leastRole().map(Role::code).orElse("public")))
        .collect(Collectors.joining("", "\n| method | path | least role |\n|---|---|---|\n", "\n"));
  }

  private static HttpResponse<String> call(String method, String path) throws Exception {
    boolean sends = method.equals("POST") || method.equals("PUT");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(WORLD.url() + path))
            .method(
                method,
                sends
                    ? HttpRequest.BodyPublishers.ofString("{}")
                    : HttpRequest.BodyPublishers.noBody());
    Map.of("Authorization", "Bearer " + ApiWorld.ADMIN_TOKEN, "Content-Type", "application/json")
        .forEach(request::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
