package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("proof")
class GitHubPayloadsTest {
  private static final String SYSTEM = "/api/v1/systems/code";

  @TempDir private Path directory;

  @Test
  void everyPayloadThatGitHubDocumentsMakesTheUsersThatAReadingOfTheFilesGivesAlsoAfterAKill()
      throws IOException {
    List<JsonNode> payloads = GitHubExamples.all();
    assertThat(payloads).hasSize(329);
    assertThat(GitHubExamples.users(payloads)).hasSize(14);
    Path data = directory.resolve("data");
    try (ServerProcess server = ServerProcess.start(data);
        Api api = new Api(server.base())) {
      api.create("/api/v1/systems", "{'key':'code','name':'Code','timeZone':'Asia/Kolkata'}");
      String token =
          api.create(SYSTEM + "/integrations", GitHubExamples.INTEGRATION)
              .at("/endpoints/production/token")
              .asText();
      for (JsonNode payload : payloads) {
        deliver(api, token, payload);
      }
      assertThat(users(api)).isEqualTo(GitHubExamples.users(payloads));
      server.kill();
    }
    try (ServerProcess server = ServerProcess.start(data);
        Api api = new Api(server.base())) {
      assertThat(users(api)).isEqualTo(GitHubExamples.users(payloads));
      assertThat(api.list(SYSTEM + "/integrations/github/deliveries?environment=production"))
          .hasSize(329);
    }
  }

  private static void deliver(Api api, String token, JsonNode payload) throws IOException {
    Api.Answer answer = api.post("/in/" + token, payload.toString());
    if (GitHubExamples.user(payload).isPresent()) {
      assertThat(answer.status()).as("%s", answer).isEqualTo(200);
      assertThat(answer.body().get("status").asText()).as("%s", answer).isEqualTo("accepted");
      assertThat(answer.body().get("user").asText())
          .isEqualTo(GitHubExamples.user(payload).orElseThrow());
    } else {
      assertThat(answer.status()).as("%s", answer).isEqualTo(422);
      assertThat(answer.body().get("type").asText()).endsWith("identifier-missing");
    }
  }

  private static SortedMap<String, SortedMap<String, Object>> users(Api api) throws IOException {
    SortedMap<String, SortedMap<String, Object>> users = new TreeMap<>();
    String path = SYSTEM + "/environments/production/users";
    for (JsonNode listed : api.list(path)) {
      String id = listed.get("id").asText();
      JsonNode whole = api.get(path + "/" + Api.encoded(id));
      assertThat(whole.get("attributes")).isEqualTo(listed.get("attributes"));
      users.put(id, GitHubExamples.told(whole.get("attributes")));
    }
    return users;
  }
}
