package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.integration;
import static dev.muster.catalog.Samples.refused;
import static dev.muster.catalog.Samples.rule;
import static dev.muster.catalog.Samples.segment;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.catalog.CatalogException.Code;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportingTest {

  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Actor ANN = new Actor("ann@example.com", Role.EDITOR, "192.0.2.1");
  private static final Actor BOB = new Actor("bob@example.com", Role.EDITOR, "192.0.2.2");

  private final CatalogStore store = MemoryLog.store();

  @BeforeEach
  void aSystem() {
    store.systems().create(ADMIN, system("shop"));
    store
        .integrations()
        .create(ADMIN, "shop", integration("crm", "c.plan plan string", "c.arr arr number"));
    store.segments().create(ADMIN, "shop", segment("pros", rule("crm.plan", "=", "'pro'")));
    store.filters().create(ANN, "shop", filter("mine", Visibility.PRIVATE));
    store.filters().create(ANN, "shop", filter("ours", Visibility.SHARED));
  }

  private static FilterForm filter(String key, Visibility visibility) {
    return new FilterForm(key, "The " + key, rule("user.id", "notNull", "null"), visibility);
  }

  private static ReportForm report(String key, Visibility visibility, String filter, String query) {
    return new ReportForm(
        key,
        "The " + key,
        "",
        visibility,
        "production",
        "trend",
        filter.isEmpty() ? Optional.empty() : Optional.of(filter),
        query,
        "{}");
  }

  private Report saved(Actor actor, String key, Visibility visibility, String filter) {
    return store.reports().create(actor, "shop", report(key, visibility, filter, "{}"));
  }

  private static DashboardForm dashboard(String key, Visibility visibility, String report) {
    return new DashboardForm(
        key, "The " + key, "", visibility, List.of(new Dashboard.Item(report, 2)));
  }

  private Reporting reporting() {
    return store.current().system("shop").orElseThrow().reporting();
  }

  @Test
  void whatIsPrivateIsNotThereForOthers() {
    refused(
        Code.NOT_FOUND,
        () -> store.filters().update(BOB, "shop", "mine", filter("mine", Visibility.SHARED), ANY));
    refused(
        Code.NOT_FOUND,
        () ->
            store.filters().update(ADMIN, "shop", "mine", filter("mine", Visibility.SHARED), ANY));
    refused(Code.NOT_FOUND, () -> store.filters().use(BOB, "shop", "mine", Instant.now()));
    refused(Code.NOT_FOUND, () -> store.filters().delete(BOB, "shop", "mine", ANY));
    assertThat(refused(Code.INVALID, () -> saved(BOB, "x", Visibility.PRIVATE, "mine")).errors())
        .containsExactly(new FieldError("filter", "there is no saved filter mine"));
    store.filters().delete(ADMIN, "shop", "mine", ANY);
  }

  @Test
  void whatOthersSeeIsMadeOfWhatIsShared() {
    assertThat(
            refused(Code.INVALID, () -> saved(ANN, "x", Visibility.SHARED, "mine"))
                .errors()
                .getFirst()
                .reason())
        .contains("is the private saved filter mine");
    saved(ANN, "own", Visibility.PRIVATE, "mine");
    refused(
        Code.INVALID,
        () -> store.dashboards().create(ANN, "shop", dashboard("d", Visibility.SHARED, "own")));
    store.dashboards().create(ANN, "shop", dashboard("d", Visibility.PRIVATE, "own"));
    Instant soon = Instant.now().plusSeconds(60);
    refused(
        Code.INVALID,
        () -> store.reportLinks().create(ANN, "shop", "", Subject.report("own"), soon));
    refused(
        Code.INVALID,
        () -> store.reportLinks().create(ANN, "shop", "", Subject.dashboard("d"), soon));
    refused(
        Code.INVALID,
        () -> store.mailings().create(ANN, "shop", "m", content(Subject.report("own"))));
  }

  @Test
  void whatIsUsedIsNeitherDeletedNorTakenFromOthers() {
    saved(ANN, "weekly", Visibility.SHARED, "ours");
    store.dashboards().create(BOB, "shop", dashboard("all", Visibility.SHARED, "weekly"));
    store.mailings().create(BOB, "shop", "news", content(Subject.dashboard("all")));

    var filter = refused(Code.IN_USE, () -> store.filters().delete(ANN, "shop", "ours", ANY));
    assertThat(filter.dependents())
        .containsExactly(new Dependent("report", "weekly", "The weekly", "saved"));
    assertThat(filter.detail())
        .isEqualTo("deleting it would break 1 report; take it out of what uses it first");
    refused(
        Code.IN_USE,
        () -> store.filters().update(ANN, "shop", "ours", filter("ours", Visibility.PRIVATE), ANY));
    refused(Code.IN_USE, () -> store.reports().delete(ANN, "shop", "weekly", ANY));
    refused(
        Code.IN_USE,
        () ->
            store
                .reports()
                .update(
                    ANN, "shop", "weekly", report("weekly", Visibility.PRIVATE, "", "{}"), ANY));
    refused(Code.IN_USE, () -> store.dashboards().delete(BOB, "shop", "all", ANY));

    store.mailings().delete(ANN, "shop", "news", ANY);
    store.dashboards().delete(ANN, "shop", "all", ANY);
    store.reports().delete(ANN, "shop", "weekly", ANY);
    store.filters().delete(ANN, "shop", "ours", ANY);
  }

  @Test
  void onlyWhoMadeItMakesItPrivate() {
    assertThat(
            refused(
                    Code.INVALID,
                    () ->
                        store
                            .filters()
                            .update(BOB, "shop", "ours", filter("ours", Visibility.PRIVATE), ANY))
                .errors()
                .getFirst()
                .path())
        .isEqualTo("visibility");
    store.filters().update(ANN, "shop", "ours", filter("ours", Visibility.PRIVATE), ANY);
    refused(Code.NOT_FOUND, () -> store.filters().use(BOB, "shop", "ours", Instant.now()));
  }

  @Test
  void whatAReportNamesIsNotRemovedWithoutSayingSo() {
    store
        .reports()
        .create(
            ANN,
            "shop",
            report("by-arr", Visibility.PRIVATE, "", "{\"by\":\"crm.arr\",\"split\":[\"pros\"]}"));
    var field =
        refused(
            Code.IN_USE,
            () ->
                store
                    .integrations()
                    .update(
                        ADMIN,
                        "shop",
                        "crm",
                        integration("crm", "c.plan plan string"),
                        ANY,
                        false));
    assertThat(field.dependents())
        .containsExactly(new Dependent("report", "by-arr", "Private report", "saved"));
    var segment =
        refused(Code.IN_USE, () -> store.segments().delete(ADMIN, "shop", "pros", ANY, false));
    assertThat(segment.detail()).contains("would break 1 report;");
    store.segments().delete(ADMIN, "shop", "pros", ANY, true);
  }

  @Test
  void aLinkIsKnownByItsHashAndGoodUntilItExpires() {
    saved(ANN, "weekly", Visibility.SHARED, "");
    Instant now = Instant.now();
    Subject weekly = Subject.report("weekly");
    NewReportLink made =
        store.reportLinks().create(ANN, "shop", "Board", weekly, now.plus(Duration.ofDays(1)));
    assertThat(made.secret()).hasSize(8 + 43);
    assertThat(new String(CatalogJson.write(store.current()), StandardCharsets.UTF_8))
        .doesNotContain(made.secret())
        .doesNotContain(made.secret().substring(8));
    var links = store.reportLinks();
    assertThat(links.find(made.secret(), now)).isPresent();
    assertThat(links.find(made.secret() + "x", now)).isEmpty();
    assertThat(links.find(made.kept().id(), now)).isEmpty();
    assertThat(links.find(made.secret(), now.plus(Duration.ofDays(1)))).isEmpty();
    refused(Code.IN_USE, () -> store.reports().delete(ANN, "shop", "weekly", ANY));

    links.use(links.find(made.secret(), now).orElseThrow(), now);
    assertThat(reporting().link(made.kept().id()).orElseThrow().lastUsedAt()).isPresent();
    links.revoke(BOB, "shop", made.kept().id());
    assertThat(links.find(made.secret(), now)).isEmpty();

    refused(Code.INVALID, () -> links.create(ANN, "shop", "", weekly, now.minusSeconds(1)));
    refused(
        Code.INVALID, () -> links.create(ANN, "shop", "", weekly, now.plus(Duration.ofDays(367))));
  }

  @Test
  void expiredLinksDoNotCountAndGoWhereThereAreTooMany() {
    Instant start = Instant.parse("2026-05-04T06:00:00Z");
    AtomicReference<Instant> now = new AtomicReference<>(start);
    CatalogLimits two = new CatalogLimits(9, 9, 9, 9, 9, 9, 9, 9, 9, 2, 9, 9, 9, 9, 99, 99, 99);
    CatalogStore few = new MemoryLog().open(Catalog.EMPTY, two, now::get);
    few.systems().create(ADMIN, system("shop"));
    var _ = few.reports().create(ANN, "shop", report("weekly", Visibility.SHARED, "", "{}"));
    ReportLinks links = few.reportLinks();
    Subject weekly = Subject.report("weekly");
    NewReportLink first = links.create(ANN, "shop", "1", weekly, start.plusSeconds(60));
    NewReportLink second = links.create(ANN, "shop", "2", weekly, start.plusSeconds(3_600));
    refused(Code.LIMIT, () -> links.create(ANN, "shop", "3", weekly, start.plusSeconds(3_600)));

    now.set(start.plusSeconds(60));
    assertThat(few.limitsOf(few.current().system("shop").orElseThrow()))
        .filteredOn(use -> use.kind() == LimitUse.Kind.REPORT_LINKS)
        .extracting(LimitUse::used)
        .containsExactly(1);
    NewReportLink third = links.create(ANN, "shop", "3", weekly, start.plusSeconds(7_200));
    assertThat(few.current().system("shop").orElseThrow().reporting().links().keySet())
        .as("kept are those that are good, not %s", first.kept().id())
        .containsExactlyInAnyOrder(second.kept().id(), third.kept().id());
    refused(Code.LIMIT, () -> links.create(ANN, "shop", "4", weekly, start.plusSeconds(7_200)));
  }

  @Test
  void whatUsesAThingIsTakenOutRevokedOrDeletedFirst() {
    saved(ANN, "weekly", Visibility.SHARED, "");
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    var _ = store.reportLinks().create(ANN, "shop", "Board", Subject.report("weekly"), tomorrow);
    CatalogException used =
        refused(Code.IN_USE, () -> store.reports().delete(ANN, "shop", "weekly", ANY));
    assertThat(used.detail())
        .isEqualTo("deleting it would break 1 read-only link; revoke the link first");
    store.mailings().create(ANN, "shop", "news", content(Subject.report("weekly")));
    used = refused(Code.IN_USE, () -> store.reports().delete(ANN, "shop", "weekly", ANY));
    assertThat(used.detail()).endsWith("; revoke the link and delete the mailing first");
  }

  private static Mailing.Content content(Subject subject) {
    return content(subject, List.of("ann@example.com"));
  }

  private static Mailing.Content content(Subject subject, List<String> recipients) {
    return new Mailing.Content(
        "News", subject, recipients, new Rhythm.Daily(LocalTime.of(8, 0)), true, true, true);
  }

  @Test
  void whoGetsAMailingHasAnAddressThatIsNothingElse() {
    saved(ANN, "weekly", Visibility.SHARED, "");
    for (String wrong :
        List.of(
            "ann",
            "ann@exa mple.com",
            "a@b.c\r\nBcc: x@y.z",
            "Ann <ann@example.com>",
            "a@b.c,d@e.f",
            "ann@example.com>",
            "ann@@example.com")) {
      refused(
          Code.INVALID,
          () ->
              store
                  .mailings()
                  .create(ANN, "shop", "m", content(Subject.report("weekly"), List.of(wrong))));
    }
    assertThat(
            refused(
                    Code.INVALID,
                    () ->
                        store
                            .mailings()
                            .create(
                                ANN,
                                "shop",
                                "m",
                                content(
                                    Subject.report("weekly"),
                                    List.of("ann@example.com", "ANN@example.com"))))
                .errors())
        .containsExactly(new FieldError("recipients[1]", "is there already"));
  }

  @Test
  void progressIsOfTheMailingThatWasLookedAt() {
    saved(ANN, "weekly", Visibility.SHARED, "");
    Mailing seen = store.mailings().create(ANN, "shop", "m", content(Subject.report("weekly")));
    Instant due = seen.progress().since().plusSeconds(60);
    assertThat(store.mailings().note("shop", seen, seen.progress().tries(due))).isTrue();
    assertThat(reporting().mailing("m").orElseThrow().progress().trying()).contains(due);
    assertThat(
            store
                .mailings()
                .noteSent(
                    Optional.empty(),
                    "shop",
                    seen,
                    seen.progress().sent(due, due, Optional.empty())))
        .isTrue();
    // Whoever looked before that does not send it once more.
    assertThat(store.mailings().note("shop", seen, seen.progress().tries(due))).isFalse();
    store.mailings().delete(ANN, "shop", "m", ANY);
    assertThat(store.mailings().note("shop", seen, seen.progress().tries(due))).isFalse();
  }

  @Test
  void catalogsOfBeforeThereWereReportsAreRead() throws Exception {
    store.filters().delete(ADMIN, "shop", "mine", ANY);
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode stored = (ObjectNode) mapper.readTree(CatalogJson.write(store.current()));
    stored.put("form", 3);
    stored
        .get("systems")
        .get(0)
        .get("filters")
        .forEach(one -> ((ObjectNode) one).remove("visibility"));
    assertThat(stored.get("systems").get(0).has("reporting")).isFalse();
    assertThat(CatalogJson.read(mapper.writeValueAsBytes(stored))).isEqualTo(store.current());
  }

  @Test
  void theAuditLogTellsNothingOfWhatIsPrivate() {
    MemoryLog log = new MemoryLog();
    CatalogStore audited = log.opened();
    audited.systems().create(ADMIN, system("shop"));
    audited
        .filters()
        .create(
            ANN,
            "shop",
            new FilterForm(
                "f", "Sacked soon", rule("user.id", "=", "'secret@x'"), Visibility.PRIVATE));
    Catalog catalog = Catalog.EMPTY;
    String told = "";
    for (CatalogCommit commit : log.commits()) {
      told = commit.audit(catalog).toString();
      catalog = commit.applyTo(catalog);
    }
    assertThat(told).contains("private").doesNotContain("Sacked").doesNotContain("secret@x");
  }
}
