package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import dev.muster.catalog.IntegrationForm.PropertyForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Editing a system's integrations. Needs the role editor. A change works from the next delivery
/// on.
public final class Integrations {

  /// The groups of conditions' fields that are not integrations, and what has a path of its own
  /// where an integration's key stands.
  static final Set<String> RESERVED_KEYS =
      Set.of("user", "page", "browser", "time", "segment", "activity", "new");

  private final CatalogStore store;

  Integrations(CatalogStore store) {
    this.store = store;
  }

  /// Sets up an integration, with an endpoint in each environment if it is of kind api.
  ///
  /// @throws CatalogException `invalid`, `not-found`, `already-exists`, `limit`, `attribute-limit`
  public Integration create(Actor actor, String systemKey, IntegrationForm form) {
    Catalog after =
        store.commit(
            actor, Role.EDITOR, "integration.create", edit -> create(edit, systemKey, form));
    return integration(after, systemKey, form.key());
  }

  private static void create(Edit edit, String systemKey, IntegrationForm form) {
    SystemDefinition system = edit.system(systemKey);
    Checks checks = edit.checks();
    checks.key(form.key());
    checks.unreserved(form.key(), RESERVED_KEYS);
    check(checks, form);
    edit.free(system.integration(form.key()).isPresent(), "an integration", form.key());
    edit.room(system.integrations().size(), edit.limits().integrations(), "integrations");
    checkAttributeLimit(system, form, 0);
    SortedMap<String, String> tokens = new TreeMap<>();
    if (form.kind() == IntegrationKind.API) {
      system.environments().forEach(one -> tokens.put(one.key(), edit.newKey()));
    }
    edit.add(
        new Step.PutIntegration(
            systemKey,
            new Integration(
                edit.newId(),
                form.key(),
                form.name(),
                form.kind(),
                form.identifier(),
                PropertyMatch.match(List.of(), form.properties(), edit::newId),
                form.keepRejected(),
                tokens,
                new TreeMap<>(),
                form.receiving().orElse(Receiving.PLAIN),
                List.of(),
                new TreeMap<>(),
                1,
                edit.at())));
  }

  /// Changes an integration's name, identifier, properties or what it keeps. A property that keeps
  /// its name and type keeps its values; one that keeps its path and type under a name that is new
  /// is renamed and keeps them too; the values of all others are erased.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @param confirm whether to go on although segments use what is removed, renamed or of another
  ///   type; they stay, and match nobody until they are mended
  /// @throws CatalogException `invalid`, `not-found`, `version-conflict`, `attribute-limit`,
  ///   `in-use`
  public Integration update(
      Actor actor,
      String systemKey,
      String key,
      IntegrationForm form,
      OptionalLong expected,
      boolean confirm) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "integration.update",
            edit -> update(edit, systemKey, key, form, expected, confirm));
    return integration(after, systemKey, key);
  }

  private static void update(
      Edit edit,
      String systemKey,
      String key,
      IntegrationForm form,
      OptionalLong expected,
      boolean confirm) {
    SystemDefinition system = edit.system(systemKey);
    Integration before = edit.integration(system, key);
    edit.unchanged("integration " + key, before.version(), expected);
    Checks checks = edit.checks();
    checks.fixed("key", key, form.key());
    checks.fixed("kind", before.kind().code(), form.kind().code());
    check(checks, form);
    checkAttributeLimit(system, form, before.properties().size());
    List<Property> properties =
        PropertyMatch.match(before.properties(), form.properties(), edit::newId);
    Set<String> broken =
        PropertyMatch.broken(before.properties(), properties).stream()
            .map(name -> key + "." + name)
            .collect(Collectors.toSet());
    edit.unused(confirm, "the change of integration " + key, Uses.ofFields(system, broken));
    edit.add(
        new Step.PutIntegration(
            systemKey,
            new Integration(
                before.id(),
                key,
                form.name(),
                before.kind(),
                form.identifier(),
                properties,
                form.keepRejected(),
                before.endpointTokens(),
                before.schedules(),
                form.receiving().orElse(before.receiving()),
                before.secrets(),
                before.alerts(),
                before.version() + 1,
                before.createdAt())));
  }

  private static void check(Checks checks, IntegrationForm form) {
    checks.name("name", form.name());
    checks.path("identifier", form.identifier());
    form.receiving()
        .ifPresent(receiving -> new ReceivingChecks(checks).check(receiving, form.kind()));
    Map<String, Integer> names = new HashMap<>();
    Map<String, Integer> sources = new HashMap<>();
    for (int i = 0; i < form.properties().size(); i++) {
      PropertyForm property = form.properties().get(i);
      String at = "properties[" + i + "]";
      checks.path(at + ".path", property.path());
      checks.name(at + ".name", property.name());
      Integer namesake = names.putIfAbsent(property.name(), i);
      if (namesake != null) {
        checks.wrong(at + ".name", "is the name of properties[" + namesake + "] too");
      }
      // The same value read as two types is two attributes; read twice as one type it is a mistake.
      Integer twin = sources.putIfAbsent(property.type() + " " + property.path(), i);
      if (twin != null) {
        checks.wrong(at + ".path", "is imported by properties[" + twin + "] with the same type");
      }
    }
    checks.done("the integration");
  }

  private static void checkAttributeLimit(
      SystemDefinition system, IntegrationForm form, int before) {
    int used = system.attributesUsed();
    int wanted = form.properties().size();
    if (wanted > before && used - before + wanted > system.attributeLimit()) {
      throw new CatalogException(
          Code.ATTRIBUTE_LIMIT,
          used
              + " of "
              + system.attributeLimit()
              + " attributes are used"
              + (used == 0 ? "" : ": " + system.attributesUsedInWords())
              + "; "
              + form.key()
              + " would have "
              + wanted
              + ". Take properties out, or raise the system's attributeLimit");
    }
  }

  /// Deletes an integration with its endpoints and the values of its attributes.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @param confirm whether to go on although segments use its attributes; they stay, and match
  ///   nobody until they are mended
  /// @throws CatalogException `not-found`, `version-conflict`, `in-use`
  public void delete(
      Actor actor, String systemKey, String key, OptionalLong expected, boolean confirm) {
    store.commit(
        actor,
        Role.EDITOR,
        "integration.delete",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Integration before = edit.integration(system, key);
          edit.unchanged("integration " + key, before.version(), expected);
          Set<String> fields =
              before.properties().stream()
                  .map(property -> key + "." + property.name())
                  .collect(Collectors.toSet());
          edit.unused(confirm, "deleting integration " + key, Uses.ofFields(system, fields));
          edit.add(new Step.RemoveIntegration(systemKey, key));
        });
  }

  /// Replaces the token of an endpoint. Senders that use the old one are refused from now on.
  ///
  /// @throws CatalogException `not-found`, also for an integration without endpoints
  public Integration rotateToken(Actor actor, String systemKey, String key, String environmentKey) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "integration.rotate-token",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Integration before = edit.integration(system, key);
              edit.environment(system, environmentKey);
              if (!before.endpointTokens().containsKey(environmentKey)) {
                throw new CatalogException(
                    Code.NOT_FOUND, "integration " + key + " has no endpoints");
              }
              SortedMap<String, String> tokens = new TreeMap<>(before.endpointTokens());
              tokens.put(environmentKey, edit.newKey());
              edit.add(new Step.PutIntegration(systemKey, before.withTokens(tokens)));
            });
    return integration(after, systemKey, key);
  }

  private static Integration integration(Catalog catalog, String system, String key) {
    return catalog.system(system).flatMap(one -> one.integration(key)).orElseThrow();
  }
}
