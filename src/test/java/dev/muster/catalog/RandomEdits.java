package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.rule;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.catalog.IntegrationForm.PropertyForm;
import dev.muster.condition.Condition;
import dev.muster.signature.Digest;
import dev.muster.signature.Encoding;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/// Edits a catalog at random, over few keys, so that they meet. Edits that are refused are part of
/// it.
final class RandomEdits {

  private static final OptionalLong ANY = OptionalLong.empty();
  private static final List<String> TEXTS = List.of("x", "Größe 😀 \"q\"", "a\\b", "…", "ﷺ");

  private static final SecretBox BOX = SecretBox.passing();

  private final CatalogStore store;
  private final Random random;
  private int refused;

  RandomEdits(CatalogStore store, Random random) {
    this.store = store;
    this.random = random;
  }

  int refused() {
    return refused;
  }

  void run(int edits) {
    for (int i = 0; i < edits; i++) {
      try {
        edit();
      } catch (CatalogException _) {
        refused++;
      }
    }
  }

  private void edit() {
    String key = random.nextInt(4) > 0 ? "shop" : "blog";
    Optional<SystemDefinition> system = store.current().system(key);
    if (random.nextInt(6) == 0) {
      account();
      return;
    }
    if (system.isEmpty() || random.nextInt(20) == 0) {
      system(key, system.isPresent());
      return;
    }
    String environment = oneOf("production", "production", "test", "staging");
    boolean confirm = random.nextInt(3) > 0;
    switch (random.nextInt(25)) {
      case 0 -> store.environments().add(ADMIN, key, environment, text());
      case 1 -> store.environments().remove(ADMIN, key, environment, confirm);
      case 2 -> store.environments().rotateClientKey(ADMIN, key, environment, random.nextBoolean());
      case 3, 4 -> integration(system.get(), confirm);
      case 5 ->
          store.integrations().delete(ADMIN, key, oneOf("crm", "files"), ANY, random.nextBoolean());
      case 6, 7, 8 -> segment(system.get(), confirm);
      case 9 -> store.segments().delete(ADMIN, key, oneOf("a", "b", "c"), ANY, confirm);
      case 10 -> {
        if (random.nextInt(3) > 0) {
          store.publications().publish(ADMIN, key, environment, text());
        } else {
          store.publications().restore(ADMIN, key, environment, 1 + random.nextInt(3), text());
        }
      }
      case 11 -> token();
      case 12 -> store.endUsers().erase(ADMIN, key, environment, text());
      case 14 ->
          store
              .environments()
              .update(
                  ADMIN,
                  key,
                  environment,
                  random.nextBoolean() ? Optional.of(text()) : Optional.empty(),
                  random.nextBoolean()
                      ? Optional.of(List.of("https://a.example", oneOf("http://b", "https://*.c")))
                      : Optional.empty(),
                  random.nextBoolean() ? Optional.of(random.nextBoolean()) : Optional.empty(),
                  ANY);
      case 15 -> store.environments().retirePreviousKey(ADMIN, key, environment);
      case 16 -> secret(system.get(), environment);
      case 17 -> pages(system.get(), confirm);
      case 18 -> upload(key, environment);
      case 24 -> store.replayNotes().begin(ADMIN, key, oneOf("crm", "files"), environment, 7);
      case 19, 20, 21, 22 -> reporting(system.get());
      case 13 -> store.endUsers().export(ADMIN, key, environment, text());
      default -> filter(system.get());
    }
  }

  private void upload(String system, String environment) {
    UploadNote note =
        new UploadNote(
            system,
            oneOf("crm", "files"),
            environment,
            "" + random.nextInt(100),
            oneOf("merge", "replace"),
            random.nextBoolean() ? Optional.of(text()) : Optional.empty());
    switch (random.nextInt(3)) {
      case 0 -> store.uploadNotes().create(ADMIN, note);
      case 1 -> store.uploadNotes().cancel(ADMIN, note);
      default -> store.uploadNotes().undo(ADMIN, note);
    }
  }

