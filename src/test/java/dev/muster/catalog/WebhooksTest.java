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
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {

  private static final OptionalLong ANY = OptionalLong.empty();
  private static final String URL = "https://hooks.example.com/muster?of=shop";
  private static final SecretBox BOX = SecretBox.passing();

  private final CatalogStore store = MemoryLog.store();

  @BeforeEach
  void setUp() {
    store.systems().create(ADMIN, system("shop"));
    store.integrations().create(ADMIN, "shop", integration("crm", "plan plan string"));
    store.segments().create(ADMIN, "shop", segment("pro", rule("crm.plan", "=", "'pro'")));
    store.segments().create(ADMIN, "shop", segment("here", rule("page.path", "=", "'/'")));
  }

  private static WebhookForm form(String key, String url, String segment) {
    Optional<String> about = segment.isEmpty() ? Optional.empty() : Optional.of(segment);
    return new WebhookForm(key, "The " + key, url, about, true);
  }

  private NewWebhook create(WebhookForm form) {
    return store.webhooks().create(ADMIN, "shop", "production", form, BOX);
  }

  private Environment production() {
    return store.current().system("shop").orElseThrow().environment("production").orElseThrow();
  }

  @Test
  void aWebhookIsOfOneEnvironmentAndKeepsItsSecretClosed() {
    NewWebhook made = create(form("crm", " " + URL + " ", "pro"));
    assertThat(made.secret()).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(made.webhook().url()).isEqualTo(URL);
    assertThat(made.webhook().secrets(BOX, Instant.now())).containsExactly(made.secret());
    assertThat(made.webhook().isOf("pro")).isTrue();
    assertThat(made.webhook().isOf("here")).isFalse();
    assertThat(production().webhook("crm")).contains(made.webhook());
    assertThat(store.current().system("shop").orElseThrow().environment("test").orElseThrow())
        .satisfies(test -> assertThat(test.webhooks()).isEmpty());
  }

  @Test
  void whatCannotBeCalledOrWatchedIsRefusedWithItsPlace() {
    for (String url :
        new String[] {
          "", "ftp://a.example", "https://", "a", "https://u:p@a.example", URL + "#x"
        }) {
      assertThat(refused(Code.INVALID, () -> create(form("a", url, ""))).errors())
          .extracting(FieldError::path)
          .containsExactly("url");
    }
    for (String key : new String[] {"gone", "here"}) {
      assertThat(refused(Code.INVALID, () -> create(form("a", URL, key))).errors())
          .extracting(FieldError::path)
          .containsExactly("segment");
    }
    refused(Code.INVALID, () -> create(form("new", URL, "")));
    create(form("a", URL, ""));
    refused(Code.ALREADY_EXISTS, () -> create(form("a", URL, "")));
  }

  @Test
  void anEnvironmentHasSoManyAtMost() {
    for (int i = 0; i < Webhook.MAX; i++) {
      create(form("w" + i, URL, ""));
    }
    refused(Code.LIMIT, () -> create(form("one-more", URL, "")));
  }

  @Test
  void theSecretBeforeTheNewestSignsForADayMore() {
    NewWebhook made = create(form("crm", URL, "pro"));
    NewWebhook second = store.webhooks().rotate(ADMIN, "shop", "production", "crm", BOX);
    Instant now = second.webhook().updatedAt();
    assertThat(second.webhook().secrets(BOX, now)).containsExactly(second.secret(), made.secret());
    assertThat(second.webhook().secrets(BOX, now.plus(Webhook.ROTATION)))
        .containsExactly(second.secret());
    NewWebhook third = store.webhooks().rotate(ADMIN, "shop", "production", "crm", BOX);
    assertThat(third.webhook().secrets(BOX, now)).containsExactly(third.secret(), second.secret());
  }

  @Test
  void changesAreMadeOnWhatWasSeenAndOutliveThoseOfTheEnvironment() {
    create(form("crm", URL, "pro"));
    WebhookForm off = new WebhookForm("crm", "Off", URL, Optional.empty(), false);
    refused(
        Code.VERSION_CONFLICT,
        () -> store.webhooks().update(ADMIN, "shop", "production", "crm", off, OptionalLong.of(7)));
    Webhook changed =
        store.webhooks().update(ADMIN, "shop", "production", "crm", off, OptionalLong.of(1));
    assertThat(changed.enabled()).isFalse();
    store.environments().rotateClientKey(ADMIN, "shop", "production", false);
    store.publications().publish(ADMIN, "shop", "production", "");
    assertThat(production().webhook("crm")).contains(changed);
    store.webhooks().delete(ADMIN, "shop", "production", "crm", ANY);
    assertThat(production().webhooks()).isEmpty();
    refused(Code.NOT_FOUND, () -> store.webhooks().delete(ADMIN, "shop", "production", "crm", ANY));
  }

  @Test
  void aSegmentThatAWebhookIsAboutIsNotDeletedUnasked() {
    create(form("crm", URL, "pro"));
    CatalogException inUse =
        refused(Code.IN_USE, () -> store.segments().delete(ADMIN, "shop", "pro", ANY, false));
    assertThat(inUse.dependents())
        .containsExactly(new Dependent("webhook", "crm", "The crm", "in production"));
    assertThat(inUse).hasMessageContaining("1 webhook");
    store.segments().delete(ADMIN, "shop", "pro", ANY, true);
    assertThat(production().webhook("crm")).isPresent();
  }

  @Test
  void whoMayNotPublishSetsUpNone() {
    Actor editor = new Actor("ed", Role.EDITOR, "192.0.2.1");
    refused(
        Code.FORBIDDEN,
        () -> store.webhooks().create(editor, "shop", "production", form("a", URL, ""), BOX));
  }
}
