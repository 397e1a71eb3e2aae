package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.integration;
import static dev.muster.catalog.Samples.refused;
import static dev.muster.catalog.Samples.rule;
import static dev.muster.catalog.Samples.segment;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.CatalogException.Code;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FiltersTest {

  private static final OptionalLong ANY = OptionalLong.empty();

  private final CatalogStore store = MemoryLog.store();
  private final Filters filters = store.filters();

  @BeforeEach
  void aSystem() {
    store.systems().create(ADMIN, system("shop"));
    store.integrations().create(ADMIN, "shop", integration("crm", "c.plan plan string"));
    store.segments().create(ADMIN, "shop", segment("pros", rule("crm.plan", "=", "'pro'")));
    filters.create(ADMIN, "shop", form("direct", "crm.plan", "'pro'"));
    filters.create(ADMIN, "shop", form("through", "segment", "'pros'"));
    filters.create(ADMIN, "shop", form("other", "user.id", "'ann'"));
  }

  private static FilterForm form(String key, String field, String value) {
    return new FilterForm(key, "The " + key, rule(field, "=", value));
  }

  private Filter filter(String key) {
    return store.current().system("shop").flatMap(one -> one.filter(key)).orElseThrow();
  }

  @Test
  void aFilterIsHeldToTheChecksOfASegment() {
    var refused =
        refused(
            Code.INVALID,
            () ->
                filters.create(
                    ADMIN, "shop", new FilterForm("X", " ", rule("crm.none", "=", "1"))));
    assertThat(refused.errors())
        .extracting(FieldError::path)
        .containsExactly("key", "name", "condition.rules[0].field");
    refused(
        Code.ALREADY_EXISTS, () -> filters.create(ADMIN, "shop", form("other", "user.id", "'x'")));
    Actor viewer = new Actor("vic", Role.VIEWER, "192.0.2.2");
    refused(Code.FORBIDDEN, () -> filters.create(viewer, "shop", form("x", "user.id", "'x'")));
    refused(Code.FORBIDDEN, () -> filters.delete(viewer, "shop", "other", ANY));
  }

  @Test
  void aFilterIsChangedUnlessSomeoneElseWasFirst() {
    Filter changed =
        filters.update(
            ADMIN, "shop", "other", form("other", "user.id", "'bob'"), OptionalLong.of(1));
    assertThat(changed.version()).isEqualTo(2);
    assertThat(changed.createdBy()).isEqualTo("ada");
    refused(
        Code.VERSION_CONFLICT,
        () ->
            filters.update(
                ADMIN, "shop", "other", form("other", "user.id", "'x'"), OptionalLong.of(1)));
    refused(
        Code.INVALID,
        () -> filters.update(ADMIN, "shop", "other", form("another", "user.id", "'x'"), ANY));
    filters.delete(ADMIN, "shop", "other", OptionalLong.of(2));
    refused(Code.NOT_FOUND, () -> filters.delete(ADMIN, "shop", "other", ANY));
  }

  @Test
  void usingAFilterIsNotedAtMostOnceAMinuteAndIsNoChange() {
    Actor viewer = new Actor("vic", Role.VIEWER, "192.0.2.2");
    assertThat(filter("other").lastUsedAt()).isEmpty();
    filters.use(viewer, "shop", "other", Instant.now());
    Filter used = filter("other");
    assertThat(used.lastUsedAt()).isPresent();
    assertThat(used.version()).isEqualTo(1);
    long version = store.current().version();

    filters.use(viewer, "shop", "other", used.lastUsedAt().orElseThrow().plusSeconds(59));
    assertThat(store.current().version()).isEqualTo(version);
    filters.use(viewer, "shop", "other", used.lastUsedAt().orElseThrow().plusSeconds(60));
    assertThat(store.current().version()).isEqualTo(version + 1);

    refused(Code.NOT_FOUND, () -> filters.use(viewer, "shop", "none", Instant.now()));
  }

  @Test
  void whatAFilterUsesIsNotRemovedWithoutSayingSo() {
    var property =
        refused(
            Code.IN_USE,
            () ->
                store.integrations().update(ADMIN, "shop", "crm", integration("crm"), ANY, false));
    assertThat(property.dependents())
        .containsExactly(
            new Dependent("segment", "pros", "The pros", "draft"),
            new Dependent("filter", "direct", "The direct", "saved"),
            new Dependent("filter", "through", "The through", "saved"));
    assertThat(property.detail())
        .contains("would break 1 segment and 2 saved filters")
        .endsWith("or send it again with ?confirm=true");
    var gone =
        refused(Code.IN_USE, () -> store.segments().delete(ADMIN, "shop", "pros", ANY, false));
    assertThat(gone.dependents())
        .containsExactly(new Dependent("filter", "through", "The through", "saved"));
    assertThat(gone.detail()).contains("would break 1 saved filter;");

    store.integrations().delete(ADMIN, "shop", "crm", ANY, true);
    SystemDefinition shop = store.current().system("shop").orElseThrow();
    assertThat(shop.resolve(filter("direct"))).isInstanceOf(Resolution.Problem.class);
    assertThat(shop.resolve(filter("through"))).isInstanceOf(Resolution.Problem.class);
    assertThat(shop.resolve(filter("other"))).isInstanceOf(Resolution.Resolved.class);
  }

  @Test
  void aSegmentThatIsLiveTooIsCountedOnce() {
    store.publications().publish(ADMIN, "shop", "production", "live");
    var property =
        refused(
            Code.IN_USE,
            () ->
                store.integrations().update(ADMIN, "shop", "crm", integration("crm"), ANY, false));
    assertThat(property.dependents()).extracting(Dependent::key).contains("pros", "pros");
    assertThat(property.detail()).contains("would break 1 segment and 2 saved filters");
  }
}
