package dev.muster.upload.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Schedule;
import dev.muster.cli.Server;
import dev.muster.embedded.EngineOptions;
import dev.muster.upload.UploadLimits;
import dev.muster.web.ServeOptions;
import dev.muster.web.api.ContractClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Files that a real server takes by itself, from folders and from a real S3 server.
class ScheduledImportsTest {

  private static final String TOKEN = "an-admin-token-for-tests";
  private static final String SHOP = "/api/v1/systems/shop";
  private static final String CRM = SHOP + "/integrations/crm";
  private static final String FOLDER =
      "{\"source\":{\"kind\":\"folder\",\"path\":\"crm\",\"pattern\":\"customers-*.csv\"}}";

  private static S3Server s3;

  @TempDir private Path directory;
  private Path folder;
  private Optional<Path> allowed = Optional.empty();
  private UploadLimits limits = UploadLimits.DEFAULT;
  private Server server;

  @BeforeAll
  static void startS3(@TempDir Path settings) throws Exception {
    s3 = new S3Server(settings, "exports", "others", "many");
  }

  @AfterAll
  static void stopS3() {
    s3.close();
  }

  @BeforeEach
  void start() throws IOException {
    allowed = Optional.of(Files.createDirectories(directory.resolve("imports")));
    folder = Files.createDirectories(directory.resolve("imports/crm"));
    serve();
    api().post("/api/v1/systems", "{\"key\":\"shop\",\"name\":\"Shop\"}").expect(201);
    api()
        .post(
            SHOP + "/integrations",
            """
            {"key":"crm","name":"CRM","kind":"csv","identifier":"email","properties":[
              {"path":"plan","name":"plan","type":"string"}]}
            """)
        .expect(201);
  }

  private void serve() throws IOException {
    server =
        Server.start(
            ServeOptions.local(0).withAdminToken(TOKEN),
            EngineOptions.in(directory.resolve("data"))
                .withSegmentBytes(8 << 20)
                .withUploads(limits.withImportFolder(allowed)));
  }

