package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.integration;
import static dev.muster.catalog.Samples.refused;
import static dev.muster.catalog.Samples.rule;
import static dev.muster.catalog.Samples.segment;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.CatalogException.Code;
import dev.muster.catalog.PublicationChange.Kind;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicationsTest {

  private static final OptionalLong ANY = OptionalLong.empty();
  private static final CatalogLimits THREE_KEPT =
      new CatalogLimits(9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 3, 9, 99, 99, 99);

  private final CatalogStore store =
      new MemoryLog().open(Catalog.EMPTY, THREE_KEPT, InstantSource.system());

  @BeforeEach
  void setUp() {
    store.systems().create(ADMIN, system("shop"));
    store.integrations().create(ADMIN, "shop", integration("crm", "plan plan string"));
    put("pro", "'pro'");
  }

  private void put(String key, String value) {
    SegmentForm form = segment(key, rule("crm.plan", "=", value));
    if (store.current().system("shop").orElseThrow().segment(key).isPresent()) {
      store.segments().update(ADMIN, "shop", key, form, ANY, false);
    } else {
      store.segments().create(ADMIN, "shop", form);
    }
  }

  private Publication publish() {
    return store.publications().publish(ADMIN, "shop", "production", "a note");
  }

  private Environment production() {
    return store.current().system("shop").orElseThrow().environment("production").orElseThrow();
  }

  @Test
  void publishingMakesTheNextVersionOfOneEnvironment() {
    Publication first = publish();
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.publishedBy()).isEqualTo("ada");
    assertThat(first.note()).isEqualTo("a note");
    assertThat(first.segments()).extracting(PublishedSegment::key).containsExactly("pro");
    assertThat(publish().version()).isEqualTo(2);
    assertThat(production().live()).contains(production().publications().getLast());
    Environment test =
        store.current().system("shop").orElseThrow().environment("test").orElseThrow();
    assertThat(test.publications()).isEmpty();
  }

  @Test
  void withoutSegmentsItPublishesNone() {
    store.segments().delete(ADMIN, "shop", "pro", ANY, false);
    assertThat(publish().segments()).isEmpty();
  }

  @Test
  void changesAreThoseAgainstTheVersionBefore() {
    put("gone", "'x'");
    put("same", "'x'");
    Publication first = publish();
    assertThat(PublicationChange.of(production(), first))
        .extracting(PublicationChange::kind)
        .containsOnly(Kind.ADDED);

    store.segments().delete(ADMIN, "shop", "gone", ANY, false);
    put("pro", "'max'");
    put("fresh", "'x'");
    Publication second = publish();
    assertThat(PublicationChange.of(production(), second))
        .containsExactly(
            new PublicationChange(Kind.ADDED, "fresh", "The fresh"),
            new PublicationChange(Kind.REMOVED, "gone", "The gone"),
            new PublicationChange(Kind.CHANGED, "pro", "The pro"));
  }

  @Test
  void whatDidNotChangeIsSharedBetweenPublications() {
    Publication first = publish();
    Publication second = publish();
    assertThat(second.segments().getFirst()).isSameAs(first.segments().getFirst());
  }

  @Test
  void restoringBringsOldSegmentsBackAsANewVersion() {
    Publication first = publish();
    put("pro", "'max'");
    publish();

    Publication third = store.publications().restore(ADMIN, "shop", "production", 1, "back");
    assertThat(third.version()).isEqualTo(3);
    assertThat(third.restoredFrom()).isEqualTo(OptionalInt.of(1));
    assertThat(third.segments()).isEqualTo(first.segments());
    refused(Code.NOT_FOUND, () -> store.publications().restore(ADMIN, "shop", "production", 4, ""));
  }

  @Test
  void oldPublicationsGoWhenThereAreTooMany() {
    for (int i = 0; i < 5; i++) {
      publish();
    }
    assertThat(production().publications())
        .extracting(Publication::version)
        .containsExactly(3, 4, 5);
  }

  @Test
  void segmentsWithAProblemStopAPublishAndARestore() {
    publish();
    store.integrations().delete(ADMIN, "shop", "crm", ANY, true);
    CatalogException refused = refused(Code.UNRESOLVED, this::publish);
    assertThat(refused.errors())
        .extracting(FieldError::path)
        .allMatch(path -> path.startsWith("pro.condition"))
        .hasSize(1);
    refused(
        Code.UNRESOLVED, () -> store.publications().restore(ADMIN, "shop", "production", 1, ""));
  }

  @Test
  void publishingNeedsThePublisher() {
    Actor editor = new Actor("eve", Role.EDITOR, "");
    refused(Code.FORBIDDEN, () -> store.publications().publish(editor, "shop", "production", ""));
    Actor publisher = new Actor("pat", Role.PUBLISHER, "");
    assertThat(store.publications().publish(publisher, "shop", "production", "").version())
        .isEqualTo(1);
  }

  @Test
  void theSystemStaysAtItsVersion() {
    publish();
    assertThat(store.current().system("shop").orElseThrow().version()).isEqualTo(1);
  }
}
