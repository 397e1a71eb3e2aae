package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import dev.muster.mailing.PostOffice;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Filters, reports, dashboards, read-only links and mailings as people use them, with mails that
/// arrive at a real server.
class ReportingApiTest {

  private static final PostOffice OFFICE = new PostOffice();

  /// How far the world's clock is ahead, since nobody wants to wait for the next minute.
  private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld(
          Streams.ofDefaults(), options -> options.withMail(OFFICE.plain()), ReportingApiTest::now);

  private static final String SHOP = "/api/v1/systems/shop";
  private static final String HERE = SHOP + "/environments/production/insights/";
  private static final String PRO =
      "{\"rules\":[{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}]}";

  private final ContractClient ann = WORLD.signedInAs(Role.EDITOR);
  private final ContractClient bob = WORLD.signedInAs(Role.PUBLISHER);
  private final ContractClient admin = WORLD.signedInAs(Role.ADMIN);
  private final ContractClient viewer = WORLD.as(Role.VIEWER);

  @BeforeAll
  static void aShop() {
    String shop = WORLD.shop("shop");
    WORLD.user(shop, "ann", "\"plan\":\"pro\",\"arr\":100");
    WORLD.user(shop, "bob", "\"plan\":\"free\",\"arr\":1");
    WORLD.user(shop, "cem", "\"plan\":\"pro\",\"arr\":300");
    WORLD.segment(shop, "pros", "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}");
  }

  @AfterAll
  static void close() {
    OFFICE.close();
  }

  private static String filter(String key, String visibility) {
    return "{\"key\":\"%s\",\"name\":\"F %s\",\"condition\":%s,\"visibility\":\"%s\"}"
        .formatted(key, key, PRO, visibility);
  }

  private static String report(String key, String view, String query, String more) {
    return "{\"key\":\"%s\",\"name\":\"R %s\",\"environment\":\"production\",\"view\":\"%s\",\"query\":%s%s}"
        .formatted(key, key, view, query, more);
  }

  private ContractClient.Reply saved(String key, String view, String query, String more) {
    return ann.post(SHOP + "/reports", report(key, view, query, more)).expect(201);
  }

  @Test
  void aPrivateFilterIsThereForItsCreatorOnly() {
    ann.post(SHOP + "/filters", filter("own", "private")).expect(201);
    assertThat(ann.get(SHOP + "/filters/own").expect(200).text("/visibility")).isEqualTo("private");
    assertThat(ann.get(SHOP + "/filters").body().toString()).contains("\"own\"");
    for (ContractClient other : List.of(bob, admin, viewer)) {
      assertThat(other.get(SHOP + "/filters").expect(200).body().toString())
          .doesNotContain("\"own\"");
      other.get(SHOP + "/filters/own").expect(404);
      other.post(SHOP + "/filters/own/use", "{}").expect(404);
    }
    bob.put(SHOP + "/filters/own", "{\"name\":\"Mine now\"}").expect(404);
    bob.delete(SHOP + "/filters/own").expect(404);
    assertThat(WORLD.admin().get("/api/v1/audit?kind=filter").expect(200).body().toString())
        .doesNotContain("F own");
    // A key that is taken says so, and an admin frees it.
    assertThat(bob.post(SHOP + "/filters", filter("own", "shared")).expect(409).code())
        .isEqualTo("already-exists");
    admin.delete(SHOP + "/filters/own").expect(204);
    ann.get(SHOP + "/filters/own").expect(404);
    assertThat(
            WORLD
                .admin()
                .post("/api/v1/tokens", "{\"name\":\"editor@example.com\",\"role\":\"editor\"}")
                .expect(422)
                .text("/errors/0/path"))
        .isEqualTo("name");
  }