  private void secret(SystemDefinition system, String environment) {
    List<Verification.Secret> secrets =
        system.environment(environment).map(one -> one.verification().secrets()).orElse(List.of());
    if (secrets.isEmpty() || random.nextBoolean()) {
      store.environments().addSecret(ADMIN, system.key(), environment, BOX);
    } else {
      store.environments().removeSecret(ADMIN, system.key(), environment, secrets.getFirst().id());
    }
  }

  private void pages(SystemDefinition system, boolean confirm) {
    List<String> visible =
        system.attributes().stream()
            .filter(_ -> random.nextBoolean())
            .map(Attribute::field)
            .toList();
    boolean hashing = random.nextInt(3) == 0;
    store
        .pageSettings()
        .update(
            ADMIN,
            system.key(),
            new PageSettingsForm(
                random.nextBoolean()
                    ? IdentifierSource.CALL
                    : new IdentifierSource(
                        IdentifierSource.Method.ELEMENT, text(), Optional.of("data-user")),
                random.nextInt(70_000),
                random.nextBoolean(),
                hashing,
                hashing && random.nextBoolean() ? Optional.of("pepper-of-old") : Optional.empty(),
                visible,
                random.nextBoolean() ? Optional.of("https://a.example/") : Optional.empty()),
            ANY,
            confirm);
  }

  private void system(String key, boolean exists) {
    if (!exists) {
      store.systems().create(ADMIN, system(key));
    } else if (random.nextInt(4) > 0) {
      store.systems().update(ADMIN, key, system(key), ANY);
    } else {
      store.systems().delete(ADMIN, key, ANY, true);
    }
  }

  private void integration(SystemDefinition system, boolean confirm) {
    IntegrationForm form = integration();
    if (system.integration(form.key()).isPresent()) {
      store.integrations().update(ADMIN, system.key(), form.key(), form, ANY, confirm);
    } else {
      store.integrations().create(ADMIN, system.key(), form);
    }
  }

  private void segment(SystemDefinition system, boolean confirm) {
    SegmentForm form = segment();
    if (system.segment(form.key()).isPresent()) {
      store.segments().update(ADMIN, system.key(), form.key(), form, ANY, confirm);
    } else {
      store.segments().create(ADMIN, system.key(), form);
    }
  }

  private void filter(SystemDefinition system) {
    FilterForm form =
        new FilterForm(oneOf("a", "b", "c"), text(), condition(), oneOf(Visibility.values()));
    if (system.filter(form.key()).isEmpty()) {
      store.filters().create(ADMIN, system.key(), form);
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> store.filters().update(ADMIN, system.key(), form.key(), form, ANY);
      case 1 -> store.filters().use(ADMIN, system.key(), form.key(), Instant.now());
      default -> store.filters().delete(ADMIN, system.key(), form.key(), ANY);
    }
  }

