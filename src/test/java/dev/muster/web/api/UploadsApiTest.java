package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// CSV files that are uploaded, over a real server.
class UploadsApiTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final String LIST =
      """
      {"key":"list","name":"Customer list","kind":"csv","identifier":"email","properties":[
        {"path":"plan","name":"plan","type":"string"},
        {"path":"seats","name":"seats","type":"number"}]}
      """;

  /// A system with an integration for files.
  ///
  /// @return the path of its uploads
  private static String files(String key) {
    String system = WORLD.system(key);
    WORLD.admin().post(system + "/integrations", LIST).expect(201);
    return system + "/integrations/list/uploads";
  }

  private static ContractClient editor() {
    return WORLD.as(Role.EDITOR);
  }

  /// What says which environment is meant.
  private static final String INTO = "?environment=production";

  private static ContractClient.Reply send(String path, String csv) {
    return editor().send("POST", into(path), Optional.of(csv), Map.of("Content-Type", "text/csv"));
  }

  private static String into(String path) {
    return path.endsWith("/uploads")
        ? path + INTO
        : path.replace("/uploads?", "/uploads" + INTO + "&");
  }

  /// Uploads a file and waits for its end.
  private static JsonNode upload(String uploads, String query, String csv) {
    ContractClient.Reply begun = send(uploads + query, csv).expect(202);
    return ended(uploads, begun.text("/id"));
  }

  private static JsonNode ended(String uploads, String id) {
    for (int tries = 0; tries < 400; tries++) {
      JsonNode upload = editor().get(uploads + "/" + id).expect(200).body();
      if (!upload.at("/endedAt").isNull()) {
        return upload;
      }
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return fail("the upload does not end");
  }

  private static JsonNode user(String uploads, String id) {
    String system = uploads.replaceAll("/integrations/.*", "");
    return editor().get(system + "/environments/production/users/" + id).expect(200).body();
  }

  private static String value(JsonNode user, String attribute) {
    for (JsonNode one : user.at("/attributes")) {
      if (one.at("/name").asText().equals(attribute)) {
        return one.at("/value").asText();
      }
    }
    return "";
  }

  private static boolean knows(String uploads, String id) {
    String system = uploads.replaceAll("/integrations/.*", "");
    return editor().get(system + "/environments/production/users/" + id).status() == 200;
  }

  @Test
  void rowsOfAFileBecomeUsersAndEachIsCounted() {
    String uploads = files("merge");
    JsonNode first =
        upload(
            uploads,
            "?file=customers.csv",
            "email,plan,seats,country\nann@x,pro,3,DE\nbob@x,free,1,US\n");
    assertThat(first.at("/status").asText()).isEqualTo("done");
    assertThat(first.at("/file").asText()).isEqualTo("customers.csv");
    assertThat(first.at("/rows").toString())
        .isEqualTo("{\"read\":2,\"taken\":2,\"partial\":0,\"refused\":0,\"duplicates\":0}");
    assertThat(first.at("/users/new").asInt()).isEqualTo(2);
    assertThat(value(user(uploads, "ann@x"), "plan")).isEqualTo("pro");

    JsonNode second =
        upload(
            uploads,
            "",
            """
            email,plan,seats
            ann@x,pro,3
            bob@x,,many
            bob@x,pro,2
            cy@x,free,7
            ,free,1
            dora@x,free
            eve@x,,x
            """);
    assertThat(second.at("/rows").toString())
        .isEqualTo("{\"read\":7,\"taken\":5,\"partial\":2,\"refused\":2,\"duplicates\":1}");
    assertThat(second.at("/users").toString())
        .isEqualTo("{\"new\":2,\"changed\":1,\"unchanged\":1,\"cleared\":0,\"removed\":0}");
    assertThat(second.at("/refusals").toString())
        .isEqualTo(
            "[{\"column\":\"seats\",\"reason\":\"not a number; numbers are written like 1234.56\","
                + "\"count\":2,\"firstLine\":3},"
                + "{\"column\":\"email\",\"reason\":\"the identifier at \\\"email\\\" is an empty"
                + " string; send a string or a number there\",\"count\":1,\"firstLine\":6},"
                + "{\"column\":null,\"reason\":\"has 2 cells where the header has 3\",\"count\":1,"
                + "\"firstLine\":7}]");
    JsonNode bob = user(uploads, "bob@x");
    assertThat(value(bob, "plan")).isEqualTo("pro");
    assertThat(value(bob, "seats")).isEqualTo("2");
    assertThat(knows(uploads, "dora@x")).isFalse();
    assertThat(value(user(uploads, "eve@x"), "plan")).isEmpty();
  }

  @Test
  void refusedRowsComeBackAsAFileThatCanBeRepairedAndUploadedAgain() {
    String uploads = files("refused");
    JsonNode first =
        upload(uploads, "", "email,plan,seats\nann@x,=1+1,3\nbob@x,'=x,many\ncy@x,-pro,none\n");
    assertThat(first.at("/hasRefusedRows").asBoolean()).isTrue();
    assertThat(value(user(uploads, "ann@x"), "plan")).isEqualTo("=1+1");
    String rejected =
        editor()
            .get(uploads + "/" + first.at("/id").asText() + "/rejected.csv")
            .expect(200)
            .body()
            .asText();
    String[] lines = rejected.split("\r\n", -1);
    assertThat(lines[0])
        .isEqualTo("\ufeffemail,plan,seats,muster_line,muster_column,muster_reason");
    assertThat(lines[2]).startsWith("cy@x,'-pro,none,4,seats,");
    String repaired = rejected.replace("many", "5").replace("none", "6");
    JsonNode second = upload(uploads, "", repaired.replaceAll("(?m),\\d+,seats,.*$", ",,,"));
    assertThat(second.at("/rows/taken").asInt()).as(second.toString()).isEqualTo(2);
    assertThat(second.at("/rows/partial").asInt()).isZero();
    assertThat(value(user(uploads, "cy@x"), "plan")).isEqualTo("-pro");
    assertThat(value(user(uploads, "cy@x"), "seats")).isEqualTo("6");
    WORLD
        .as(Role.VIEWER)
        .get(uploads + "/" + first.at("/id").asText() + "/rejected.csv")
        .expect(403);
  }

  @Test
  void whatASpreadsheetWritesIsReadAndComesBackAsItWas() {
    String uploads = files("sheet");
    String file =
        "Liste;;\r\nemail;plan;seats\r\nann@x ;pro;1.234,5\r\nbob@x;free;1.234\r\ncy@x;a;b;c,d\r\n;;\r\n";
    JsonNode first = upload(uploads, "", file);
    assertThat(first.at("/format").toString())
        .isEqualTo(
            "{\"encoding\":\"utf-8\",\"delimiter\":\"semicolon\",\"quote\":\"double\",\"header\":true,"
                + "\"skipRows\":1,\"decimal\":\",\",\"dates\":null}");
    assertThat(first.at("/rows/read").asInt()).isEqualTo(3);
    assertThat(value(user(uploads, "ann@x"), "seats")).isEqualTo("1234.5");
    assertThat(value(user(uploads, "bob@x"), "seats")).isEqualTo("1234");
    String rejected =
        editor()
            .get(uploads + "/" + first.at("/id").asText() + "/rejected.csv")
            .expect(200)
            .body()
            .asText();
    assertThat(rejected)
        .isEqualTo(
            """
            \ufeffemail;plan;seats;muster_line;muster_column;muster_reason\r
            cy@x;a;"b;c,d";5;;has 4 cells where the header has 3\r
            """);
    String repaired = rejected.replaceAll("a;\"b;c,d\";5;;.*", "a;2,5;5;;");
    JsonNode second = upload(uploads, "", repaired);
    assertThat(second.at("/rows/taken").asInt()).isEqualTo(1);
    assertThat(value(user(uploads, "cy@x"), "seats")).isEqualTo("2.5");
    JsonNode unsure = upload(uploads, "", "email;plan;seats\nann@x;pro;7.890\n");
    assertThat(unsure.at("/refusals/0/reason").asText())
        .isEqualTo("two numbers, by a decimal point and by a decimal comma; choose decimal . or ,");
    assertThat(value(user(uploads, "ann@x"), "seats")).isEqualTo("1234.5");
    upload(uploads, "?decimal=.", "email;plan;seats\nann@x;pro;7.890\n");
    assertThat(value(user(uploads, "ann@x"), "seats")).isEqualTo("7.89");
    send(uploads + "?decimal=;", "email\n").expect(400);
  }

  @Test
  void columnsThatAreMissingCanBeLeftAsTheyAre() {
    String uploads = files("missing");
    upload(uploads, "", "email,plan,seats\nann@x,pro,3\nbob@x,free,1\ncy@x,,5\n");
    send(uploads + "?missing=keep", "email\nann@x\n").expect(422);
    assertThat(send(uploads, "email,plan\nann@x,free\n").expect(422).text("/detail"))
        .contains("no column \"seats\"")
        .contains("missing=keep");
    JsonNode preview =
        send(uploads + "/preview?missing=keep", "email,plan\nann@x,free\n").expect(200).body();
    assertThat(preview.at("/problem").isNull()).isTrue();

    JsonNode dry =
        upload(uploads, "?mode=dry-run-replace&missing=keep", "email,plan\nann@x,free\n");
    assertThat(dry.at("/users/cleared").asInt()).isEqualTo(1);
    assertThat(dry.at("/missing").asText()).isEqualTo("keep");
    JsonNode replaced = upload(uploads, "?mode=replace&missing=keep", "email,plan\nann@x,free\n");

    assertThat(replaced.at("/users").toString())
        .isEqualTo("{\"new\":0,\"changed\":1,\"unchanged\":0,\"cleared\":1,\"removed\":0}");
    assertThat(value(user(uploads, "ann@x"), "plan")).isEqualTo("free");
    assertThat(value(user(uploads, "ann@x"), "seats")).isEqualTo("3");
    assertThat(value(user(uploads, "bob@x"), "plan")).isEmpty();
    assertThat(value(user(uploads, "bob@x"), "seats")).isEqualTo("1");
    assertThat(value(user(uploads, "cy@x"), "seats")).isEqualTo("5");
    String id = replaced.at("/id").asText();
    String undo = editor().post(uploads + "/" + id + "/undo", "").expect(202).text("/id");
    assertThat(ended(uploads, undo).at("/status").asText()).isEqualTo("done");
    assertThat(value(user(uploads, "bob@x"), "plan")).isEqualTo("free");
    assertThat(value(user(uploads, "bob@x"), "seats")).isEqualTo("1");
    assertThat(value(user(uploads, "ann@x"), "plan")).isEqualTo("pro");
    assertThat(value(user(uploads, "ann@x"), "seats")).isEqualTo("3");
  }

  @Test
  void aFileThatWillBeRefusedIsSoBeforeAllOfItIsThere() {
    String uploads = files("early");
    String rows = "email,plan,seats,plan\n" + "ann@x,pro,3,free\n".repeat(70_000);
    ContractClient.Reply refused =
        editor()
            .send(
                "POST",
                into(uploads),
                Optional.of(rows),
                Map.of("Content-Type", "text/csv", "Upload-Complete", "?0"));
    assertThat(refused.expect(422).text("/detail"))
        .startsWith("Columns 2 and 4 of the file are both called \"plan\"");
    assertThat(editor().get(uploads).expect(200).text("/items/0/status")).isEqualTo("failed");
  }

  @Test
  void aDryRunChangesNothingAndSaysWhoWouldMove() {
    String uploads = files("dry");
    upload(uploads, "", "email,plan,seats\nann@x,pro,3\nbob@x,free,1\ncy@x,pro,1\n");
    String system = uploads.replaceAll("/integrations/.*", "");
    WORLD.segment(system, "pros", "{\"field\":\"list.plan\",\"operator\":\"=\",\"value\":\"pro\"}");
    WORLD.publish(system);
    String file = "email,plan,seats\nbob@x,pro,1\nann@x,pro,3\nnew@x,pro,1\nann@x,free,3\n";
    JsonNode dry = upload(uploads, "?mode=dry-run", file);
    assertThat(dry.at("/users").toString())
        .isEqualTo("{\"new\":1,\"changed\":2,\"unchanged\":0,\"cleared\":0,\"removed\":0}");
    assertThat(dry.at("/segments/0/entering").asInt()).isEqualTo(2);
    assertThat(dry.at("/segments/0/leaving").asInt()).isEqualTo(1);
    assertThat(knows(uploads, "new@x")).isFalse();
    assertThat(dry.at("/undo/possible").asBoolean()).isFalse();

    JsonNode replace = upload(uploads, "?mode=dry-run-replace", file);
    assertThat(replace.at("/users/cleared").asInt()).isEqualTo(1);
    assertThat(replace.at("/segments/0/leaving").asInt()).isEqualTo(2);
    assertThat(value(user(uploads, "cy@x"), "plan")).isEqualTo("pro");
  }

  @Test
  void replacingTakesFromWhoIsNotInTheFileAndUndoingGivesItBack() {
    String uploads = files("replace");
    upload(uploads, "", "email,plan,seats\nann@x,pro,3\nbob@x,free,1\n");
    String before = user(uploads, "bob@x").at("/attributes").toString();
    JsonNode replace =
        upload(uploads, "?mode=replace", "email,plan,seats\nann@x,free,\ncy@x,pro,1\n");
    assertThat(replace.at("/users").toString())
        .isEqualTo("{\"new\":1,\"changed\":1,\"unchanged\":0,\"cleared\":1,\"removed\":0}");
    assertThat(user(uploads, "bob@x").at("/attributes")).isEmpty();
    assertThat(replace.at("/undo/possible").asBoolean()).isTrue();

    String path = uploads + "/" + replace.at("/id").asText();
    ContractClient.Reply begun = editor().post(path + "/undo", "").expect(202);
    JsonNode undo = ended(uploads, begun.text("/id"));
    assertThat(undo.at("/status").asText()).isEqualTo("done");
    assertThat(undo.at("/users/removed").asInt()).isEqualTo(1);
    assertThat(knows(uploads, "cy@x")).isFalse();
    assertThat(value(user(uploads, "ann@x"), "seats")).isEqualTo("3");
    assertThat(user(uploads, "bob@x").at("/attributes")).hasToString(before);
    assertThat(editor().post(path + "/undo", "").expect(409).code()).isEqualTo("not-undoable");
  }

  @Test
  void aFileMayComeInPartsAndGoesOnWhereItBrokeOff() throws IOException {
    String uploads = files("parts");
    ContractClient.Reply begun =
        editor()
            .send(
                "POST",
                uploads + INTO,
                Optional.of("email,plan,seats\nann@x,pr"),
                Map.of("Content-Type", "text/csv", "Upload-Complete", "?0"))
            .expect(202);
    String path = uploads + "/" + begun.text("/id");
    assertThat(begun.header("upload-offset")).isEqualTo("25");
    assertThat(begun.header("upload-complete")).isEqualTo("?0");

    // Cut off in the middle of a part.
    String part = "o,3\nbob@x,free,";
    try (Socket socket = WORLD.connect(4_096)) {
      socket
          .getOutputStream()
          .write(
              ("PATCH %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nUpload-Offset: 25\r\n"
                      + "Content-Type: application/partial-upload\r\nContent-Length: 1000\r\n\r\n%s")
                  .formatted(path, WORLD.token(Role.EDITOR), part)
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      until(() -> editor().get(path).header("upload-offset").equals("40"));
    }
    Map<String, String> from25 = Map.of("Content-Type", "text/csv", "Upload-Offset", "25");
    until(
        () -> !editor().send("PATCH", path, Optional.of("x"), from25).code().equals("upload-busy"));
    ContractClient.Reply wrong = editor().send("PATCH", path, Optional.of("x"), from25).expect(409);
    assertThat(wrong.code()).isEqualTo("upload-offset");
    assertThat(wrong.text("/detail")).contains("40 bytes have arrived");
    editor()
        .send(
            "PATCH",
            path,
            Optional.of("1\n"),
            Map.of("Content-Type", "text/csv", "Upload-Offset", "40", "Upload-Complete", "?1"))
        .expect(200);
    JsonNode upload = ended(uploads, begun.text("/id"));
    assertThat(upload.at("/rows/taken").asInt()).as(upload.toString()).isEqualTo(2);
    assertThat(value(user(uploads, "ann@x"), "plan")).isEqualTo("pro");
    assertThat(editor().send("PATCH", path, Optional.of("x"), from25).expect(409).code())
        .isEqualTo("upload-over");
  }

  @Test
  void nothingOfAnErasedUserIsLeftInWhatIsKeptOfUploads() throws IOException {
    String uploads = files("erased");
    String system = uploads.replaceAll("/integrations/.*", "");
    upload(uploads, "", "email,plan,seats\nerased@x,secret plan,3\nbob@x,free,1\n");
    JsonNode second =
        upload(uploads, "", "email,plan,seats\nerased@x,pro,many\nbob@x,pro,few\ncy@x,pro,1\n");
    WORLD
        .admin()
        .delete(system + "/environments/production/users/erased%40x?confirm=true")
        .expect(204);
    String path = uploads + "/" + second.at("/id").asText();
    String rejected = editor().get(path + "/rejected.csv").expect(200).body().asText();
    assertThat(rejected).doesNotContain("erased@x").contains("bob@x,pro,few,3,seats,");
    JsonNode undo = ended(uploads, editor().post(path + "/undo", "").expect(202).text("/id"));
    assertThat(undo.at("/status").asText()).isEqualTo("done");
    assertThat(knows(uploads, "erased@x")).isFalse();
    assertThat(knows(uploads, "cy@x")).isFalse();
    assertThat(value(user(uploads, "bob@x"), "plan")).isEqualTo("free");
    for (Path kept : WORLD.files("uploads")) {
      assertThat(Files.readString(kept, StandardCharsets.ISO_8859_1))
          .as(kept.toString())
          .doesNotContain("erased@x", "secret plan");
    }
  }

  @Test
  void aFileThatIsShorterThanAnnouncedIsNotRun() {
    String uploads = files("short");
    ContractClient.Reply shorter =
        editor()
            .send(
                "POST",
                uploads + INTO + "&mode=replace",
                Optional.of("email,plan,seats\nann@x,pro,1\n"),
                Map.of("Content-Type", "text/csv", "Upload-Length", "5000"))
            .expect(400);
    assertThat(shorter.code()).isEqualTo("upload-length");
    JsonNode waits = editor().get(uploads).expect(200).body().at("/items/0");
    assertThat(waits.at("/status").asText()).isEqualTo("receiving");
    assertThat(waits.at("/receivedBytes").asInt()).isEqualTo(29);
  }

  @Test
  void manySmallFilesAtOnceEachRunOnce() throws Exception {
    String uploads = files("many");
    try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 80; i++) {
        int number = i;
        senders.execute(() -> upload(uploads, "", "email,plan,seats\nu" + number + "@x,pro,1\n"));
      }
    }
    JsonNode all = editor().get(uploads + "?limit=100").expect(200).body().at("/items");
    assertThat(all).hasSize(80);
    assertThat(all)
        .allSatisfy(one -> {
          assertThat(one.at("/status").asText()).as(one.toString()).isEqualTo("done");
          assertThat(one.at("/users/new").asInt()).isEqualTo(1);
        });
  }

  @Test
  void anUploadOfAnIntegrationThatIsDeletedEndsWithIt() throws Exception {
    String uploads = files("deleted");
    StringBuilder file = new StringBuilder("email,plan,seats\n");
    for (int i = 0; i < 200_000; i++) {
      file.append("u").append(i).append("@x,pro,1\n");
    }
    String id = send(uploads, file.toString()).expect(202).text("/id");
    until(() -> editor().get(uploads + "/" + id).body().at("/rows/taken").asInt() > 0);
    String integration = uploads.replace("/uploads", "");
    editor().delete(integration + "?confirm=true").expect(204);
    until(() -> {
      try {
        return WORLD.files("uploads").stream()
            .noneMatch(one -> one.getFileName().toString().startsWith(id + "."));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    assertThat(WORLD.engine().uploads().find(0, id)).isEmpty();
    assertThat(knows(uploads, "u199999@x")).isFalse();
  }

  @Test
  void whatIsCancelledWhileItArrivesIsSaidToBeOver() throws IOException {
    String uploads = files("stopped");
    String path =
        uploads
            + "/"
            + editor()
                .send(
                    "POST",
                    uploads + INTO,
                    Optional.of(""),
                    Map.of("Content-Type", "text/csv", "Upload-Complete", "?0"))
                .expect(202)
                .text("/id");
    try (Socket socket = WORLD.connect(4_096)) {
      socket
          .getOutputStream()
          .write(
              String.join(
                      "\r\n",
                      "PATCH " + path + " HTTP/1.1",
                      "Host: x",
                      "Authorization: Bearer " + WORLD.token(Role.EDITOR),
                      "Upload-Offset: 0",
                      "Content-Type: text/csv",
                      "Content-Length: 28",
                      "",
                      "email,plan,seats\n")
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      until(() -> editor().get(path).header("upload-offset").equals("17"));
      editor().post(path + "/cancel", "").expect(200);
      socket.getOutputStream().write("ann@x,pro,1".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      byte[] answer = new byte[4_096];
      int length = socket.getInputStream().read(answer);
      assertThat(new String(answer, 0, length, StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 409")
          .contains("upload-over");
    }
  }

  @Test
  void aReplaceSparesThoseWhoseRowsAreRefused() {
    String uploads = files("spared");
    upload(uploads, "", "email,plan,seats\nann@x,pro,3\nbob@x,pro,1\ncy@x,pro,1\n");
    JsonNode replace =
        upload(uploads, "?mode=replace", "email,plan,seats\nann@x,free,1\nbob@x,free,1,1\n");
    assertThat(replace.at("/users/cleared").asInt()).isEqualTo(1);
    assertThat(value(user(uploads, "bob@x"), "plan")).isEqualTo("pro");
    assertThat(user(uploads, "cy@x").at("/attributes")).isEmpty();
  }

  @Test
  void whatLargeValuesTookTheirPlaceCanBeTakenBack() {
    String system = WORLD.system("large");
    StringBuilder properties = new StringBuilder();
    StringBuilder header = new StringBuilder("email");
    StringBuilder cells = new StringBuilder();
    String list = "\"[\"\"" + "x".repeat(900) + "\"\"";
    for (int i = 1; i < 40; i++) {
      list += ",\"\"" + i + "x".repeat(900) + "\"\"";
    }
    list += "]\"";
    for (int i = 0; i < 6; i++) {
      properties.append(
          "{\"path\":\"l%1$d\",\"name\":\"l%1$d\",\"type\":\"strings\"},".formatted(i));
      header.append(",l").append(i);
      cells.append(',').append(list);
    }
    WORLD
        .admin()
        .post(
            system + "/integrations",
            "{\"key\":\"list\",\"name\":\"L\",\"kind\":\"csv\",\"identifier\":\"email\",\"properties\":["
                + properties.deleteCharAt(properties.length() - 1)
                + "]}")
        .expect(201);
    String uploads = system + "/integrations/list/uploads";
    StringBuilder full = new StringBuilder(header).append('\n');
    StringBuilder empty = new StringBuilder(header).append('\n');
    for (int i = 0; i < 200; i++) {
      full.append("u").append(i).append("@x").append(cells).append('\n');
      empty.append("u").append(i).append("@x,,,,,,\n");
    }
    assertThat(upload(uploads, "", full.toString()).at("/users/new").asInt()).isEqualTo(200);
    JsonNode second = upload(uploads, "", empty.toString());
    String path = uploads + "/" + second.at("/id").asText();
    JsonNode undo = ended(uploads, editor().post(path + "/undo", "").expect(202).text("/id"));
    assertThat(undo.at("/status").asText()).as(undo.toString()).isEqualTo("done");
    assertThat(user(uploads, "u199@x").at("/attributes")).hasSize(6);
  }

  @Test
  void usersWhoAreErasedAtOnceAreAllGoneFromTheRefusedRows() throws Exception {
    String uploads = files("three");
    String system = uploads.replaceAll("/integrations/.*", "");
    StringBuilder file = new StringBuilder("email,plan,seats\n");
    for (int i = 0; i < 20_000; i++) {
      file.append("gone").append(i).append("@x,pro,many\n");
    }
    String path = uploads + "/" + upload(uploads, "", file.toString()).at("/id").asText();
    try (ExecutorService erasing = Executors.newFixedThreadPool(3)) {
      for (int i = 0; i < 3; i++) {
        String user = system + "/environments/production/users/gone" + i + "%40x?confirm=true";
        erasing.execute(() -> WORLD.admin().delete(user));
      }
    }
    String[] rows = editor().get(path + "/rejected.csv").expect(200).body().asText().split("\r\n");
    assertThat(rows).hasSize(1 + 20_000 - 3);
    assertThat(rows[1]).startsWith("gone3@x,");
  }

  private interface Holds {
    boolean holds();
  }

  private static void until(Holds condition) {
    for (int tries = 0; tries < 400; tries++) {
      if (condition.holds()) {
        return;
      }
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    fail("it does not come to that");
  }

  @Test
  void whatIsNoCsvFileIsRefusedWithAdviceAndKeptInTheHistory() {
    String uploads = files("wrong");
    ContractClient.Reply workbook =
        send(uploads + "?file=customers.xlsx", "PK\u0003\u0004 and so on").expect(415);
    assertThat(workbook.code()).isEqualTo("not-csv");
    assertThat(workbook.text("/detail")).contains("CSV");
    ContractClient.Reply missing = send(uploads, "mail,plan,seats\nann@x,pro,1\n").expect(422);
    assertThat(missing.code()).isEqualTo("unreadable-csv");
    assertThat(missing.text("/detail")).contains("email");
    send(uploads, "").expect(422);
    JsonNode history = WORLD.as(Role.VIEWER).get(uploads).expect(200).body();
    assertThat(history.at("/items")).hasSize(3);
    assertThat(history.at("/items/2/status").asText()).isEqualTo("failed");
    assertThat(history.at("/items/2/reason").asText()).isEqualTo(workbook.text("/detail"));
    ContractClient.Reply form =
        editor()
            .send(
                "POST",
                uploads + INTO,
                Optional.of("--x"),
                Map.of("Content-Type", "multipart/form-data; boundary=x"))
            .expect(415);
    assertThat(form.text("/detail")).contains("text/csv");
    WORLD
        .as(Role.VIEWER)
        .send("POST", uploads + INTO, Optional.of("email"), Map.of("Content-Type", "text/csv"))
        .expect(403);
  }

  @Test
  void aFirstLineThatSaysTheDelimiterIsNoRow() {
    String uploads = files("delimiter-line");
    String file = "sep=:\r\nemail:plan:seats\r\nann@x:pro:3\r\nbob@x:free:many\r\n";

    JsonNode preview = send(uploads + "/preview", file).expect(200).body();
    assertThat(preview.at("/delimiterLine").asText()).isEqualTo("sep=:");
    assertThat(preview.at("/format/delimiter").asText()).isEqualTo(":");
    assertThat(preview.at("/mapped/2/refusedShare").asDouble()).isEqualTo(0.5);
    JsonNode upload = upload(uploads, "", file);
    assertThat(upload.at("/rows/read").asInt()).isEqualTo(2);
    assertThat(value(user(uploads, "ann@x"), "plan")).isEqualTo("pro");
    String rejected =
        editor()
            .get(uploads + "/" + upload.at("/id").asText() + "/rejected.csv")
            .expect(200)
            .body()
            .asText();
    assertThat(rejected).contains("bob@x:free:many:4:seats:");
    send(uploads + "/preview?delimiter=:", "email:plan\n").expect(200);
    send(uploads + "/preview?delimiter=x", "email:plan\n").expect(400);
  }

  @Test
  void rowsAndUploadsAreInTheMetrics() throws Exception {
    String uploads = files("metered");
    double taken = metric("muster_upload_rows_total{outcome=\"taken\"}");
    double refused = metric("muster_upload_rows_total{outcome=\"refused\"}");
    double receiving = metric("muster_uploads{status=\"receiving\"}");

    upload(uploads, "", "email,plan,seats\nann@x,pro,many\nbob@x,free,1\n,free,1\n");
    upload(uploads, "?mode=dry-run", "email,plan,seats\nann@x,pro,many\n");
    editor()
        .send(
            "POST",
            into(uploads),
            Optional.of(""),
            Map.of("Content-Type", "text/csv", "Upload-Complete", "?0"))
        .expect(202);

    assertThat(metric("muster_upload_rows_total{outcome=\"taken\"}")).isEqualTo(taken + 2);
    assertThat(metric("muster_upload_rows_total{outcome=\"refused\"}")).isEqualTo(refused + 1);
    assertThat(metric("muster_uploads{status=\"receiving\"}")).isEqualTo(receiving + 1);
  }

  private static double metric(String name) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(WORLD.url() + "/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aQuoteThatIsNeverClosedIsRefusedUnlessQuotesMeanNothing() {
    String uploads = files("unclosed");
    String file = "email,plan,seats\nann@x,\"pro,3\nbob@x,free,1\n";

    ContractClient.Reply refused = send(uploads, file).expect(422);
    assertThat(refused.text("/detail")).contains("The quote at line 2", "none");
    assertThat(knows(uploads, "bob@x")).isFalse();
    assertThat(upload(uploads, "?quote=none", file).at("/rows/taken").asInt()).isEqualTo(2);
    assertThat(value(user(uploads, "ann@x"), "plan")).isEqualTo("\"pro");
  }

  @Test
  void oneStrayQuoteDoesNotTakeTheMeaningFromAllOthers() {
    String uploads = files("stray");
    StringBuilder file = new StringBuilder("email,plan,seats\n");
    for (int i = 0; i < 300; i++) {
      String plan = i == 149 ? "\"pro 5\" disk\"" : "\"pro\"";
      file.append("\"u").append(i).append("@x\",").append(plan).append(",3\n");
    }

    ContractClient.Reply refused = send(uploads + "?mode=replace", file.toString()).expect(422);
    assertThat(refused.text("/detail")).contains("The quote at line 151", "written twice");
    assertThat(knows(uploads, "%22u1@x%22")).isFalse();

    // Where no cell is quoted as it should be, quotes are part of what is written.
    String sizes = "email,plan,seats\nann@x,\"big\" one,3\nbob@x,free,1\n";
    assertThat(upload(uploads, "", sizes).at("/rows/taken").asInt()).isEqualTo(2);
    assertThat(value(user(uploads, "ann@x"), "plan")).isEqualTo("\"big\" one");
  }

  @Test
  void anIntegrationThatTakesCallsTakesNoFiles() {
    String system = WORLD.shop("calls");
    assertThat(send(system + "/integrations/crm/uploads", "a,b\n1,2\n").expect(409).code())
        .isEqualTo("not-csv-integration");
  }

  @Test
  void whatWaitsForTheRestOfItsFileCanBeCancelled() {
    String uploads = files("cancel");
    ContractClient.Reply begun =
        editor()
            .send(
                "POST",
                uploads + INTO,
                Optional.of("email,plan,seats\nann@x,pro,1\n"),
                Map.of("Content-Type", "text/csv", "Upload-Complete", "?0"))
            .expect(202);
    String path = uploads + "/" + begun.text("/id");
    assertThat(editor().post(path + "/cancel", "").expect(200).text("/status"))
        .isEqualTo("cancelled");
    assertThat(editor().post(path + "/cancel", "").expect(409).code()).isEqualTo("upload-over");
    assertThat(knows(uploads, "ann@x")).isFalse();
  }

  @Test
  void theTemplateAndTheReportAreFiles() {
    String uploads = files("files");
    assertThat(
            WORLD
                .as(Role.VIEWER)
                .get(uploads.replace("/uploads", "/template.csv"))
                .expect(200)
                .body()
                .asText())
        .isEqualTo("\ufeffemail,plan,seats\r\n");
    assertThat(
            editor()
                .get(uploads.replace("/uploads", "/template.csv?delimiter=semicolon"))
                .expect(200)
                .body()
                .asText())
        .isEqualTo("\ufeffemail;plan;seats\r\n");
    JsonNode upload =
        upload(uploads, "?file==evil.csv", "email,plan,seats\nann@x,pro,1\nbob@x,pro,x\n");
    assertThat(
            editor()
                .get(uploads + "/" + upload.at("/id").asText() + "/report.csv")
                .expect(200)
                .body()
                .asText())
        .contains("file,'=evil.csv\r\n")
        .startsWith("\ufeffwhat,value\r\n")
        .contains("rows taken,2\r\n")
        .contains(
            "\"cells refused in seats, first at line 3: not a number; numbers are written like"
                + " 1234.56\",1\r\n");
  }

  @Test
  void aPreviewSaysHowAFileWouldBeReadAndWhatOfItIsNew() {
    String uploads = files("preview");
    JsonNode preview =
        send(uploads + "/preview", "email;plan;country\nann@x;pro;DE\nbob@x;free;US\n")
            .expect(200)
            .body();
    assertThat(preview.at("/format/delimiter").asText()).isEqualTo("semicolon");
    assertThat(preview.at("/rows/1/2").asText()).isEqualTo("US");
    assertThat(preview.at("/new").toString()).isEqualTo("[\"country\"]");
    assertThat(preview.at("/mapped").toString())
        .contains("\"column\":\"seats\",\"status\":\"missing\"");
    assertThat(editor().get(uploads).expect(200).body().at("/items")).isEmpty();
  }

  @Test
  void whatIsMistypedOrLeftOutDoesNotGoToProduction() {
    String uploads = files("mistyped");
    String file = "email,plan,seats\nann@x,pro,3\n";
    Map<String, String> type = Map.of("Content-Type", "text/csv");
    for (String query : new String[] {"", "?mode=dry-run", "?enviroment=test", "?environment="}) {
      ContractClient.Reply refused =
          editor().send("POST", uploads + query, Optional.of(file), type);
      assertThat(refused.status()).as(query).isIn(400, 404);
    }
    ContractClient.Reply none = editor().send("POST", uploads, Optional.of(file), type).expect(400);
    assertThat(none.text("/detail")).isEqualTo("query.environment: is needed.");
    ContractClient.Reply dryrun =
        editor().send("POST", uploads + INTO + "&dryrun=true", Optional.of(file), type).expect(400);
    assertThat(dryrun.text("/detail")).contains("query.dryrun: is not known here").contains("mode");
    ContractClient.Reply mod =
        editor().send("POST", uploads + INTO + "&mod=dry-run", Optional.of(file), type).expect(400);
    assertThat(mod.text("/detail")).contains("did you mean mode?");
    assertThat(knows(uploads, "ann@x")).isFalse();
    assertThat(editor().get(uploads).expect(200).body().at("/items")).isEmpty();
  }

  @Test
  void anUploadSaysWhereItIsAndHeadHowMuchOfItIsThere() {
    String uploads = files("head");
    Map<String, String> begins =
        Map.of("Content-Type", "text/csv", "Upload-Complete", "?0", "Upload-Length", "30");
    ContractClient.Reply begun =
        editor()
            .send("POST", uploads + INTO, Optional.of("email,plan,seats\n"), begins)
            .expect(202);
    String path = begun.header("location");
    assertThat(path).isEqualTo(uploads + "/" + begun.text("/id"));
    HttpResponse<String> head = head(path);
    assertThat(head.statusCode()).isEqualTo(204);
    assertThat(head.headers().firstValue("upload-offset")).contains("17");
    assertThat(head.headers().firstValue("upload-complete")).contains("?0");
    assertThat(head.headers().firstValue("upload-length")).contains("30");
    assertThat(head.headers().firstValue("cache-control")).contains("no-store");
    assertThat(head(uploads + "/999999").statusCode()).isEqualTo(404);
    assertThat(head(uploads).statusCode()).isEqualTo(405);
    assertThat(WORLD.admin().delete(path).expect(405).header("allow").split(", "))
        .containsExactlyInAnyOrder("GET", "HEAD", "PATCH");

    ContractClient.Reply form =
        editor()
            .send(
                "PATCH",
                path,
                Optional.of("ann@x,pro,1\n"),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Upload-Offset", "17"))
            .expect(415);
    assertThat(form.text("/detail")).endsWith("with Content-Type: application/partial-upload.");
    editor()
        .send(
            "PATCH",
            path,
            Optional.of("ann@x,pro,1\n\n"),
            Map.of(
                "Content-Type",
                "application/partial-upload",
                "Upload-Offset",
                "17",
                "Upload-Complete",
                "?1"))
        .expect(200);
    assertThat(head(path).headers().firstValue("upload-complete")).contains("?1");
    ended(uploads, begun.text("/id"));
    ContractClient.Reply undo = editor().post(path + "/undo", "").expect(202);
    assertThat(undo.header("location")).isEqualTo(uploads + "/" + undo.text("/id"));
  }

  private static HttpResponse<String> head(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(WORLD.url() + path))
            .header("Authorization", "Bearer " + WORLD.token(Role.VIEWER))
            .HEAD()
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anotherFileIsNotGoneOnWith() throws Exception {
    String uploads = files("changed");
    StringBuilder rows = new StringBuilder("email,plan,seats\n");
    for (int i = 0; i < 120_000; i++) {
      rows.append("u").append(i).append("@x,pro,1\n");
    }
    String file = rows.toString();
    int offset = (1 << 20) + 700_001;
    Map<String, String> begins = Map.of("Content-Type", "text/csv", "Upload-Complete", "?0");
    String path =
        editor()
            .send("POST", uploads + INTO, Optional.of(file.substring(0, offset)), begins)
            .expect(202)
            .header("location");
    String other = file.replaceFirst("pro", "PRO");
    ContractClient.Reply refused =
        goOn(path, other.substring(offset), print(other, offset)).expect(409);
    assertThat(refused.code()).isEqualTo("upload-changed");
    assertThat(refused.text("/detail")).contains("1748577 bytes").contains("begin another upload");
    assertThat(goOn(path, "", "abc").expect(400).text("/errors/0/path"))
        .isEqualTo("header.upload-fingerprint");
    assertThat(editor().get(path).header("upload-offset")).isEqualTo("" + offset);

    goOn(path, file.substring(offset), print(file, offset)).expect(200);
    JsonNode upload = ended(uploads, path.substring(path.lastIndexOf('/') + 1));
    assertThat(upload.at("/rows/taken").asInt()).isEqualTo(120_000);
  }

  private static ContractClient.Reply goOn(String path, String rest, String print) {
    String offset = editor().get(path).header("upload-offset");
    return editor()
        .send(
            "PATCH",
            path,
            Optional.of(rest),
            Map.of(
                "Content-Type",
                "application/partial-upload",
                "Upload-Offset",
                offset,
                "Upload-Complete",
                "?1",
                "Upload-Fingerprint",
                print));
  }

  /// As docs/api.md says that it is made.
  private static String print(String file, int bytes) throws Exception {
    byte[] all = file.substring(0, bytes).getBytes(StandardCharsets.UTF_8);
    MessageDigest digests = MessageDigest.getInstance("SHA-256");
    for (int at = 0; at < all.length; at += 1 << 20) {
      byte[] piece = Arrays.copyOfRange(all, at, Math.min(all.length, at + (1 << 20)));
      digests.update(MessageDigest.getInstance("SHA-256").digest(piece));
    }
    return HexFormat.of().formatHex(digests.digest());
  }

  @Test
  void uploadsTheirCancellingAndTheirUndoAreEntriesOfTheAuditLog() {
    String uploads = files("audited");
    String file = "email,plan,seats\nann@x,pro,3\n";
    upload(uploads, "?mode=dry-run", file);
    editor()
        .send(
            "POST",
            uploads + INTO + "&file=wrong.csv",
            Optional.of("mail,plan\na,b\n"),
            Map.of("Content-Type", "text/csv"))
        .expect(422);
    String id = upload(uploads, "?mode=replace&file=list.csv", file).at("/id").asText();
    ContractClient.Reply undo = editor().post(uploads + "/" + id + "/undo", "").expect(202);
    ended(uploads, undo.text("/id"));
    editor().post(uploads + "/" + id + "/undo", "").expect(409);
    StringBuilder many = new StringBuilder("email,plan,seats\n");
    for (int i = 0; i < 200_000; i++) {
      many.append("u").append(i).append("@x,pro,1\n");
    }
    String slow = send(uploads, many.toString()).expect(202).text("/id");
    editor().post(uploads + "/" + slow + "/cancel", "").expect(200);

    JsonNode entries =
        WORLD.admin().get("/api/v1/audit?system=audited&kind=upload").expect(200).body();
    List<String> said = new ArrayList<>();
    for (JsonNode one : entries.at("/items")) {
      said.add(one.at("/action").asText() + " " + one.at("/key").asText());
    }
    assertThat(said)
        .containsExactly(
            "upload.cancel audited/production/list/" + slow,
            "upload.create audited/production/list/" + slow,
            "upload.undo audited/production/list/" + id,
            "upload.create audited/production/list/" + id);
    JsonNode created = entries.at("/items/3");
    assertThat(created.at("/before").isNull()).isTrue();
    assertThat(created.at("/after").toString())
        .isEqualTo(
            "{\"integration\":\"list\",\"integrationName\":\"Customer list\","
                + "\"environment\":\"production\",\"mode\":\"replace\",\"file\":\"list.csv\"}");
    assertThat(created.at("/actor").asText()).isNotEmpty();
    assertThat(entries.at("/items/2/after/undone").asBoolean()).isTrue();
    assertThat(entries.at("/items/0/after/cancelled").asBoolean()).isTrue();
  }

  @Test
  void undoingSaysWhatHasToBeUndoneFirst() {
    String uploads = files("undone");
    String head = "email,plan,seats\n";
    String first = upload(uploads, "?file=1.csv", head + "ann@x,free,1\n").at("/id").asText();
    String second = upload(uploads, "?file=2.csv", head + "ann@x,pro,1\n").at("/id").asText();
    String same = upload(uploads, "?file=same.csv", head + "ann@x,pro,1\n").at("/id").asText();
    String third = upload(uploads, "", head + "ann@x,max,1\n").at("/id").asText();

    assertThat(undo(uploads, same))
        .isEqualTo(
            "{\"possible\":false,\"until\":null,\"why\":\"It changed nobody.\",\"first\":null}");
    ContractClient.Reply nobody = editor().post(uploads + "/" + same + "/undo", "").expect(409);
    assertThat(nobody.text("/detail")).isEqualTo("It changed nobody.");
    assertThat(undo(uploads, first))
        .contains("\"first\":\"" + third + "\"")
        .contains(
            "2 later uploads have changed users since; undo them first, beginning with the latest, ")
        .contains("the upload " + third + ".");
    assertThat(undo(uploads, second)).contains("undo the upload " + third + " first.");

    takeBack(uploads, third);
    assertThat(undo(uploads, second)).contains("\"possible\":true").contains("\"first\":null");
    assertThat(undo(uploads, first)).contains("undo the upload " + second + " of 2.csv first.");
    takeBack(uploads, second);
    assertThat(value(user(uploads, "ann@x"), "plan")).isEqualTo("free");
    takeBack(uploads, first);
    assertThat(knows(uploads, "ann@x")).isFalse();
  }

  private static String undo(String uploads, String id) {
    return editor().get(uploads + "/" + id).expect(200).body().at("/undo").toString();
  }

  private static void takeBack(String uploads, String id) {
    ended(uploads, editor().post(uploads + "/" + id + "/undo", "").expect(202).text("/id"));
  }
}