  @Test
  void aReportAnswersWhatTheCallAnswers() {
    saved("plans", "breakdown", "{\"field\":\"crm.plan\"}", "");
    var called = viewer.post(HERE + "breakdown", "{\"field\":\"crm.plan\"}").expect(200);
    var run = viewer.get(SHOP + "/reports/plans/result").expect(200);
    assertThat(run.body().get("result")).isEqualTo(called.body());
    assertThat(run.text("/report/name")).isEqualTo("R plans");
    saved("who", "users", "{\"condition\":%s}".formatted(PRO), "");
    assertThat(viewer.get(SHOP + "/reports/who/result").expect(200).body().get("result").toString())
        .isEqualTo("{\"matching\":2,\"total\":3}");
    for (String view : List.of("overview", "pages", "retention")) {
      saved("a-" + view, view, "{\"period\":{\"days\":7}}", "");
      viewer.get(SHOP + "/reports/a-" + view + "/result").expect(200);
    }
    var read = ann.get(SHOP + "/reports/plans").expect(200);
    assertThat(
            ann.put(SHOP + "/reports/plans", read.body().toString()).expect(200).text("/version"))
        .isEqualTo("2");
    ann.send(
            "PUT",
            SHOP + "/reports/plans",
            Optional.of("{\"name\":\"Late\"}"),
            Map.of("If-Match", "\"1\""))
        .expect(412);
  }

  @Test
  void everyViewIsAReportATableAndAPicture() {
    Map<String, String> views =
        Map.of(
            "cross", "{\"rows\":\"crm.plan\",\"columns\":\"crm.vip\"}",
            "summary", "{\"field\":\"crm.arr\",\"by\":\"crm.plan\"}",
            "segments", "{\"period\":{\"days\":7}}",
            "overlap", "{\"segments\":[\"pros\",\"rich\"]}",
            "flows", "{\"segments\":[\"pros\"],\"period\":{\"days\":7}}",
            "trend", "{\"figure\":\"activeUsers\",\"by\":\"crm.plan\"}",
            "users", "{}");
    WORLD.segment(SHOP, "rich", "{\"field\":\"crm.arr\",\"operator\":\">\",\"value\":200}");
    views.forEach((view, query) -> {
      saved("view-" + view, view, query, "");
      var run = viewer.get(SHOP + "/reports/view-" + view + "/result").expect(200);
      assertThat(run.body().at("/shown/columns").size()).isPositive();
      viewer.get(SHOP + "/reports/view-" + view + "/result.csv").expect(200);
      viewer.get(SHOP + "/reports/view-" + view + "/picture.png").expect(200);
    });
    saved("view-size", "trend", "{\"figure\":\"segmentSize\",\"segment\":\"rich\"}", "");
    var size = viewer.get(SHOP + "/reports/view-size/result").expect(200);
    assertThat(size.text("/shown/about"))
        .startsWith("Users in RICH, ")
        .contains(": not known · all");
    assertThat(viewer.get(SHOP + "/reports/view-summary/result.csv").body().asText())
        .contains("All,3,0,401,")
        .contains("pro,2,0,400,200,");
    assertThat(viewer.get(SHOP + "/reports/view-overlap/result.csv").body().asText())
        .contains("In none of them,1")
        .contains("PROS,1")
        .contains("PROS + RICH,1");
    // What it names is not removed from under it.
    assertThat(ann.delete(SHOP + "/segments/rich").expect(409).body().at("/dependents").toString())
        .contains("view-overlap")
        .contains("view-size");
  }

  @Test
  void aReportTakesTheConditionOfItsFilterAsItIsThen() {
    ann.post(SHOP + "/filters", filter("pros-only", "shared")).expect(201);
    saved("filtered", "users", "{}", ",\"filter\":\"pros-only\"");
    var first = viewer.get(SHOP + "/reports/filtered/result");
    assertThat(first.text("/result/matching")).isEqualTo("2");
    assertThat(first.text("/shown/about")).endsWith(" · F pros-only · Production");
    ann.put(
            SHOP + "/filters/pros-only",
            "{\"condition\":{\"rules\":[{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"free\"}]}}")
        .expect(200);
    assertThat(viewer.get(SHOP + "/reports/filtered/result").text("/result/matching"))
        .isEqualTo("1");
    var used = ann.get(SHOP + "/filters/pros-only").expect(200);
    assertThat(used.text("/usedBy/0/key")).isEqualTo("filtered");
    var refused = ann.delete(SHOP + "/filters/pros-only").expect(409);
    assertThat(refused.code()).isEqualTo("in-use");
    assertThat(refused.text("/dependents/0/kind")).isEqualTo("report");
    assertThat(
            ann.post(
                    SHOP + "/reports",
                    report(
                        "both",
                        "users",
                        "{\"condition\":%s}".formatted(PRO),
                        ",\"filter\":\"pros-only\""))
                .expect(422)
                .text("/errors/0/path"))
        .isEqualTo("query.condition");
    ann.put(SHOP + "/reports/filtered", "{\"filter\":null}").expect(200);
    ann.delete(SHOP + "/filters/pros-only").expect(204);
  }