  private void reporting(SystemDefinition system) {
    Reporting reporting = system.reporting();
    String key = oneOf("a", "b");
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> report(system, key);
      case 3 -> store.reports().delete(ADMIN, system.key(), key, ANY);
      case 4, 5 -> dashboard(system, key);
      case 6 -> {
        if (random.nextInt(3) > 0) {
          link(system, key);
        } else if (!reporting.links().isEmpty()) {
          store.reportLinks().revoke(ADMIN, system.key(), reporting.links().firstKey());
        }
      }
      case 7, 8 -> mailing(system, key);
      default -> store.mailings().delete(ADMIN, system.key(), key, ANY);
    }
  }

  private void report(SystemDefinition system, String key) {
    ReportForm form =
        new ReportForm(
            key,
            text(),
            oneOf("", "why", "ü"),
            oneOf(Visibility.values()),
            "production",
            oneOf("trend", "pages"),
            random.nextBoolean() ? Optional.of(oneOf("a", "b")) : Optional.empty(),
            oneOf("{}", "{\"by\":\"crm.plan\",\"limit\":3}", "{\"split\":[\"a\"]}"),
            oneOf("{}", "{\"kind\":[1.5,null,\"ü\"]}"));
    if (system.reporting().report(key).isPresent()) {
      store.reports().update(ADMIN, system.key(), key, form, ANY);
    } else {
      store.reports().create(ADMIN, system.key(), form);
    }
  }

  private void dashboard(SystemDefinition system, String key) {
    DashboardForm form =
        new DashboardForm(
            key,
            text(),
            "",
            oneOf(Visibility.values()),
            random.nextBoolean()
                ? List.of(new Dashboard.Item(oneOf("a", "b"), 1 + random.nextInt(3)))
                : List.of());
    if (system.reporting().dashboard(key).isEmpty()) {
      store.dashboards().create(ADMIN, system.key(), form);
    } else if (random.nextInt(3) > 0) {
      store.dashboards().update(ADMIN, system.key(), key, form, ANY);
    } else {
      store.dashboards().delete(ADMIN, system.key(), key, ANY);
    }
  }

  private void link(SystemDefinition system, String key) {
    Instant expires = Instant.now().plusMillis(random.nextInt(3));
    NewReportLink made =
        store
            .reportLinks()
            .create(ADMIN, system.key(), text(), subject(key), expires.plusSeconds(60));
    store
        .reportLinks()
        .find(made.secret(), Instant.now())
        .ifPresent(found -> store.reportLinks().use(found, Instant.now()));
  }

  private Subject subject(String key) {
    return random.nextBoolean() ? Subject.report(key) : Subject.dashboard(key);
  }

  private void mailing(SystemDefinition system, String key) {
    LocalTime time = LocalTime.of(random.nextInt(24), random.nextInt(60));
    Mailing.Content content =
        new Mailing.Content(
            text(),
            subject(key),
            List.of("ann@example.com", "bo+b@sub.example.com"),
            oneOf(
                new Rhythm.Daily(time),
                new Rhythm.Weekly(DayOfWeek.of(1 + random.nextInt(7)), time),
                new Rhythm.Monthly(1 + random.nextInt(31), time)),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean());
    Optional<Mailing> before = system.reporting().mailing(key);
    if (before.isEmpty()) {
      store.mailings().create(ADMIN, system.key(), key, content);
      return;
    }
    Mailing.Progress progress = before.get().progress();
    Instant due = progress.since().plusMillis(random.nextInt(1_000));
    switch (random.nextInt(5)) {
      case 0 -> store.mailings().note(system.key(), before.get(), progress.tries(due));
      case 1 -> store.mailings().note(system.key(), before.get(), progress.failed(text()));
      case 2 -> store.mailings().note(system.key(), before.get(), progress.gaveUp(due, text()));
      case 3 ->
          store
              .mailings()
              .noteSent(
                  Optional.empty(),
                  system.key(),
                  before.get(),
                  progress.sent(due, due, Optional.of(text())));
      default -> store.mailings().update(ADMIN, system.key(), key, content, ANY);
    }
  }

  private void token() {
    if (store.current().tokens().isEmpty()) {
      store.tokens().create(ADMIN, TokenForm.api(text(), Role.EDITOR, Optional.empty()));
      return;
    }
    String id = store.current().tokens().firstKey();
    switch (random.nextInt(6)) {
      case 0, 1 -> store.tokens().revoke(ADMIN, id);
      case 2 -> store.tokens().use(id);
      case 3 ->
          store.tokens().create(ADMIN, TokenForm.oauth2(text(), List.of("endUserUpdate:write")));
      default -> store.tokens().create(ADMIN, TokenForm.api(text(), Role.EDITOR, Optional.empty()));
    }
  }

  private void account() {
    Accounts accounts = store.current().accounts();
    String id = accounts.people().isEmpty() ? "nobody" : accounts.people().firstKey();
    String email = oneOf("ann@example.com", "Ben@example.com", "ann@EXAMPLE.com");
    Role role = oneOf(Role.VIEWER, Role.ADMIN);
    switch (random.nextInt(9)) {
      case 0, 1 -> store.people().invite(ADMIN, new PersonForm(email, text(), role));
      case 2 -> store.people().update(ADMIN, id, Optional.of(text()), Optional.of(role), ANY);
      case 3 -> store.people().delete(ADMIN, id, ANY);
      case 4 -> store.people().reset(ADMIN, id);
      case 5 -> store.people().signOut(ADMIN, id);
      case 6 -> store.links().setUp();
      case 7 -> {
        if (!accounts.sessions().isEmpty()) {
          store.sessions().signOut(ADMIN, accounts.sessions().firstKey());
        }
      }
      default ->
          store
              .sessions()
              .signInWith(
                  new OidcSubject("https://id.example.com", oneOf("1", "2")),
                  email,
                  text(),
                  random.nextBoolean() ? Optional.of(role) : Optional.empty(),
                  "192.0.2.7");
    }
  }

  private SystemForm system(String key) {
    return new SystemForm(
        key, text(), oneOf("UTC", "Europe/Berlin", "Asia/Kolkata"), OptionalInt.of(5));
  }

  private IntegrationForm integration() {
    List<PropertyForm> properties = new ArrayList<>();
    for (String name : List.of("plan", "arr", "tier", "Größe")) {
      if (random.nextBoolean()) {
        AttributeType[] types = AttributeType.values();
        properties.add(
            new PropertyForm(oneOf("p", "q.0", "r"), name, types[random.nextInt(types.length)]));
      }
    }
    boolean api = random.nextInt(3) > 0;
    return new IntegrationForm(
        api ? "crm" : "files",
        text(),
        api ? IntegrationKind.API : IntegrationKind.CSV,
        "email",
        properties,
        random.nextInt(4) > 0,
        api && random.nextInt(3) == 0 ? Optional.of(receiving()) : Optional.empty());
  }

  private Receiving receiving() {
    Receiving.Scheme scheme =
        switch (random.nextInt(4)) {
          case 0 -> new Receiving.Scheme.Vendor(Receiving.Known.STRIPE);
          case 1 -> new Receiving.Scheme.Hmac("x-signature", "v1=", Digest.SHA512, Encoding.BASE64);
          case 2 -> new Receiving.Scheme.SharedHeader("x-token");
          default -> new Receiving.Scheme.Basic();
        };
    return new Receiving(
        some("stripe"),
        some("data.items"),
        some(new Receiving.Place.Header("x-id")),
        some(new Receiving.Place.Path("created")),
        some(new Receiving.EventFilter(new Receiving.Place.Path("type"), List.of("a.*", "b"))),
        some(new Receiving.Signature(scheme, 1 + random.nextInt(86_400))),
        random.nextBoolean() ? List.of("10.0.0.0/8", "::1") : List.of(),
        new Receiving.Rates(
            some(new Rate(1 + random.nextInt(Rate.PER_SECOND_MAX), 1)), some(Rate.perSecond(7))));
  }

  private <T> Optional<T> some(T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private SegmentForm segment() {
    return new SegmentForm(oneOf("a", "b", "c"), text(), oneOf("", "why", "ü"), condition());
  }

  private Condition condition() {
    return switch (random.nextInt(4)) {
      case 0 -> rule("segment", "=", oneOf("'a'", "'b'", "'c'"));
      case 1 -> rule("user.id", "notNull", "null");
      case 2 -> rule(oneOf("crm.plan", "files.tier"), "notNull", "null");
      default -> rule("page.path", oneOf("=", "beginsWith"), "'/x'");
    };
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  @SafeVarargs
  private <T> T oneOf(T... some) {
    return some[random.nextInt(some.length)];
  }
}
