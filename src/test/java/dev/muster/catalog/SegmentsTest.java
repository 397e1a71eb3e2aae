package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.condition;
import static dev.muster.catalog.Samples.integration;
import static dev.muster.catalog.Samples.refused;
import static dev.muster.catalog.Samples.rule;
import static dev.muster.catalog.Samples.segment;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.CatalogException.Code;
import dev.muster.condition.Condition;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentsTest {

  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Condition PRO = rule("crm.plan", "=", "'pro'");

  private final CatalogStore store = MemoryLog.store();

  @BeforeEach
  void setUp() {
    store.systems().create(ADMIN, system("shop"));
    store
        .integrations()
        .create(ADMIN, "shop", integration("crm", "plan plan string", "arr arr number"));
  }

  private SystemDefinition shop() {
    return store.current().system("shop").orElseThrow();
  }

  private Segment create(String key, Condition condition) {
    return store.segments().create(ADMIN, "shop", segment(key, condition));
  }

  private SegmentStatus status(String key, String environment) {
    return SegmentStatus.of(
        shop().segment(key).orElseThrow(), shop().environment(environment).orElseThrow());
  }

  @Test
  void aSegmentKeepsItsConditionAsItWasWritten() {
    Segment created = create("premium", PRO);
    assertThat(created.condition()).isEqualTo(PRO);
    assertThat(created.version()).isEqualTo(1);
    assertThat(shop().resolve(created)).isInstanceOf(Resolution.Resolved.class);
  }

  @Test
  void allThatIsWrongInAConditionIsToldWithItsPlace() {
    Condition wrong =
        condition(
            "{'combinator':'and','rules':["
                + "{'field':'crm.plan','operator':'=','value':'pro'},"
                + "{'field':'crm.nothing','operator':'=','value':'pro'},"
                + "{'combinator':'or','rules':["
                + "{'field':'crm.arr','operator':'=','value':'much'}]}]}");
    assertThat(refused(Code.INVALID, () -> create("premium", wrong)).errors())
        .extracting(FieldError::path)
        .allMatch(path -> path.startsWith("condition.rules["))
        .anyMatch(path -> path.startsWith("condition.rules[1]"))
        .anyMatch(path -> path.startsWith("condition.rules[2].rules[0]"))
        .hasSize(2);
  }

  @Test
  void aRingOfSegmentsIsRefused() {
    create("a", PRO);
    create("b", rule("segment", "=", "'a'"));
    create("c", rule("segment", "=", "'b'"));
    CatalogException refused =
        refused(
            Code.INVALID,
            () ->
                store
                    .segments()
                    .update(
                        ADMIN, "shop", "a", segment("a", rule("segment", "=", "'c'")), ANY, false));
    assertThat(refused.errors()).isNotEmpty();
    refused(Code.INVALID, () -> create("self", rule("segment", "=", "'self'")));
  }

  @Test
  void aSystemHasAtMostItsLimitOfSegments() {
    MemoryLog log = new MemoryLog();
    CatalogLimits few = new CatalogLimits(9, 9, 9, 9, 9, 2, 9, 9, 9, 9, 9, 9, 9, 9, 99, 99, 99);
    CatalogStore small = log.open(Catalog.EMPTY, few, InstantSource.system());
    small.systems().create(ADMIN, system("shop"));
    Condition known = rule("user.id", "notNull", "null");
    small.segments().create(ADMIN, "shop", segment("a", known));
    small.segments().create(ADMIN, "shop", segment("b", known));
    refused(Code.LIMIT, () -> small.segments().create(ADMIN, "shop", segment("c", known)));
  }

  @Test
  void theStatusComparesWithWhatIsLive() {
    create("premium", PRO);
    assertThat(status("premium", "production")).isEqualTo(SegmentStatus.DRAFT);

    store.publications().publish(ADMIN, "shop", "production", "");
    assertThat(status("premium", "production")).isEqualTo(SegmentStatus.LIVE);
    assertThat(status("premium", "test")).isEqualTo(SegmentStatus.DRAFT);

    SegmentForm changed = segment("premium", rule("crm.plan", "=", "'max'"));
    store.segments().update(ADMIN, "shop", "premium", changed, ANY, false);
    assertThat(status("premium", "production")).isEqualTo(SegmentStatus.CHANGED);

    store.segments().update(ADMIN, "shop", "premium", segment("premium", PRO), ANY, false);
    assertThat(status("premium", "production")).isEqualTo(SegmentStatus.LIVE);
  }

  @Test
  void aSegmentThatOthersUseIsNotDeletedUnconfirmed() {
    create("premium", PRO);
    create("rich", rule("segment", "=", "'premium'"));
    CatalogException refused =
        refused(Code.IN_USE, () -> store.segments().delete(ADMIN, "shop", "premium", ANY, false));
    assertThat(refused.dependents())
        .containsExactly(new Dependent("segment", "rich", "The rich", "draft"));

    store.segments().delete(ADMIN, "shop", "premium", ANY, true);
    assertThat(shop().resolve(shop().segment("rich").orElseThrow()))
        .isInstanceOf(Resolution.Problem.class);
  }

  @Test
  void aDeletedSegmentStaysLiveUntilTheNextPublish() {
    create("premium", PRO);
    create("rich", rule("segment", "=", "'premium'"));
    store.publications().publish(ADMIN, "shop", "production", "");
    store.segments().delete(ADMIN, "shop", "premium", ANY, true);

    Publication live = shop().environment("production").orElseThrow().live().orElseThrow();
    assertThat(live.segments())
        .allMatch(one -> shop().resolve(live, one) instanceof Resolution.Resolved);
  }

  @Test
  void aChangeAgainstAnOldVersionIsRefused() {
    create("premium", PRO);
    store
        .segments()
        .update(ADMIN, "shop", "premium", segment("premium", PRO), OptionalLong.of(1), false);
    refused(
        Code.VERSION_CONFLICT,
        () -> store.segments().delete(ADMIN, "shop", "premium", OptionalLong.of(1), false));
  }

  @Test
  void aSegmentThatWouldMakeOthersTooLargeIsRefused() {
    String one = "{'field':'user.id','operator':'notNull'},";
    String hundred = one.repeat(100).substring(0, one.length() * 100 - 1);
    create(
        "part",
        condition("{'combinator':'or','rules':[" + one.substring(0, one.length() - 1) + "]}"));
    String use = "{'field':'segment','operator':'=','value':'part'},";
    String uses = use.repeat(40).substring(0, use.length() * 40 - 1);
    create("whole", condition("{'combinator':'or','rules':[" + uses + "]}"));

    SegmentForm larger =
        segment("part", condition("{'combinator':'or','rules':[" + hundred + "]}"));
    CatalogException refused =
        refused(
            Code.IN_USE, () -> store.segments().update(ADMIN, "shop", "part", larger, ANY, false));
    assertThat(refused.dependents()).extracting(Dependent::key).containsExactly("whole");

    store.segments().update(ADMIN, "shop", "part", larger, ANY, true);
    assertThat(shop().resolve(shop().segment("whole").orElseThrow()))
        .isInstanceOf(Resolution.Problem.class);
  }
}