  @Test
  void whatCannotBeRunIsNotSaved() {
    refused(report("x", "trend", "{}", ""), "query.figure");
    refused(report("x", "trend", "{\"figure\":\"sessions\",\"colour\":1}", ""), "query.colour");
    refused(report("x", "breakdown", "{\"field\":\"crm.none\"}", ""), "query.field");
    refused(report("x", "breakdown", "{\"field\":\"user.id\"}", ""), "query.field");
    refused(report("x", "everything", "{}", ""), "view");
    refused(report("x", "users", "{}", "").replace("\"production\"", "\"nowhere\""), "environment");
    refused(report("x", "users", "{}", ",\"filter\":\"none\""), "filter");
    String display = ",\"display\":{\"a\":\"" + "x".repeat(4_100) + "\"}";
    refused(report("x", "users", "{}", display), "display");
  }

  private void refused(String body, String path) {
    assertThat(ann.post(SHOP + "/reports", body).expect(422).text("/errors/0/path"))
        .isEqualTo(path);
  }

  @Test
  void aReportWhoseAttributeIsGoneSaysSo() {
    String lab = WORLD.shop("lab");
    ann.post(lab + "/reports", report("plans", "breakdown", "{\"field\":\"crm.plan\"}", ""))
        .expect(201);
    String without =
        "{\"properties\":[{\"path\":\"customer.arr\",\"name\":\"arr\",\"type\":\"number\"}]}";
    var refused = ann.put(lab + "/integrations/crm", without).expect(409);
    assertThat(refused.text("/dependents/0/kind")).isEqualTo("report");
    ann.put(lab + "/integrations/crm?confirm=true", without).expect(200);
    var broken = viewer.get(lab + "/reports/plans/result").expect(422);
    assertThat(broken.code()).isEqualTo("report-broken");
    assertThat(broken.text("/detail")).contains("gone or of another type").contains("crm.plan");
    assertThat(broken.text("/errors/0/path")).isEqualTo("query.field");
    assertThat(viewer.get(lab + "/reports/plans/picture.png").expect(422).code())
        .isEqualTo("report-broken");
  }

