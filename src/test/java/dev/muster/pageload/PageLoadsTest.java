package dev.muster.pageload;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.integration;
import static dev.muster.catalog.Samples.rule;
import static dev.muster.catalog.Samples.segment;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.CatalogStore;
import dev.muster.condition.Condition;
import dev.muster.population.Change;
import dev.muster.population.Population;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageLoadsTest {

  private static final OptionalLong ANY = OptionalLong.empty();
  private static final UserId ANN = UserId.of("ann@example.com");
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

  private final World world = new World();
  private final CatalogStore store = world.store();
  private final ActivityBuffer activity = new ActivityBuffer();
  private final PageLoads pageLoads = world.pageLoads(activity, RateLimit.none());

  @BeforeEach
  void setUp() {
    store.onChange(pageLoads::rebuild);
    store.systems().create(ADMIN, system("shop"));
    store.integrations().create(ADMIN, "shop", integration("crm", "plan plan string"));
  }

  private void create(String key, Condition condition) {
    store.segments().create(ADMIN, "shop", segment(key, condition));
  }

  private void publish() {
    store.publications().publish(ADMIN, "shop", "production", "");
  }

  private void deliver(UserId user, String plan) {
    int attribute =
        world.system().integration("crm").orElseThrow().properties().getFirst().attributeId();
    Change change = new Change.Set(attribute, new AttributeValue.Text(plan));
    world
        .population(world.environment("production").id())
        .apply(new Update(user, List.of(change)), NOW.toEpochMilli(), 0);
  }

  private Optional<PageLoad> asked(String key, UserId user, PageView view) {
    return World.asked(pageLoads, key, user, view, NOW);
  }

  private PageLoad load(UserId user, PageView view) {
    return asked(world.environment("production").clientKey(), user, view).orElseThrow();
  }

  private PageLoad load(UserId user) {
    return load(user, PageView.NOTHING);
  }

  private static PageView at(String url) {
    return new PageView(url, null, null, null, null);
  }

  @Test
  void anUpdateCountsFromTheNextPageLoadOn() {
    create("free", rule("crm.plan", "=", "'free'"));
    create("pro", rule("crm.plan", "=", "'pro'"));
    publish();
    deliver(ANN, "free");
    assertThat(load(ANN).segments()).containsExactly("free");
    deliver(ANN, "pro");
    assertThat(load(ANN).segments()).containsExactly("pro");
    assertThat(load(ANN).publication()).isEqualTo(OptionalInt.of(1));
  }

  @Test
  void nothingIsLiveBeforeItIsPublished() {
    create("all", rule("user.id", "notNull", "null"));
    deliver(ANN, "pro");
    assertThat(load(ANN).segments()).isEmpty();
    assertThat(load(ANN).publication()).isEmpty();
    assertThat(new String(load(ANN).json(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"user\":{\"id\":\"ann@example.com\",\"known\":true},\"segments\":[],"
                + "\"publication\":null}");
  }

  @Test
  void theLivePublicationStaysWhileEditorsGoOn() {
    create("pro", rule("crm.plan", "=", "'pro'"));
    publish();
    deliver(ANN, "pro");
    store
        .segments()
        .update(ADMIN, "shop", "pro", segment("pro", rule("crm.plan", "=", "'x'")), ANY, false);
    assertThat(load(ANN).segments()).containsExactly("pro");
    publish();
    assertThat(load(ANN).segments()).isEmpty();
    store.publications().restore(ADMIN, "shop", "production", 1, "");
    assertThat(load(ANN).segments()).containsExactly("pro");
    assertThat(load(ANN).publication()).isEqualTo(OptionalInt.of(3));
  }

  @Test
  void anUnknownUserIsOneWithoutAttributes() {
    create("not-pro", rule("crm.plan", "!=", "'pro'"));
    create("pro", rule("crm.plan", "=", "'pro'"));
    publish();
    PageLoad answer = load(UserId.of("nobody"));
    assertThat(answer.known()).isFalse();
    assertThat(answer.segments()).containsExactly("not-pro");
    assertThat(new String(answer.json(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"user\":{\"id\":\"nobody\",\"known\":false},\"segments\":[\"not-pro\"],"
                + "\"publication\":1}");
  }

  @Test
  void onlyKnownUsersAreNoted() {
    deliver(ANN, "pro");
    load(ANN);
    load(UserId.of("nobody"));
    int production = world.environment("production").id();
    assertThat(activity.drain(1_000).seen())
        .containsExactly(
            new ActivityBatch.Seen(
                production,
                ANN,
                List.of(new ActivityBatch.Load(NOW.toEpochMilli(), null, List.of()))));
  }

  @Test
  void environmentsAreApart() {
    create("pro", rule("crm.plan", "=", "'pro'"));
    publish();
    deliver(ANN, "pro");
    PageLoad test =
        asked(world.environment("test").clientKey(), ANN, PageView.NOTHING).orElseThrow();
    assertThat(test.known()).isFalse();
    assertThat(test.publication()).isEmpty();
    assertThat(test.environmentId()).isEqualTo(world.environment("test").id());
  }

  @Test
  void aClientKeyIsGoodUntilItIsReplaced() {
    String old = world.environment("production").clientKey();
    assertThat(asked(old, ANN, PageView.NOTHING)).isPresent();
    store.environments().rotateClientKey(ADMIN, "shop", "production", false);
    assertThat(asked(old, ANN, PageView.NOTHING)).isEmpty();
    assertThat(load(ANN).known()).isFalse();
  }

  @Test
  void aClientKeyThatDiffersAnywhereIsRefused() {
    String key = world.environment("production").clientKey();
    for (int i = 0; i < key.length(); i++) {
      String other =
          key.substring(0, i) + (key.charAt(i) == 'a' ? 'b' : 'a') + key.substring(i + 1);
      assertThat(asked(other, ANN, PageView.NOTHING)).isEmpty();
    }
    for (String other : List.of("", key.substring(0, 8), key + "a", "ä".repeat(40))) {
      assertThat(asked(other, ANN, PageView.NOTHING)).isEmpty();
    }
  }

  @Test
  void theKeyOfARemovedEnvironmentIsRefused() {
    String key = world.environment("test").clientKey();
    int id = world.environment("test").id();
    store.environments().remove(ADMIN, "shop", "test", true);
    assertThat(asked(key, ANN, PageView.NOTHING)).isEmpty();
    assertThat(pageLoads.segments(id, ANN, NOW)).isEmpty();
    assertThat(pageLoads.problems(id)).isEmpty();
  }

  @Test
  void aSegmentThatNoLongerMeansAnythingMatchesNobodyAndIsReported() {
    create("not-pro", rule("crm.plan", "!=", "'pro'"));
    create("all", rule("user.id", "notNull", "null"));
    publish();
    deliver(ANN, "free");
    assertThat(load(ANN).segments()).containsExactly("all", "not-pro");

    store.integrations().delete(ADMIN, "shop", "crm", ANY, true);
    assertThat(load(ANN).segments()).containsExactly("all");
    assertThat(pageLoads.problems(world.environment("production").id()))
        .containsOnlyKeys("not-pro");
  }

  @Test
  void anAttributeOfAnotherTypeBeginsAnew() {
    create("has-plan", rule("crm.plan", "notNull", "null"));
    publish();
    deliver(ANN, "7");
    assertThat(load(ANN).segments()).containsExactly("has-plan");
    store
        .integrations()
        .update(ADMIN, "shop", "crm", integration("crm", "plan plan number"), ANY, true);
    assertThat(load(ANN).segments()).isEmpty();
    assertThat(load(ANN).known()).isTrue();
  }

  @Test
  void rulesOnThePageSeeIt() {
    create("pricing", rule("page.path", "=", "'/pricing'"));
    create("from-search", rule("page.referrer", "contains", "'search'"));
    create("offers", rule("page.title", "beginsWith", "'Offer'"));
    create("german", rule("browser.language", "=", "'de-AT'"));
    create("phone", rule("browser.device", "=", "'phone'"));
    create("firefox", rule("browser.name", "=", "'Firefox'"));
    create("noon", rule("time.hour", "=", "12"));
    create("friday", rule("time.weekday", "=", "5"));
    publish();
    PageView view =
        new PageView(
            "https://shop.example/pricing?x=1",
            "Offers",
            "https://search.example/",
            "de-at,de;q=0.5",
            "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0");
    assertThat(load(ANN, view).segments())
        .containsExactly(
            "firefox", "friday", "from-search", "german", "noon", "offers", "phone", "pricing");
    assertThat(load(ANN).segments()).containsExactly("friday", "noon");
  }

  @Test
  void segmentsWithoutAPageAreThoseThatDoNotLookAtIt() {
    create("pricing", rule("page.path", "=", "'/pricing'"));
    create("noon", rule("time.hour", "=", "12"));
    create("pro", rule("crm.plan", "=", "'pro'"));
    publish();
    deliver(ANN, "pro");
    int production = world.environment("production").id();
    assertThat(pageLoads.segments(production, ANN, NOW)).containsExactly("pro");
    assertThat(load(ANN, at("/pricing")).segments()).containsExactly("noon", "pricing", "pro");
    assertThat(activity.drain(1_000).seen()).hasSize(1);
  }

  @Test
  void firstAndLastSeenCountAsSoonAsTheyAreApplied() {
    create("seen", rule("user.lastSeen", "notNull", "null"));
    publish();
    deliver(ANN, "pro");
    assertThat(load(ANN).segments()).isEmpty();
    ActivityBatch batch = activity.drain(1_000);
    batch
        .seen()
        .forEach(seen -> {
          Population population = world.population(seen.environmentId());
          population.seen(
              population.ordinalOf(seen.user()),
              new Population.Seen(seen.firstMillis(), seen.lastMillis(), 1, 1),
              0);
        });
    assertThat(load(ANN).segments()).containsExactly("seen");
  }
}
