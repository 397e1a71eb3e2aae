package dev.muster.catalog;

import dev.muster.attribute.Attribute;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/// Editing what the pages of a system's application are to do. Needs the role admin. Each change is
/// one of the system too, and raises its version.
public final class PageSettingsEditor {

  private static final int SALT_LENGTH_MIN = 8;
  private static final int LINE_MAX = 200;
  private static final int URL_MAX = 1_000;

  private final CatalogStore store;

  PageSettingsEditor(CatalogStore store) {
    this.store = store;
  }

  /// Changes the settings. Pages follow within minutes, as they keep the snippet for that long.
  ///
  /// @param expected the version of the system that the caller has seen; empty: any
  /// @param confirm whether to go on although identifiers would be hashed in another way than
  ///   before: no user who is known by now is found by a page or a sender any more
  /// @throws CatalogException `invalid`, `not-found`, `version-conflict`, `confirmation-required`
  public SystemDefinition update(
      Actor actor,
      String systemKey,
      PageSettingsForm form,
      OptionalLong expected,
      boolean confirm) {
    return store
        .commit(
            actor,
            Role.ADMIN,
            "page-settings.update",
            edit -> update(edit, systemKey, form, expected, confirm))
        .system(systemKey)
        .orElseThrow();
  }

  private static void update(
      Edit edit, String systemKey, PageSettingsForm form, OptionalLong expected, boolean confirm) {
    SystemDefinition system = edit.system(systemKey);
    edit.unchanged("system " + systemKey, system.version(), expected);
    Checks checks = edit.checks();
    check(checks, form);
    SortedSet<Integer> visible = visible(checks, system, form);
    checks.done("the settings of pages");
    Optional<String> before = system.pages().salt();
    Optional<String> salt = salt(edit, form, before);
    if (!salt.equals(before)) {
      edit.confirmed(confirm, consequence(system, before, salt));
    }
    edit.add(
        new Step.PutPageSettings(
            systemKey,
            new PageSettings(
                form.identifier(),
                form.waitMillis(),
                form.anonymous(),
                salt,
                visible,
                form.applicationUrl())));
    edit.touch(system);
  }

  private static Optional<String> salt(Edit edit, PageSettingsForm form, Optional<String> before) {
    return form.hashing()
        ? Optional.of(form.salt().or(() -> before).orElseGet(edit::newKey))
        : Optional.empty();
  }

  private static String consequence(
      SystemDefinition system, Optional<String> before, Optional<String> salt) {
    String change =
        salt.isEmpty()
            ? "keeping identifiers as they are"
            : before.isEmpty() ? "keeping identifiers hashed only" : "another salt";
    return change
        + " gives each end user of "
        + system.key()
        + " another identifier: those who are known by now stay under the old one, where neither a"
        + " page nor a sender finds them";
  }

  private static void check(Checks checks, PageSettingsForm form) {
    IdentifierSource source = form.identifier();
    boolean called = source.method() == IdentifierSource.Method.CALL;
    String named =
        source.method() == IdentifierSource.Method.ELEMENT
            ? "identifier.selector"
            : "identifier.name";
    if (called && !source.name().isEmpty()) {
      checks.wrong(named, "belongs to no call; leave it out");
    } else if (!called) {
      checks.line(named, source.name(), LINE_MAX);
    }
    if (source.attribute().isPresent()) {
      if (source.method() == IdentifierSource.Method.ELEMENT) {
        checks.line("identifier.attribute", source.attribute().get(), LINE_MAX);
      } else {
        checks.wrong("identifier.attribute", "belongs to the method element only; leave it out");
      }
    }
    if (form.waitMillis() < 0 || form.waitMillis() > PageSettings.WAIT_MILLIS_MAX) {
      checks.wrong("waitMillis", "is not between 0 and " + PageSettings.WAIT_MILLIS_MAX);
    }
    form.salt().ifPresent(salt -> salt(checks, form, salt));
    form.applicationUrl().ifPresent(url -> url(checks, url));
  }

  private static void salt(Checks checks, PageSettingsForm form, String salt) {
    if (!form.hashing()) {
      checks.wrong("hashing.salt", "belongs to hashing, which is off; leave it out");
    } else if (salt.length() < SALT_LENGTH_MIN) {
      checks.wrong("hashing.salt", "has fewer than " + SALT_LENGTH_MIN + " characters");
    } else {
      checks.line("hashing.salt", salt, LINE_MAX);
    }
  }

  private static void url(Checks checks, String url) {
    String reason = "is not an address of the web, such as https://app.example.com/start";
    try {
      URI uri = new URI(url);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!web || uri.getHost() == null || uri.getUserInfo() != null || url.length() > URL_MAX) {
        checks.wrong("applicationUrl", reason);
      }
    } catch (URISyntaxException _) {
      checks.wrong("applicationUrl", reason);
    }
  }

  private static SortedSet<Integer> visible(
      Checks checks, SystemDefinition system, PageSettingsForm form) {
    SortedSet<Integer> ids = new TreeSet<>();
    for (int i = 0; i < form.visible().size(); i++) {
      String field = form.visible().get(i);
      Optional<Attribute> attribute =
          system.attributes().stream().filter(one -> one.field().equals(field)).findFirst();
      if (attribute.isEmpty()) {
        checks.wrong("visibleAttributes[" + i + "]", "is no attribute of the system");
      } else {
        ids.add(attribute.get().id());
      }
    }
    return ids;
  }
}