  private void restart() throws IOException {
    server.close();
    serve();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ContractClient api() {
    return new ContractClient(server.url(), Optional.of(TOKEN));
  }

  private JsonNode schedule(String environment) {
    return api().get(CRM + "/schedule?environment=" + environment).expect(200).body();
  }

  private JsonNode await(String environment, Predicate<JsonNode> wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    JsonNode now = schedule(environment);
    while (!wanted.test(now) && System.nanoTime() < end) {
      pause();
      now = schedule(environment);
    }
    assertThat(wanted.test(now)).as(now.toString()).isTrue();
    return now;
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// One look from its beginning to its end, and what it says.
  private JsonNode look(String environment) {
    await(
        environment, one -> !one.path("looking").asBoolean() && one.path("lastLookAt").isTextual());
    Instant asked = Instant.now();
    api().post(CRM + "/schedule/look?environment=" + environment, "").expect(202);
    return await(
        environment,
        one ->
            !one.path("looking").asBoolean()
                && Instant.parse(one.path("lastLookAt").asText("1970-01-01T00:00:00Z"))
                    .isAfter(asked));
  }

  private JsonNode put(String environment, String body) {
    return api().put(CRM + "/schedule?environment=" + environment, body).expect(200).body();
  }

  /// The uploads that are over, the earliest first, as origin and status.
  private List<String> uploads(String environment) {
    List<String> all = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    boolean over = false;
    while (!over && System.nanoTime() < end) {
      all.clear();
      over = true;
      JsonNode items = api().get(CRM + "/uploads?environment=" + environment).body().path("items");
      for (JsonNode one : items) {
        over &= one.path("endedAt").isTextual();
        all.addFirst(
            one.path("origin").asText()
                + " "
                + one.path("status").asText()
                + " by "
                + one.path("by").asText());
      }
      pause();
    }
    return all;
  }

  private void file(String name, String rows) throws IOException {
    Files.writeString(folder.resolve(name), "email,plan\n" + rows);
  }

  private static String bucket(String bucket, String prefix, String secret) {
    return """
    {"mode":"merge","everyMinutes":60,"source":{"kind":"bucket","endpoint":"%s","region":"us-east-1",
     "bucket":"%s","prefix":"%s","pathStyle":true,"accessKeyId":"the-access-key-id","secretAccessKey":"%s"}}
    """
        .formatted(s3.url(), bucket, prefix, secret);
  }

  @Test
  void anIntegrationThatTakesCallsIsRefusedAsItIsWithUploads() throws IOException {
    restart();
    String calls = SHOP + "/integrations/calls";
    api()
        .post(
            SHOP + "/integrations",
            "{\"key\":\"calls\",\"name\":\"Calls\",\"kind\":\"api\",\"identifier\":\"id\",\"properties\":[]}")
        .expect(201);

    for (ContractClient.Reply refused :
        List.of(
            api().put(calls + "/schedule", FOLDER),
            api().get(calls + "/schedule"),
            api().delete(calls + "/schedule"),
            api().post(calls + "/schedule/look", ""))) {
      assertThat(refused.expect(409).code()).isEqualTo("not-csv-integration");
    }
  }

  // ---- folders

  @Test
  void withoutAFolderThatTheOperatorAllowsNoneIsTakenFrom() throws IOException {
    allowed = Optional.empty();
    restart();

    var refused = api().put(CRM + "/schedule", FOLDER).expect(422);
    assertThat(refused.text("/detail")).contains("import-folder");
    JsonNode all = api().get(CRM + "/schedules").expect(200).body();
    assertThat(all.path("foldersAllowed").asBoolean()).isFalse();
    assertThat(all.path("items")).isEmpty();
  }

  @Test
  void theSchedulesOfAllEnvironmentsAreListed() {
    put("production", FOLDER);
    put("test", FOLDER.replace("{\"source\"", "{\"everyMinutes\":60,\"source\""));

    JsonNode all = api().get(CRM + "/schedules").expect(200).body();
    assertThat(all.path("foldersAllowed").asBoolean()).isTrue();
    assertThat(all.path("items").findValuesAsText("environment"))
        .containsExactly("production", "test");
    assertThat(all.at("/items/1/everyMinutes").asInt()).isEqualTo(60);
  }

  @Test
  void filesAreTakenByNameOnceTheyHaveStoppedGrowingAndEachOnce() throws IOException {
    file("customers-2.csv", "b@x.de,pro\n");
    file("customers-1.csv", "a@x.de,pro\n");
    file("other.csv", "c@x.de,pro\n");
    put("production", FOLDER);
    await("production", one -> one.path("lastLookAt").isTextual());
    file("customers-2.csv", "b@x.de,pro\nc@x.de,pro\n");
    look("production");

    List<String> first = List.of("folder crm/customers-1.csv done by schedule");
    assertThat(uploads("production")).isEqualTo(first);
    JsonNode audit = api().get("/api/v1/audit?kind=upload").expect(200).body();
    assertThat(audit.at("/items")).hasSize(1);
    assertThat(audit.at("/items/0/actor").asText()).isEqualTo("schedule");
    assertThat(audit.at("/items/0/after/file").asText()).isEqualTo("customers-1.csv");
    look("production");
    List<String> both = List.of(first.getFirst(), "folder crm/customers-2.csv done by schedule");
    assertThat(uploads("production")).isEqualTo(both);
    look("production");
    assertThat(uploads("production")).isEqualTo(both);

    server.engine().checkpoint();
    restart();
    look("production");
    look("production");
    assertThat(uploads("production")).isEqualTo(both);

    file("customers-1.csv", "a@x.de,free\nd@x.de,free\n");
    look("production");
    look("production");
    assertThat(uploads("production")).hasSize(3).last().isEqualTo(first.getFirst());
    assertThat(Files.exists(folder.resolve("customers-1.csv"))).isTrue();
  }

  @Test
  void aFileWhoseMappingChangesAmidItIsTakenOnceMore() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 300_000; i++) {
      rows.append('u').append(i).append("@x.de,pro\n");
    }
    file("customers-1.csv", rows.toString());
    put("production", FOLDER);
    look("production");
    look("production");
    while (api().get(CRM + "/uploads").body().at("/items/0/rows/read").asInt() == 0) {
      pause();
    }

    api()
        .put(
            CRM,
            """
            {"properties":[{"path":"plan","name":"plan","type":"string"},
              {"path":"plan","name":"tiers","type":"strings"}]}
            """)
        .expect(200);

    assertThat(uploads("production"))
        .containsExactly("folder crm/customers-1.csv failed by schedule");
    look("production");
    assertThat(uploads("production"))
        .containsExactly(
            "folder crm/customers-1.csv failed by schedule",
            "folder crm/customers-1.csv done by schedule");
  }

