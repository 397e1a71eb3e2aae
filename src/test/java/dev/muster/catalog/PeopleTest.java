package dev.muster.catalog;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.CatalogException.Code;
import dev.muster.catalog.OneTimeLink.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PeopleTest {

  private static final OptionalLong ANY = OptionalLong.empty();
  private static final String PASSWORD = "correct horse battery";
  private static final OidcSubject SUBJECT = new OidcSubject("https://id.example.com", "7");

  private Instant now = Instant.parse("2026-05-01T10:00:00Z");
  private final MemoryLog log = new MemoryLog();
  private final CatalogStore store = log.open(Catalog.EMPTY, CatalogLimits.DEFAULT, () -> now);

  private static LinkForm form(String email, String name, String password) {
    return new LinkForm(
        Optional.of(email).filter(it -> !it.isEmpty()),
        Optional.of(name).filter(it -> !it.isEmpty()),
        password);
  }

  private NewSession setUp() {
    String link = store.links().setUp().orElseThrow().secret();
    return store.links().use(link, form("Ann@Example.com", "Ann", PASSWORD), "192.0.2.7");
  }

  private Invited invite(String email, Role role) {
    return store.people().invite(ADMIN, new PersonForm(email, "Ben", role));
  }

  private NewSession come(Invited invited) {
    return store.links().use(invited.link().secret(), form("", "", PASSWORD), "192.0.2.8");
  }

  @Test
  void theFirstAdminComesInByTheSetUpLinkOnce() {
    NewLink link = store.links().setUp().orElseThrow();
    assertThat(link.kept().expiresAt()).isEmpty();
    NewSession session =
        store.links().use(link.secret(), form(" Ann@Example.com", "Ann", PASSWORD), "192.0.2.7");
    assertThat(session.person().role()).isEqualTo(Role.ADMIN);
    assertThat(session.person().email()).isEqualTo("Ann@Example.com");
    assertThat(log.commits().getLast().actor())
        .isEqualTo(new Actor("Ann@Example.com", Role.ADMIN, "192.0.2.7"));
    refused(
        Code.LINK_UNKNOWN,
        () -> store.links().use(link.secret(), form("b@example.com", "B", PASSWORD), ""));
    assertThat(store.links().setUp()).isEmpty();
    assertThat(store.current().accounts().links()).isEmpty();
  }

  @Test
  void aSetUpLinkIsReplacedByTheNextAndEndsWithTheFirstAdmin() {
    String first = store.links().setUp().orElseThrow().secret();
    String second = store.links().setUp().orElseThrow().secret();
    assertThat(store.links().find(first, now)).isEmpty();
    now = now.plus(Duration.ofDays(1_000));
    assertThat(store.links().find(second, now)).isPresent();
    come(invite("ben@example.com", Role.ADMIN));
    assertThat(store.links().find(second, now)).isEmpty();
  }

  @Test
  void anInvitationIsGoodForAWeekAndAResetForADay() {
    setUp();
    Invited invited = invite("ben@example.com", Role.EDITOR);
    assertThat(invited.link().kept().kind()).isEqualTo(Kind.INVITATION);
    String secret = invited.link().secret();
    assertThat(store.links().find(secret, now.plus(Duration.ofDays(7)).minusMillis(1))).isPresent();
    assertThat(store.links().find(secret, now.plus(Duration.ofDays(7)))).isEmpty();
    come(invited);
    NewLink reset = store.people().reset(ADMIN, invited.person().id());
    assertThat(reset.kept().kind()).isEqualTo(Kind.RESET);
    assertThat(store.links().find(reset.secret(), now.plus(Duration.ofHours(24)))).isEmpty();
    now = now.plus(Duration.ofHours(24));
    refused(Code.LINK_UNKNOWN, () -> store.links().use(reset.secret(), form("", "", PASSWORD), ""));
  }

  @Test
  void aResetEndsEverySessionButTheNewOneAndTheOldPassword() {
    setUp();
    NewSession before = come(invite("ben@example.com", Role.EDITOR));
    NewLink reset = store.people().reset(ADMIN, before.person().id());
    assertThat(store.sessions().signIn("ben@example.com", PASSWORD, "")).isPresent();

    NewSession after =
        store.links().use(reset.secret(), form("", "", "another long one"), "192.0.2.8");

    assertThat(store.sessions().authenticate(before.key(), now)).isEmpty();
    assertThat(store.sessions().authenticate(after.key(), now)).isPresent();
    assertThat(store.sessions().signIn("BEN@example.com ", PASSWORD, "")).isEmpty();
    assertThat(store.sessions().signIn("BEN@example.com ", "another long one", "")).isPresent();
  }

  @Test
  void badAccountsAreRefusedWithEveryReasonAtOnce() {
    String link = store.links().setUp().orElseThrow().secret();
    assertThat(
            refused(Code.INVALID, () -> store.links().use(link, form("ann", "", "short"), ""))
                .errors())
        .extracting(FieldError::path)
        .containsExactly("email", "name", "password");
    refused(
        Code.INVALID,
        () -> store.links().use(link, form("ann@example.com", "A", "ann@EXAMPLE.com"), ""));
    refused(
        Code.INVALID,
        () -> store.links().use(link, form("ann@example.com", "A", "aaaaaaaaaaa"), ""));
    assertThat(store.links().find(link, now)).as("not used up").isPresent();
  }

  @Test
  void anEmailIsOnePersonsInAnyCase() {
    setUp();
    refused(Code.ALREADY_EXISTS, () -> invite("ANN@example.COM", Role.VIEWER));
    refused(Code.INVALID, () -> invite("no address", Role.VIEWER));
  }

  @Test
  void theLastAdminWhoCanSignInStays() {
    Person ann = setUp().person();
    Invited ben = invite("ben@example.com", Role.ADMIN);
    refused(Code.LAST_ADMIN, () -> store.people().delete(ADMIN, ann.id(), ANY));
    refused(
        Code.LAST_ADMIN,
        () ->
            store
                .people()
                .update(ADMIN, ann.id(), Optional.empty(), Optional.of(Role.PUBLISHER), ANY));
    come(ben);
    store.people().delete(ADMIN, ann.id(), ANY);
    refused(Code.LAST_ADMIN, () -> store.people().delete(ADMIN, ben.person().id(), ANY));
  }

  @Test
  void aRemovedPersonsSessionsAndLinksEndAtOnce() {
    setUp();
    Invited invited = invite("ben@example.com", Role.EDITOR);
    NewSession session = come(invited);
    NewLink reset = store.people().reset(ADMIN, invited.person().id());
    store.people().delete(ADMIN, invited.person().id(), ANY);
    assertThat(store.sessions().authenticate(session.key(), now)).isEmpty();
    assertThat(store.links().find(reset.secret(), now)).isEmpty();
    refused(Code.NOT_FOUND, () -> store.people().reset(ADMIN, invited.person().id()));
  }

  @Test
  void aChangedRoleHoldsForSessionsThatAreOpen() {
    setUp();
    NewSession session = come(invite("ben@example.com", Role.EDITOR));
    store
        .people()
        .update(ADMIN, session.person().id(), Optional.empty(), Optional.of(Role.VIEWER), ANY);
    assertThat(store.sessions().authenticate(session.key(), now).orElseThrow().person().role())
        .isEqualTo(Role.VIEWER);
  }

  @Test
  void aSessionLastsFourteenDays() {
    NewSession session = setUp();
    now = now.plus(Duration.ofDays(14)).minusMillis(1);
    assertThat(store.sessions().authenticate(session.key(), now)).isPresent();
    now = now.plusMillis(1);
    assertThat(store.sessions().authenticate(session.key(), now)).isEmpty();
    NewSession _ = store.sessions().signIn("ann@example.com", PASSWORD, "").orElseThrow();
    assertThat(store.current().accounts().sessions()).as("those that expired go").hasSize(1);
  }

  @Test
  void anyOtherCharacterOfASessionsKeyMakesItUnknown() {
    String key = setUp().key();
    for (int i = 0; i < key.length(); i++) {
      char other = key.charAt(i) == 'a' ? 'b' : 'a';
      String changed = key.substring(0, i) + other + key.substring(i + 1);
      assertThat(store.sessions().authenticate(changed, now)).isEmpty();
    }
  }

  @Test
  void theOldestSessionGoesWhenThereAreTooMany() {
    setUp();
    for (int i = 0; i < Accounts.SESSIONS_MAX + 3; i++) {
      now = now.plusSeconds(1);
      store.sessions().signInWith(SUBJECT, "ann@example.com", "Ann", Optional.empty(), "");
    }
    assertThat(store.current().accounts().sessions()).hasSize(Accounts.SESSIONS_MAX);
    assertThat(store.current().accounts().sessions().values())
        .allMatch(one -> one.createdAt().isAfter(Instant.parse("2026-05-01T10:00:03Z")));
  }

  @Test
  void changingThePasswordEndsTheOtherSessions() {
    NewSession here = setUp();
    NewSession there = store.sessions().signIn("ann@example.com", PASSWORD, "").orElseThrow();
    Actor ann = here.person().actor("");
    refused(
        Code.WRONG_PASSWORD,
        () ->
            store.sessions().changePassword(ann, here.kept(), "not that one", "another long one"));
    store.sessions().changePassword(ann, here.kept(), PASSWORD, "another long one");
    assertThat(store.sessions().authenticate(here.key(), now)).isPresent();
    assertThat(store.sessions().authenticate(there.key(), now)).isEmpty();
  }

  @Test
  void whomAnIdentityProviderVouchesForComesInIfInvitedOrIfNewPeopleMay() {
    assertThat(store.sessions().signInWith(SUBJECT, "c@example.com", "C", Optional.empty(), ""))
        .isEmpty();
    Invited invited = invite("c@example.com", Role.EDITOR);
    NewSession session =
        store
            .sessions()
            .signInWith(SUBJECT, "C@example.com", "C", Optional.empty(), "")
            .orElseThrow();
    assertThat(session.person().role()).isEqualTo(Role.EDITOR);
    assertThat(store.links().find(invited.link().secret(), now)).isEmpty();
    assertThat(
            store
                .sessions()
                .signInWith(SUBJECT, "renamed@example.com", "C", Optional.empty(), "")
                .orElseThrow()
                .person()
                .id())
        .as("the subject counts, not the e-mail")
        .isEqualTo(session.person().id());
    OidcSubject other = new OidcSubject(SUBJECT.issuer(), "8");
    assertThat(
            store.sessions().signInWith(other, "c@example.com", "C", Optional.of(Role.VIEWER), ""))
        .as("another person, who got the address later")
        .isEmpty();
    assertThat(
            store
                .sessions()
                .signInWith(other, "d@example.com", "D", Optional.of(Role.VIEWER), "")
                .orElseThrow()
                .person()
                .role())
        .isEqualTo(Role.VIEWER);
  }

  @Test
  void passwordsLinksAndKeysAreKeptAsHashesOnlyAndTheAuditLogHasNoneOfThem() {
    NewLink link = store.links().setUp().orElseThrow();
    NewSession session =
        store.links().use(link.secret(), form("ann@example.com", "Ann", PASSWORD), "192.0.2.7");
    String hash = session.person().passwordHash().orElseThrow();
    StringBuilder kept =
        new StringBuilder(new String(CatalogJson.write(store.current()), StandardCharsets.UTF_8));
    StringBuilder audited = new StringBuilder();
    Catalog catalog = Catalog.EMPTY;
    for (CatalogCommit commit : log.commits()) {
      kept.append(new String(commit.bytes(), StandardCharsets.UTF_8));
      commit.audit(catalog).forEach(audited::append);
      catalog = commit.applyTo(catalog);
    }
    assertThat(kept.toString() + link + session + session.person())
        .contains(hash.substring(hash.lastIndexOf('$')))
        .doesNotContain(PASSWORD)
        .doesNotContain(link.secret().substring(AccessKey.SELECTOR_LENGTH))
        .doesNotContain(session.key().substring(AccessKey.SELECTOR_LENGTH));
    assertThat(audited.toString())
        .contains("ann@example.com")
        .contains("session")
        .doesNotContain("argon2id")
        .doesNotContain(hash.substring(hash.lastIndexOf('$')))
        .doesNotContain(session.kept().sha256());
    assertThat(CatalogJson.read(CatalogJson.write(catalog))).isEqualTo(store.current());
  }

  @Test
  void aCatalogThatKnewNobodyIsStillRead() {
    byte[] old =
        "{\"form\":1,\"version\":7,\"lastId\":3,\"systems\":[],\"tokens\":[]}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(CatalogJson.read(old).accounts()).isEqualTo(Accounts.EMPTY);
    assertThat(CatalogJson.read(old).version()).isEqualTo(7);
  }
}
