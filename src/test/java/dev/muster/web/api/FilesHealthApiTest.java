package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Role;
import dev.muster.mailing.PostOffice;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FilesHealthApiTest {

  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-20T09:00:00Z"));

  private static final PostOffice OFFICE = new PostOffice();

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld(Streams.ofDefaults(), options -> options.withMail(OFFICE.plain()), NOW::get);

  @AfterAll
  static void close() {
    OFFICE.close();
  }

  private static void pass(Duration time) {
    NOW.updateAndGet(now -> now.plus(time));
  }

  private static final String LIST =
      "{\"key\":\"list\",\"name\":\"List\",\"kind\":\"csv\",\"identifier\":\"id\",\"properties\":["
          + "{\"path\":\"plan\",\"name\":\"plan\",\"type\":\"string\"},"
          + "{\"path\":\"seats\",\"name\":\"seats\",\"type\":\"number\"}]}";

  private static JsonNode upload(String list, String name, String csv) throws Exception {
    String query = "?environment=production&missing=keep&file=" + name;
    String id =
        WORLD
            .as(Role.EDITOR)
            .send(
                "POST",
                list + "/uploads" + query,
                Optional.of(csv),
                Map.of("Content-Type", "text/csv"))
            .expect(202)
            .text("/id");
    for (int tries = 0; tries < 400; tries++) {
      JsonNode upload = WORLD.admin().get(list + "/uploads/" + id).expect(200).body();
      if (!upload.at("/endedAt").isNull()) {
        return upload;
      }
      Thread.sleep(25);
    }
    throw new AssertionError("the upload does not end");
  }

  private static String rows(int count, String line) {
    return IntStream.range(0, count)
        .mapToObj(i -> line.replace("#", "u" + i) + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void anIntegrationThatTakesFilesSaysWhatHasChangedInThem() throws Exception {
    String shop = WORLD.system("files");
    WORLD.admin().post(shop + "/integrations", LIST).expect(201);
    String list = shop + "/integrations/list";
    ContractClient viewer = WORLD.as(Role.VIEWER);
    JsonNode fresh = viewer.get(list + "/health").expect(200).body();
    assertThat(fresh.at("/state").asText()).isEqualTo("new");
    assertThat(fresh.at("/words").asText()).isEqualTo("No file came yet.");
    assertThat(fresh.at("/files").isEmpty()).isTrue();

    upload(list, "users-1.csv", "id,plan,seats\n" + rows(60, "#,pro,3"));
    pass(Duration.ofDays(1));
    upload(list, "users-2.csv", "id,plan,seats\n" + rows(60, "#,pro,3"));
    JsonNode well = viewer.get(list + "/health").expect(200).body();
    assertThat(well.at("/state").asText()).isEqualTo("ok");
    assertThat(well.at("/words").asText()).contains("users-2.csv", "60 rows, none refused");

    pass(Duration.ofDays(1));
    JsonNode last = upload(list, "users-3.csv", "id,seats\n" + rows(12, "#,many"));
    JsonNode changed = viewer.get(list + "/health").expect(200).body();
    assertThat(changed.at("/state").asText()).isEqualTo("failing");
    assertThat(changed.at("/findings").findValuesAsText("kind"))
        .containsExactly("rows-refused", "property-missing", "property-refused", "volume-dropped");
    assertThat(changed.at("/findings/2/words").asText()).contains("“seats” has been refused");
    assertThat(changed.toString()).as("no value that was sent").doesNotContain("many");
    assertThat(changed.at("/files/2/upload")).isEqualTo(last.at("/id"));
    assertThat(changed.at("/files/2/refused").asLong()).isEqualTo(12);
    assertThat(changed.at("/properties/0/share").isNull()).isTrue();
    assertThat(changed.at("/properties/1/share").asDouble()).isZero();
    assertThat(changed.at("/properties/0/files/1/valued").asLong()).isEqualTo(60);
    assertThat(changed.at("/properties/1/files/2/refused").asLong()).isEqualTo(12);

    // The list says the same, and what is taken back is told of no more.
    JsonNode listed =
        viewer.get(shop + "/integrations/activity").expect(200).body().at("/items/0/health");
    assertThat(listed.get("state").asText()).isEqualTo("failing");
    assertThat(listed.get("words")).isEqualTo(changed.get("words"));
    viewer.get(shop + "/integrations/none/health").expect(404);
  }

  @Test
  void alertsAreOfWhatCanBeFoundOfFiles() {
    String shop = WORLD.system("filealerts");
    WORLD.admin().post(shop + "/integrations", LIST).expect(201);
    String alerts = shop + "/integrations/list/alerts";
    ContractClient editor = WORLD.as(Role.EDITOR);
    JsonNode set =
        editor
            .put(alerts, "{\"emails\":[\"ann@example.com\"],\"kinds\":[\"upload-failed\"]}")
            .expect(200)
            .body();
    assertThat(set.at("/kinds/0").asText()).isEqualTo("upload-failed");
    assertThat(editor.post(alerts + "/test", "").expect(200).text("/items/0/sent"))
        .isEqualTo("true");
    JsonNode refused =
        editor
            .put(alerts, "{\"emails\":[],\"kinds\":[\"quiet\",\"signature-failing\"]}")
            .expect(422)
            .body();
    assertThat(refused.at("/errors/0/path").asText()).isEqualTo("kinds[1]");
  }
}