  @Test
  void aReportIsATableForSpreadsheetsAndAPicture() throws Exception {
    saved("sheet", "breakdown", "{\"field\":\"crm.plan\"}", "");
    var csv = viewer.get(SHOP + "/reports/sheet/result.csv").expect(200);
    assertThat(csv.body().asText()).isEqualTo("\ufeffCRM plan,Users\r\npro,2\r\nfree,1\r\n");
    assertThat(csv.header("content-disposition")).isEqualTo("attachment; filename=\"sheet.csv\"");
    HttpResponse<byte[]> png;
    try (HttpClient client = HttpClient.newHttpClient()) {
      png =
          client.send(
              HttpRequest.newBuilder(URI.create(WORLD.url() + SHOP + "/reports/sheet/picture.png"))
                  .header("Authorization", "Bearer " + WORLD.token(Role.VIEWER))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
    }
    assertThat(png.headers().firstValue("content-type")).contains("image/png");
    assertThat(ImageIO.read(new ByteArrayInputStream(png.body())).getWidth()).isEqualTo(1200);
  }

  @Test
  void aDashboardHoldsReportsAndIsReadWithALink() {
    saved("one", "breakdown", "{\"field\":\"crm.plan\",\"split\":[\"pros\"]}", "");
    saved("two", "users", "{\"condition\":%s}".formatted(PRO), ",\"display\":{\"kind\":\"tile\"}");
    String items = "\"items\":[{\"report\":\"one\",\"width\":2},{\"report\":\"two\",\"width\":1}]";
    ann.post(SHOP + "/dashboards", "{\"key\":\"board\",\"name\":\"Board\",%s}".formatted(items))
        .expect(201);
    assertThat(viewer.get(SHOP + "/dashboards/board").expect(200).text("/items/0/width"))
        .isEqualTo("2");
    assertThat(ann.delete(SHOP + "/reports/two").expect(409).text("/dependents/0/kind"))
        .isEqualTo("dashboard");

    Instant expires = now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    var made =
        ann.post(
                SHOP + "/report-links",
                "{\"dashboard\":\"board\",\"name\":\"Board of directors\",\"expiresAt\":\"%s\"}"
                    .formatted(expires))
            .expect(201);
    String url = made.text("/url");
    assertThat(url).startsWith(WORLD.url() + "/shared#");
    String secret = url.substring(url.indexOf('#') + 1);
    assertThat(ann.get(SHOP + "/report-links").expect(200).body().toString())
        .contains(made.text("/id"))
        .doesNotContain(secret);
    viewer.get(SHOP + "/report-links").expect(403);

    var shared = read(secret).expect(200);
    assertThat(shared.text("/name")).isEqualTo("Board");
    assertThat(shared.text("/items/0/shown/columns/2")).isEqualTo("PROS");
    assertThat(shared.body().at("/items/0/shown/drawing/bars/0/value").asInt()).isEqualTo(2);
    assertThat(shared.body().at("/items/1/shown/rows/0/1").asInt()).isEqualTo(2);
    assertThat(shared.text("/items/0/shown/about")).endsWith(" · all users · Production");
    assertThat(shared.text("/items/1/shown/about")).endsWith(" · some of the users · Production");
    assertThat(shared.text("/items/1/width")).isEqualTo("1");
    assertThat(shared.body().toString()).doesNotContain("condition", "ann", "cem", "createdBy");
    assertThat(
            ann.get(SHOP + "/report-links")
                .body()
                .path("items")
                .path(0)
                .path("lastUsedAt")
                .asText())
        .isNotEqualTo("null");

    assertThat(read("x".repeat(51)).expect(404).code()).isEqualTo("link-unknown");
    assertThat(read(secret.substring(0, 8)).expect(404).code()).isEqualTo("link-unknown");
    assertThat(ann.delete(SHOP + "/dashboards/board").expect(409).text("/dependents/0/kind"))
        .isEqualTo("report-link");
    ann.delete(SHOP + "/report-links/" + made.text("/id")).expect(204);
    read(secret).expect(404);
    assertThat(WORLD.admin().get("/api/v1/audit?kind=report-link").expect(200).body().toString())
        .contains("report-link.create", "report-link.revoke")
        .doesNotContain(secret);
  }

  private static ContractClient.Reply read(String secret) {
    return WORLD.admin().asNobody().post("/api/v1/shared", "{\"secret\":\"%s\"}".formatted(secret));
  }

  @Test
  void aLinkIsOfOneSharedThingAndExpires() {
    ann.post(SHOP + "/reports", report("mine", "users", "{}", ",\"visibility\":\"private\""))
        .expect(201);
    String soon = now().plusSeconds(60).toString();
    for (String body :
        List.of(
            "{\"report\":\"mine\",\"expiresAt\":\"%s\"}".formatted(soon),
            "{\"report\":\"none\",\"expiresAt\":\"%s\"}".formatted(soon),
            "{\"expiresAt\":\"%s\"}".formatted(soon),
            "{\"report\":\"mine\",\"dashboard\":\"x\",\"expiresAt\":\"%s\"}".formatted(soon),
            "{\"report\":\"mine\"}")) {
      ann.post(SHOP + "/report-links", body).expect(422);
    }
    saved("short", "users", "{}", "");
    for (Duration wrong : List.of(Duration.ofSeconds(-1), Duration.ofDays(367))) {
      assertThat(
              ann.post(
                      SHOP + "/report-links",
                      "{\"report\":\"short\",\"expiresAt\":\"%s\"}".formatted(now().plus(wrong)))
                  .expect(422)
                  .text("/errors/0/path"))
          .isEqualTo("expiresAt");
    }
  }

  private static String mailing(String key, String more) {
    return "{\"key\":\"%s\",\"name\":\"News %s\",\"report\":\"mailed\",\"recipients\":[\"%s@example.com\"],%s}"
        .formatted(key, key, key, more);
  }

  @Test
  void aMailingGoesOutNowAndWhenItIsTime() throws Exception {
    saved("mailed", "breakdown", "{\"field\":\"crm.plan\"}", "");
    var made =
        ann.post(
                SHOP + "/mailings",
                mailing("now", "\"every\":\"week\",\"weekday\":\"monday\",\"time\":\"08:00\""))
            .expect(201);
    assertThat(made.text("/nextAt")).isNotEmpty();
    assertThat(made.text("/csv")).isEqualTo("true");
    var sent = ann.post(SHOP + "/mailings/now/send", "{}").expect(200);
    assertThat(sent.text("/lastSentAt")).isNotEmpty().isNotEqualTo("null");
    PostOffice.Received mail = of("now@example.com").orElseThrow();
    assertThat(mail.message().getSubject()).isEqualTo("News now");
    assertThat(mail.text("text/csv")).contains("CRM plan,Users").contains("pro,2");
    assertThat(mail.text("text/html")).contains("cid:mailed.png");
    assertThat(ann.delete(SHOP + "/reports/mailed").expect(409).text("/dependents/0/kind"))
        .isEqualTo("mailing");

    // The second minute from now, as the next one may begin before the mailing is made.
    Instant due = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(2));
    LocalTime next = LocalTime.ofInstant(due, ZoneId.of("Europe/Berlin"));
    ann.post(
            SHOP + "/mailings",
            mailing("due", "\"every\":\"day\",\"time\":\"%s\",\"picture\":false".formatted(next)))
        .expect(201);
    assertThat(of("due@example.com")).as("not before its time").isEmpty();
    AHEAD.set(Duration.between(Instant.now(), due));
    long until = System.nanoTime() + Duration.ofSeconds(75).toNanos();
    while (of("due@example.com").isEmpty()) {
      assertThat(System.nanoTime()).as("it goes out").isLessThan(until);
      Thread.sleep(200);
    }
    assertThat(WORLD.admin().get("/api/v1/audit?kind=mailing").expect(200).body().toString())
        .contains("mailing.create", "mailing.send")
        .doesNotContain("mailing.note");
    viewer.get(SHOP + "/mailings").expect(403);
    assertThat(ann.get(SHOP + "/mailings").expect(200).text("/canSend")).isEqualTo("true");
    var read = ann.get(SHOP + "/mailings/now").expect(200);
    ann.put(SHOP + "/mailings/now", read.body().toString()).expect(200);
    assertThat(
            ann.put(SHOP + "/mailings/now", "{\"every\":\"month\"}")
                .expect(422)
                .text("/errors/0/path"))
        .isEqualTo("dayOfMonth");
    assertThat(
            ann.put(SHOP + "/mailings/now", "{\"every\":\"month\",\"dayOfMonth\":31}")
                .expect(200)
                .text("/dayOfMonth"))
        .isEqualTo("31");
    ann.put(SHOP + "/mailings/now", "{\"recipients\":[\"nobody@example.com\"]}").expect(200);
    assertThat(ann.post(SHOP + "/mailings/now/send", "{}").expect(502).code())
        .isEqualTo("mail-not-sent");
    ann.delete(SHOP + "/mailings/now").expect(204);
    ann.delete(SHOP + "/mailings/due").expect(204);
  }

  /// What time it is in the world.
  private static Instant now() {
    return Instant.now().plus(AHEAD.get());
  }

  private static Optional<PostOffice.Received> of(String recipient) {
    return OFFICE.received().stream().filter(one -> one.recipient().equals(recipient)).findFirst();
  }

  @Test
  void wrongMailingsAreRefused() {
    saved("wrongly", "users", "{}", "");
    String time = "\"every\":\"day\",\"time\":\"25:00\"";
    for (String body :
        List.of(
            mailing("x", time),
            mailing("x", "\"every\":\"week\",\"time\":\"08:00\""),
            mailing("x", "\"every\":\"year\",\"time\":\"08:00\""),
            mailing("x", "\"every\":\"day\",\"time\":\"08:00\"").replace("mailed", "none"),
            mailing("x", "\"every\":\"day\",\"time\":\"08:00\"")
                .replace("mailed", "wrongly")
                .replace("x@example.com", "x@example.com\\r\\nBcc: y@z.com"))) {
      ann.post(SHOP + "/mailings", body).expect(422);
    }
  }
}