  @Test
  void whatIsOutsideOfTheAllowedFolderIsNotReached() throws IOException {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("customers-9.csv"), "email,plan\nz@x.de,pro\n");
    Files.createSymbolicLink(directory.resolve("imports/link"), outside);
    Files.createSymbolicLink(folder.resolve("customers-9.csv"), outside.resolve("customers-9.csv"));

    for (String path : List.of("link", "../outside", outside.toString(), "none")) {
      var refused =
          api().put(CRM + "/schedule", FOLDER.replace("\"crm\"", "\"" + path + "\"")).expect(422);
      assertThat(refused.text("/errors/0/path")).isEqualTo("source");
    }
    put("production", FOLDER);
    look("production");
    JsonNode state = look("production");
    assertThat(uploads("production")).isEmpty();
    assertThat(state.path("notTaken").toString())
        .isEqualTo(
            "[{\"file\":\"crm/customers-9.csv\",\"reason\":"
                + "\"It is a link out of the folder that import-folder allows.\"}]");
  }

  @Test
  void troubleStaysUntilALookFindsThatItIsOver() throws Exception {
    file("customers-1.csv", "a@x.de,pro\n");
    Files.writeString(folder.resolve("customers-2.csv"), "PK\u0003\u0004 and so on");
    Files.writeString(folder.resolve("customers-3.csv"), "name,size\nx,1\n");
    Files.createSymbolicLink(folder.resolve("customers-4.csv"), folder.resolve("nothing"));
    file("customers-5.csv", "e@x.de,pro\n".repeat(100_000) + "f@x.de,\"pro\n");
    put("production", FOLDER);
    look("production");
    look("production");
    List<String> ended = uploads("production");
    JsonNode state = look("production");

    for (int looks = 0; looks < 2; looks++) {
      assertThat(state.path("lastTaken").asInt()).isZero();
      assertThat(state.path("trouble").asText())
          .as(ended.toString())
          .startsWith("The file crm/customers-4.csv: it is a link to what is not there.")
          .endsWith("3 more are not taken.");
      assertThat(state.path("notTaken").findValuesAsText("file"))
          .containsExactly(
              "crm/customers-4.csv",
              "crm/customers-2.csv",
              "crm/customers-3.csv",
              "crm/customers-5.csv");
      assertThat(state.at("/notTaken/2/reason").asText()).contains("email");
      assertThat(state.at("/notTaken/3/reason").asText()).contains("quote");
      assertThat(metric("muster_schedules_in_trouble")).isEqualTo("1.0");
      restart();
      look("production");
      state = look("production");
    }

    Files.delete(folder.resolve("customers-2.csv"));
    Files.delete(folder.resolve("customers-4.csv"));
    file("customers-3.csv", "c@x.de,pro\n");
    file("customers-5.csv", "e@x.de,pro\n");
    look("production");
    look("production");
    assertThat(uploads("production").getLast()).contains("customers-5.csv done");
    state = look("production");
    assertThat(state.path("trouble").isNull()).as(state.toString()).isTrue();
    assertThat(state.path("notTaken")).isEmpty();
    assertThat(metric("muster_schedules_in_trouble")).isEqualTo("0.0");
  }

  private String metric(String name) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String all =
          client
              .send(
                  HttpRequest.newBuilder(URI.create(server.url() + "/metrics")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return all.lines()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElse("");
    }
  }

  @Test
  void troubleOfTheSourceIsOverWhenItIsThereAgain() throws IOException {
    put("production", FOLDER);
    look("production");
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    Logger log = (Logger) LoggerFactory.getLogger(ScheduledImports.class);
    log.addAppender(said);
    try {
      Path moved = Files.move(folder, directory.resolve("away"));
      for (int looks = 0; looks < 2; looks++) {
        assertThat(look("production").path("trouble").asText()).contains("no such folder");
      }
      Files.move(moved, folder);
      assertThat(look("production").path("trouble").isNull()).isTrue();
      look("production");
    } finally {
      log.detachAppender(said);
    }
    String which = "the schedule of integration crm of system shop into production is in trouble";
    assertThat(said.list)
        .allMatch(one -> one.getLevel() == Level.WARN)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            which + ": There is no such folder below the one that import-folder allows.",
            which + " no more");
  }

  @Test
  void aFileThatIsNoneFailsOnceUntilTheMappingChanges() throws IOException {
    Files.writeString(folder.resolve("customers-1.csv"), "name,size\nx,1\n");
    put("production", FOLDER);
    look("production");
    JsonNode state = look("production");

    assertThat(uploads("production"))
        .containsExactly("folder crm/customers-1.csv failed by schedule");
    look("production");
    assertThat(uploads("production")).hasSize(1);
    assertThat(state.path("lastTaken").asInt()).isZero();

    api()
        .put(
            CRM,
            "{\"identifier\":\"name\",\"properties\":[{\"path\":\"size\",\"name\":\"size\",\"type\":\"number\"}]}")
        .expect(200);
    look("production");
    look("production");
    assertThat(uploads("production"))
        .hasSize(2)
        .last()
        .isEqualTo("folder crm/customers-1.csv done by schedule");
  }

  @Test
  void aFileThatCannotBeTakenHoldsUpNoOther() throws IOException {
    limits = limits.withBytesMax(1_000);
    restart();
    file("customers-1.csv", "a@x.de,pro\n".repeat(200));
    file("customers-2.csv", "b@x.de,pro\n");
    put("production", FOLDER);
    look("production");
    JsonNode state = look("production");

    assertThat(uploads("production"))
        .containsExactly("folder crm/customers-2.csv done by schedule");
    assertThat(state.path("trouble").asText())
        .isEqualTo(
            "The file crm/customers-1.csv: it has more bytes than upload-max allows; split it.");
  }

  @Test
  void aScheduleThatIsRemovedLooksNoMore() throws IOException {
    put("production", FOLDER);
    look("production");
    api().delete(CRM + "/schedule").expect(204);

    api().get(CRM + "/schedule").expect(404);
    api().post(CRM + "/schedule/look", "").expect(404);
    api().delete(CRM + "/schedule").expect(404);
    String audit = api().get("/api/v1/audit?system=shop").expect(200).body().toString();
    assertThat(audit).contains("integration.set-schedule").contains("integration.remove-schedule");
  }

  // ---- buckets

  @Test
  void objectsWithAPrefixAreTakenOnceAlsoOverARestartAndAgainWhenTheyChange() throws IOException {
    s3.put("exports", "crm/2.csv", "email,plan\nb@x.de,pro\n");
    s3.put("exports", "crm/1.csv", "email,plan\na@x.de,pro\n");
    s3.put("exports", "else/3.csv", "email,plan\nc@x.de,pro\n");
    put("production", bucket("exports", "crm/", S3Server.SECRET));
    look("production");

    List<String> both =
        List.of(
            "s3://exports/crm/1.csv done by schedule", "s3://exports/crm/2.csv done by schedule");
    assertThat(uploads("production")).isEqualTo(both);
    restart();
    assertThat(look("production").path("trouble").isNull()).isTrue();
    assertThat(uploads("production")).isEqualTo(both);
    s3.put("exports", "crm/1.csv", "email,plan\na@x.de,free\n");
    look("production");
    assertThat(uploads("production")).hasSize(3).last().isEqualTo(both.getFirst());
    s3.delete("exports", "crm/2.csv");
    look("production");
    s3.put("exports", "crm/2.csv", "email,plan\nb@x.de,pro\n");
    look("production");
    assertThat(uploads("production")).hasSize(4).last().isEqualTo(both.getLast());
  }

  @Test
  void whatIsWrongWithABucketIsSaidAndStopsNothingElse() throws IOException {
    put("production", bucket("exports", "", "another-secret"));
    assertThat(look("production").path("trouble").asText()).contains("secret access key");
    put("production", bucket("nowhere", "", S3Server.SECRET));
    assertThat(look("production").path("trouble").asText()).contains("no bucket nowhere");
    put(
        "production",
        bucket("exports", "", S3Server.SECRET).replace(s3.url(), "http://127.0.0.1:1"));

    file("customers-1.csv", "a@x.de,pro\n");
    api().post(SHOP + "/environments", "{\"key\":\"staging\",\"name\":\"Staging\"}").expect(201);
    put("staging", FOLDER);
    look("staging");
    look("staging");
    assertThat(uploads("staging")).hasSize(1);
    JsonNode unreachable = await("production", one -> one.path("trouble").isTextual());
    assertThat(unreachable.path("trouble").asText())
        .isEqualTo("Nothing answers at http://127.0.0.1:1.");
  }

  @Test
  void eachEnvironmentHasItsOwn() {
    api().post(SHOP + "/environments", "{\"key\":\"staging\",\"name\":\"Staging\"}").expect(201);
    s3.put("others", "p/1.csv", "email,plan\na@x.de,pro\n");
    s3.put("others", "s/1.csv", "email,plan\nb@x.de,pro\n");
    put("production", bucket("others", "p/", S3Server.SECRET));
    put("staging", bucket("others", "s/", S3Server.SECRET));
    look("production");
    look("staging");

    assertThat(uploads("production")).containsExactly("s3://others/p/1.csv done by schedule");
    assertThat(uploads("staging")).containsExactly("s3://others/s/1.csv done by schedule");
  }

  @Test
  void moreObjectsThanAPageAreAllFound() throws SourceException {
    for (int i = 0; i < 1_005; i++) {
      s3.put("many", "old/%04d".formatted(i), "email,plan\n");
    }
    s3.put("many", "old/9999", "email,plan\nz@x.de,pro\n");
    var source =
        new Schedule.Bucket(
            Optional.of(s3.url()),
            "us-east-1",
            "many",
            "old/",
            true,
            S3Server.KEY,
            Schedule.seal(server.engine().secrets(), S3Server.SECRET));
    try (FileSource bucket = BucketSource.open(source, server.engine().secrets())) {
      assertThat(bucket.list()).hasSize(1_006).last().extracting("name").isEqualTo("old/9999");
    }
  }

  @Test
  void theSecretIsNeverShownAndGoesToNoOtherServer() {
    String answer = put("production", bucket("exports", "", "s3cr3t-of-the-test")).toString();
    assertThat(answer).doesNotContain("s3cr3t");
    assertThat(schedule("production").toString()).doesNotContain("s3cr3t").doesNotContain("sealed");
    String audit = api().get("/api/v1/audit?system=shop").expect(200).body().toString();
    assertThat(audit).contains(S3Server.KEY).doesNotContain("s3cr3t").doesNotContain("sealed");

    String without = bucket("exports", "other/", "x").replaceAll(",\"secretAccessKey\":\"x\"", "");
    put("production", without);
    assertThat(schedule("production").at("/source/prefix").asText()).isEqualTo("other/");
    var moved = api().put(CRM + "/schedule", without.replace("127.0.0.1", "localhost")).expect(422);
    assertThat(moved.text("/errors/0/path")).isEqualTo("source.secretAccessKey");
  }

  @Test
  void addressesWhereCloudsTellCredentialsAreRefused() {
    for (String endpoint :
        List.of(
            "http://169.254.169.254",
            "http://[fe80::1]",
            "http://0.0.0.0:9000",
            "http://[::ffff:169.254.169.254]",
            "http://[fd00:ec2::254]",
            "file:///etc/passwd",
            "http://user:secret@storage.example.com",
            "https://storage.example.com/path")) {
      var refused =
          api()
              .put(
                  CRM + "/schedule",
                  bucket("exports", "", S3Server.SECRET).replace(s3.url(), endpoint))
              .expect(422);
      assertThat(refused.text("/errors/0/path")).as(endpoint).isEqualTo("source");
    }
  }
}
