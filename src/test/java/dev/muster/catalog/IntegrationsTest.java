package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.integration;
import static dev.muster.catalog.Samples.refused;
import static dev.muster.catalog.Samples.rule;
import static dev.muster.catalog.Samples.segment;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.catalog.CatalogException.Code;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationsTest {

  private static final OptionalLong ANY = OptionalLong.empty();

  private final MemoryLog log = new MemoryLog();
  private final CatalogStore store = log.opened();

  @BeforeEach
  void setUp() {
    store.systems().create(ADMIN, system("shop"));
  }

  private SystemDefinition shop() {
    return store.current().system("shop").orElseThrow();
  }

  private Integration create(String key, String... properties) {
    return store.integrations().create(ADMIN, "shop", integration(key, properties));
  }

  private Integration update(boolean confirm, String key, String... properties) {
    return store
        .integrations()
        .update(ADMIN, "shop", key, integration(key, properties), ANY, confirm);
  }

  private static String[] numbered(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> prefix + i + " " + prefix + i + " string")
        .toArray(String[]::new);
  }

  private List<Effect> lastEffects() {
    Catalog before = Catalog.EMPTY;
    List<CatalogCommit> commits = log.commits();
    for (CatalogCommit commit : commits.subList(0, commits.size() - 1)) {
      before = commit.applyTo(before);
    }
    return commits.getLast().effects(before);
  }

  @Test
  void anApiIntegrationHasAnUnguessableEndpointInEachEnvironment() {
    Integration crm = create("crm", "customer.plan plan string");
    assertThat(crm.endpointTokens()).containsOnlyKeys("production", "test");
    assertThat(crm.endpointTokens().values())
        .doesNotHaveDuplicates()
        .allMatch(token -> token.matches("[a-z0-9]{40}"));
  }

  @Test
  void aCsvIntegrationHasNoEndpointsToRotate() {
    IntegrationForm form =
        new IntegrationForm("files", "Files", IntegrationKind.CSV, "email", List.of());
    assertThat(store.integrations().create(ADMIN, "shop", form).endpointTokens()).isEmpty();
    refused(
        Code.NOT_FOUND,
        () -> store.integrations().rotateToken(ADMIN, "shop", "files", "production"));
  }

  @Test
  void aRotatedTokenReplacesThatOfItsEnvironmentOnly() {
    Integration before = create("crm", "customer.plan plan string");
    Integration after = store.integrations().rotateToken(ADMIN, "shop", "crm", "test");
    assertThat(after.endpointTokens().get("test"))
        .isNotEqualTo(before.endpointTokens().get("test"));
    assertThat(after.endpointTokens().get("production"))
        .isEqualTo(before.endpointTokens().get("production"));
    assertThat(after.version()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "page", "browser", "time", "segment", "a.b", "CRM", ""})
  void aKeyThatConditionsCouldNotNameIsRefused(String key) {
    assertThat(refused(Code.INVALID, () -> create(key, "a a string")).errors())
        .extracting(FieldError::path)
        .containsExactly("key");
  }

  @Test
  void allThatIsWrongWithPropertiesIsToldAtOnce() {
    CatalogException refused =
        refused(
            Code.INVALID,
            () -> create("crm", "a x string", "b x number", "a y string", "c\t z string"));
    assertThat(refused.errors())
        .extracting(FieldError::path)
        .containsExactlyInAnyOrder(
            "properties[1].name", "properties[2].path", "properties[3].path");
  }

  @Test
  void aPathMayHaveDotsAnywhere() {
    assertThat(create("crm", "No. number string", ".a..b hidden string").properties()).hasSize(2);
  }

  @Test
  void theSamePathMayBeReadAsTwoTypes() {
    assertThat(create("crm", "a text string", "a amount number").properties()).hasSize(2);
  }

  @Test
  void theThirtyFirstAttributeIsRefusedSayingWhoUsesTheRest() {
    create("crm", numbered("c", 18));
    create("billing", numbered("b", 12));
    assertThat(refused(Code.ATTRIBUTE_LIMIT, () -> create("web", "a a string")).detail())
        .startsWith("30 of 30 attributes are used: crm 18, billing 12; web would have 1.");
    assertThat(
            refused(Code.ATTRIBUTE_LIMIT, () -> update(false, "billing", numbered("b", 13)))
                .detail())
        .startsWith("30 of 30 attributes are used: crm 18, billing 12; billing would have 13.");
    assertThat(update(false, "billing", numbered("b", 11)).properties()).hasSize(11);
  }

  @Test
  void aHigherLimitMakesRoom() {
    create("crm", numbered("c", 30));
    store
        .systems()
        .update(ADMIN, "shop", new SystemForm("shop", "S", "UTC", OptionalInt.of(31)), ANY);
    assertThat(create("web", "a a string").properties()).hasSize(1);
  }

  @Test
  void anotherPathKeepsTheAttribute() {
    int id = create("crm", "plan plan string").properties().getFirst().attributeId();
    Property after = update(false, "crm", "customer.plan plan string").properties().getFirst();
    assertThat(after).isEqualTo(new Property(id, "customer.plan", "plan", AttributeType.STRING));
    assertThat(lastEffects()).isEmpty();
  }

  @Test
  void aRenamedPropertyKeepsTheAttribute() {
    int id = create("crm", "plan plan string").properties().getFirst().attributeId();
    Property after = update(false, "crm", "plan tier string").properties().getFirst();
    assertThat(after.attributeId()).isEqualTo(id);
    assertThat(lastEffects()).isEmpty();
  }

  @Test
  void anotherTypeIsAnotherAttributeWithoutValues() {
    int id = create("crm", "arr arr string").properties().getFirst().attributeId();
    Property after = update(false, "crm", "arr arr number").properties().getFirst();
    List<Integer> environments = shop().environments().stream().map(Environment::id).toList();
    assertThat(after.attributeId()).isGreaterThan(id);
    assertThat(lastEffects())
        .containsExactly(
            new Effect.AttributeRemoved(environments, id),
            new Effect.AttributeAdded(
                environments,
                new Attribute(after.attributeId(), "crm", "arr", AttributeType.NUMBER)));
  }

  @Test
  void namesThatAreExchangedStayWithTheirNames() {
    Integration before = create("crm", "p one string", "q two string");
    Integration after = update(false, "crm", "q one string", "p two string");
    assertThat(after.properties())
        .extracting(Property::attributeId)
        .containsExactlyElementsOf(
            before.properties().stream().map(Property::attributeId).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plan tier string", "plan plan strings"})
  void whatSegmentsUseIsNotTakenAwayUnconfirmed(String changed) {
    create("crm", "plan plan string");
    store.segments().create(ADMIN, "shop", segment("premium", rule("crm.plan", "=", "'pro'")));
    store.segments().create(ADMIN, "shop", segment("also", rule("segment", "=", "'premium'")));
    store.publications().publish(ADMIN, "shop", "production", "");
    String[] properties = changed.isEmpty() ? new String[0] : new String[] {changed};

    CatalogException refused = refused(Code.IN_USE, () -> update(false, "crm", properties));
    assertThat(refused.dependents())
        .containsExactlyInAnyOrder(
            new Dependent("segment", "premium", "The premium", "draft"),
            new Dependent("segment", "also", "The also", "draft"),
            new Dependent("segment", "premium", "The premium", "live in production"),
            new Dependent("segment", "also", "The also", "live in production"));

    update(true, "crm", properties);
    SystemDefinition shop = shop();
    Publication live = shop.environment("production").orElseThrow().live().orElseThrow();
    assertThat(shop.segments()).hasSize(2);
    assertThat(shop.resolve(shop.segment("also").orElseThrow()))
        .isInstanceOf(Resolution.Problem.class);
    assertThat(shop.resolve(live, live.segment("premium").orElseThrow()))
        .isInstanceOf(Resolution.Problem.class);
  }

  @Test
  void deletingAnIntegrationThatIsUsedNeedsAConfirmation() {
    create("crm", "plan plan string");
    store.segments().create(ADMIN, "shop", segment("premium", rule("crm.plan", "=", "'pro'")));

    assertThat(
            refused(
                    Code.IN_USE,
                    () -> store.integrations().delete(ADMIN, "shop", "crm", ANY, false))
                .dependents())
        .hasSize(1);
    store.integrations().delete(ADMIN, "shop", "crm", ANY, true);
    assertThat(shop().integrations()).isEmpty();
    assertThat(lastEffects()).hasSize(1);
  }

  @Test
  void keyAndKindAreFixed() {
    create("crm", "plan plan string");
    IntegrationForm form =
        new IntegrationForm("other", "Other", IntegrationKind.CSV, "email", List.of());
    assertThat(
            refused(
                    Code.INVALID,
                    () -> store.integrations().update(ADMIN, "shop", "crm", form, ANY, false))
                .errors())
        .extracting(FieldError::path)
        .containsExactly("key", "kind");
  }

  @Test
  void aViewerMayChangeNothing() {
    Actor viewer = new Actor("vic", Role.VIEWER, "");
    refused(
        Code.FORBIDDEN,
        () -> store.integrations().create(viewer, "shop", integration("crm", "a a string")));
  }
}
