package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What changes while a CSV file is read: its mapping, its users, how identifiers are kept.
class UploadsAmidChangesTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final int ROWS = 300_000;
  private static final String PLAN = "{\"path\":\"plan\",\"name\":\"plan\",\"type\":\"string\"}";
  private static final String SEATS = "{\"path\":\"seats\",\"name\":\"seats\",\"type\":\"number\"}";

  /// A system with an integration for files.
  private static String list(String key) {
    String system = WORLD.system(key);
    WORLD
        .admin()
        .post(
            system + "/integrations",
            "{\"key\":\"list\",\"name\":\"List\",\"kind\":\"csv\",\"identifier\":\"email\",\"properties\":[%s,%s]}"
                .formatted(PLAN, SEATS))
        .expect(201);
    return system + "/integrations/list";
  }

  private static String rows(int from, int to) {
    StringBuilder rows = new StringBuilder();
    for (int i = from; i < to; i++) {
      rows.append('u').append(i).append("@x,pro,").append(i % 9).append('\n');
    }
    return rows.toString();
  }

  private static String file() {
    return "email,plan,seats\n" + rows(0, ROWS);
  }

  private static String send(String list, String query, String csv) {
    String uploads = list + "/uploads";
    String into = "?environment=production";
    return uploads
        + "/"
        + WORLD
            .admin()
            .send(
                "POST",
                uploads + into + query.replace("?", "&"),
                Optional.of(csv),
                Map.of("Content-Type", "text/csv"))
            .expect(202)
            .text("/id");
  }

  private static JsonNode once(String upload, Predicate<JsonNode> wanted) {
    for (int tries = 0; tries < 6_000; tries++) {
      JsonNode now = WORLD.admin().get(upload).expect(200).body();
      if (wanted.test(now)) {
        return now;
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return fail(upload + " does not come so far");
  }

  private static JsonNode begun(String upload) {
    return once(upload, now -> now.at("/rows/read").asInt() > 0 || !now.at("/endedAt").isNull());
  }

  private static JsonNode ended(String upload) {
    return once(upload, now -> !now.at("/endedAt").isNull());
  }

  private static boolean knows(String list, String user) {
    String users = list.replaceAll("/integrations/.*", "/environments/production/users/");
    return WORLD.admin().get(users + user).status() == 200;
  }

  @Test
  void aMappingThatChangesAmidAnUploadEndsItAndSaysFromWhichRowToGoOn() {
    String list = list("mapping");
    String upload = send(list, "", file());
    begun(upload);

    WORLD
        .admin()
        .put(
            list,
            "{\"properties\":[%s,%s,{\"path\":\"country\",\"name\":\"country\",\"type\":\"string\"}]}"
                .formatted(PLAN, SEATS))
        .expect(200);

    JsonNode failed = ended(upload);
    assertThat(failed.at("/status").asText()).as(failed.toString()).isEqualTo("failed");
    int read = failed.at("/rows/read").asInt();
    assertThat(failed.at("/reason").asText())
        .contains("mapping or the time zone was changed", "from row %,d on".formatted(read + 1));
    assertThat(knows(list, "u" + (read - 1) + "@x")).isTrue();
    assertThat(knows(list, "u" + read + "@x")).isFalse();
    String undo = WORLD.admin().post(upload + "/undo", "").expect(202).text("/id");
    JsonNode undone = ended(list + "/uploads/" + undo);
    assertThat(undone.at("/users/removed").asInt()).isEqualTo(read);
    assertThat(knows(list, "u0@x")).isFalse();
  }

  @Test
  void aReplaceNeedsAllOfItsFile() {
    String list = list("replacing");
    String upload = send(list, "?mode=replace", file());
    begun(upload);

    WORLD.admin().put(list, "{\"properties\":[%s]}".formatted(PLAN)).expect(200);

    assertThat(ended(upload).at("/reason").asText()).contains("Upload the whole file again");
  }

  @Test
  void whatDoesNotDecideHowRowsAreReadMayChange() {
    String list = list("names");
    String upload = send(list, "", file());
    begun(upload);

    WORLD
        .admin()
        .put(
            list,
            "{\"name\":\"Customers\",\"properties\":[%s,{\"path\":\"plan\",\"name\":\"tier\",\"type\":\"string\"}]}"
                .formatted(SEATS))
        .expect(200);

    JsonNode done = ended(upload);
    assertThat(done.at("/status").asText()).as(done.toString()).isEqualTo("done");
    assertThat(done.at("/rows/taken").asInt()).isEqualTo(ROWS);
  }

  @Test
  void identifiersThatAreKeptInAnotherWayEndAnUpload() {
    String list = list("salt");
    String upload = send(list, "", file());
    begun(upload);

    hash(list, "{\"enabled\":true}");

    assertThat(ended(upload).at("/reason").asText())
        .contains("How identifiers are hashed was changed", "upload the whole file again");
  }

  private static void hash(String list, String hashing) {
    WORLD
        .admin()
        .put(
            list.replaceAll("/integrations/.*", "/page-settings?confirm=true"),
            "{\"identifier\":{\"method\":\"call\"},\"hashing\":%s}".formatted(hashing))
        .expect(200);
  }

  private static void erase(String list, String user) {
    WORLD
        .admin()
        .delete(
            list.replaceAll("/integrations/.*", "/environments/production/users/")
                + user
                + "?confirm=true")
        .expect(204);
  }

  @Test
  void whoIsErasedAmidAnUploadDoesNotComeBackByItsRest() throws Exception {
    String list = list("erased");
    String upload =
        send(list, "", "email,plan,seats\ngone@x,pro,1\n" + rows(0, ROWS) + "gone@x,free,many\n");
    begun(upload);

    erase(list, "gone@x");

    JsonNode done = ended(upload);
    assertThat(done.at("/status").asText()).isEqualTo("done");
    assertThat(knows(list, "gone@x")).isFalse();
    assertThat(done.at("/rows").toString())
        .isEqualTo(
            "{\"read\":%d,\"taken\":%d,\"partial\":0,\"refused\":1,\"duplicates\":0}"
                .formatted(ROWS + 2, ROWS + 1));
    assertThat(done.at("/reason").asText()).contains("were erased", "passed over");
    assertThat(WORLD.admin().get(upload + "/rejected.csv").expect(200).body().asText())
        .doesNotContain("gone@x");
    for (Path kept : WORLD.files("uploads")) {
      // The file itself goes by and by.
      if (!kept.getFileName().toString().matches("\\d+\\.csv(\\.old)?")) {
        assertThat(Files.readString(kept, StandardCharsets.ISO_8859_1)).doesNotContain("gone@x");
      }
    }
    // A file that is sent after that is a new statement.
    ended(send(list, "", "email,plan,seats\ngone@x,pro,1\n"));
    assertThat(knows(list, "gone@x")).isTrue();
  }

  @Test
  void whoIsErasedBeforeAFileWithTheUserIsRunDoesNotComeBackByIt() {
    String list = list("waiting");
    ended(send(list, "", "email,plan,seats\ngone@x,pro,1\n"));
    String first = send(list, "", file());
    begun(first);
    String second = send(list, "", "email,plan,seats\ngone@x,free,2\nann@x,free,2\n");

    erase(list, "gone@x");

    assertThat(ended(second).at("/rows/taken").asInt()).isEqualTo(1);
    assertThat(knows(list, "gone@x")).isFalse();
    assertThat(knows(list, "ann@x")).isTrue();
  }

  @Test
  void refusedRowsOfAnErasedUserAreFoundByWhateverSaltTheirUploadHad() {
    String list = list("salts");
    String csv = "email,plan,seats\n%1$s@x,pro,many\nbob@x,pro,few\n";
    hash(list, "{\"enabled\":true,\"salt\":\"the first salt\"}");
    String hashed = send(list, "", csv.formatted("ann"));
    ended(hashed);
    String ann =
        WORLD
            .admin()
            .get(list.replaceAll("/integrations/.*", "/environments/production/users?q=ann@x"))
            .text("/items/0/id");
    hash(list, "{\"enabled\":false}");
    String plain = send(list, "", csv.formatted("cy"));
    ended(plain);
    hash(list, "{\"enabled\":true,\"salt\":\"another salt\"}");

    erase(list, ann);
    erase(list, "cy@x");

    for (String upload : new String[] {hashed, plain}) {
      String rejected = WORLD.admin().get(upload + "/rejected.csv").expect(200).body().asText();
      assertThat(rejected).doesNotContain("ann@x", "cy@x").contains("bob@x");
    }
  }
}
