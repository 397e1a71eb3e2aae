package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// One commit in the making: what an editor sees of the catalog before, and the steps so far.
final class Edit {

  /// What can depend on something, and how it is called.
  private static final SequencedMap<String, String> KINDS = kinds();

  private final Catalog before;
  private final CatalogLimits limits;
  private final Instant at;
  private final SecureRandom random;
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> selectors = new HashSet<>();
  private int lastId;

  Edit(Catalog before, CatalogLimits limits, Instant at, SecureRandom random) {
    this.before = before;
    this.limits = limits;
    this.at = at;
    this.random = random;
    this.lastId = before.lastId();
  }

  private static SequencedMap<String, String> kinds() {
    SequencedMap<String, String> kinds = new LinkedHashMap<>();
    kinds.put("segment", "segment");
    kinds.put("filter", "saved filter");
    kinds.put("report", "report");
    kinds.put("dashboard", "dashboard");
    kinds.put("report-link", "read-only link");
    kinds.put("mailing", "mailing");
    kinds.put("webhook", "webhook");
    return kinds;
  }

  Catalog before() {
    return before;
  }

  CatalogLimits limits() {
    return limits;
  }

  Instant at() {
    return at;
  }

  Checks checks() {
    return new Checks(limits);
  }

  void add(Step step) {
    steps.add(step);
  }

  int newId() {
    lastId = Math.addExact(lastId, 1);
    return lastId;
  }

  /// A new key whose selector no other key has.
  String newKey() {
    String key = AccessKey.generate(random);
    while (!selectors().add(AccessKey.selector(key))) {
      key = AccessKey.generate(random);
    }
    return key;
  }

  /// A new secret that nobody can guess: a selector that no other key has, and 32 bytes.
  String newSecret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return AccessKey.selector(newKey())
        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Set<String> selectors() {
    if (selectors.isEmpty()) {
      selectors.addAll(before.tokens().keySet());
      selectors.addAll(before.accounts().people().keySet());
      selectors.addAll(before.accounts().links().keySet());
      selectors.addAll(before.accounts().sessions().keySet());
      for (SystemDefinition system : before.systems().values()) {
        for (Environment one : system.environments()) {
          selectors.add(AccessKey.selector(one.clientKey()));
          one.previousKey().ifPresent(key -> selectors.add(AccessKey.selector(key)));
          one.verification().secrets().forEach(secret -> selectors.add(secret.id()));
        }
        selectors.addAll(system.reporting().links().keySet());
        system.integrations().values().stream()
            .flatMap(one -> one.endpointTokens().values().stream())
            .forEach(token -> selectors.add(AccessKey.selector(token)));
      }
    }
    return selectors;
  }

  CatalogCommit commit(Actor actor, String action) {
    return new CatalogCommit(before.version() + 1, at, actor, action, lastId, steps);
  }

  SystemDefinition system(String key) {
    return before
        .system(key)
        .orElseThrow(() -> new CatalogException(Code.NOT_FOUND, "there is no system " + key));
  }

  Environment environment(SystemDefinition system, String key) {
    return system
        .environment(key)
        .orElseThrow(() ->
            new CatalogException(
                Code.NOT_FOUND, "system " + system.key() + " has no environment " + key));
  }

  Integration integration(SystemDefinition system, String key) {
    return system
        .integration(key)
        .orElseThrow(() ->
            new CatalogException(
                Code.NOT_FOUND, "system " + system.key() + " has no integration " + key));
  }

  Segment segment(SystemDefinition system, String key) {
    return system
        .segment(key)
        .orElseThrow(() ->
            new CatalogException(
                Code.NOT_FOUND, "system " + system.key() + " has no segment " + key));
  }

  Person person(String id) {
    return before
        .accounts()
        .person(id)
        .orElseThrow(() -> new CatalogException(Code.NOT_FOUND, "there is no person " + id));
  }

  void free(boolean taken, String what, String key) {
    if (taken) {
      throw new CatalogException(
          Code.ALREADY_EXISTS, "there is already " + what + " with the key " + key);
    }
  }

  void room(int used, int limit, String what) {
    if (used >= limit) {
      throw new CatalogException(
          Code.LIMIT, "there are already " + used + " of at most " + limit + " " + what);
    }
  }

  /// @param expected the version that the editor has seen; empty: whatever there is
  void unchanged(String what, long version, OptionalLong expected) {
    if (expected.isPresent() && expected.getAsLong() != version) {
      throw new CatalogException(
          Code.VERSION_CONFLICT,
          what
              + " has been changed: it is at version "
              + version
              + ", not "
              + expected.getAsLong()
              + "; read it again");
    }
  }

  /// The system's environments have changed, and so has it.
  void touch(SystemDefinition system) {
    add(
        new Step.PutSystem(
            system.key(),
            system.name(),
            system.timeZone(),
            system.attributeLimit(),
            system.version() + 1,
            system.createdAt()));
  }

  void confirmed(boolean confirm, String consequence) {
    if (!confirm) {
      throw new CatalogException(
          Code.CONFIRMATION_REQUIRED,
          consequence + "; send it again with ?confirm=true if that is meant");
    }
  }

  /// A segment may depend as a draft and as it is live; it is one all the same.
  private static long distinct(String kind, List<Dependent> dependents) {
    return dependents.stream()
        .filter(one -> one.kind().equals(kind))
        .map(Dependent::key)
        .distinct()
        .count();
  }

  /// `2 segments, 1 saved filter and 1 report`
  private static String counted(List<Dependent> dependents) {
    List<String> parts = new ArrayList<>();
    KINDS.forEach((kind, name) -> {
      long count = distinct(kind, dependents);
      if (count > 0) {
        parts.add(count + " " + name + (count == 1 ? "" : "s"));
      }
    });
    String last = parts.removeLast();
    return parts.isEmpty() ? last : String.join(", ", parts) + " and " + last;
  }

  /// For changes that cannot be confirmed.
  void unused(String change, List<Dependent> dependents) {
    if (!dependents.isEmpty()) {
      throw new CatalogException(
          Code.IN_USE,
          change + " would break " + counted(dependents) + "; " + wayOut(dependents) + " first",
          List.of(),
          dependents);
    }
  }

  /// Links and mailings are nothing to take something out of.
  private static String wayOut(List<Dependent> dependents) {
    Set<String> kinds = dependents.stream().map(Dependent::kind).collect(Collectors.toSet());
    List<String> ways = new ArrayList<>();
    if (kinds.remove("report-link")) {
      ways.add("revoke the link" + (distinct("report-link", dependents) == 1 ? "" : "s"));
    }
    if (kinds.remove("mailing")) {
      ways.add("delete the mailing" + (distinct("mailing", dependents) == 1 ? "" : "s"));
    }
    if (!kinds.isEmpty()) {
      ways.addFirst("take it out of what uses it");
    }
    return String.join(" and ", ways);
  }

  void unused(boolean confirm, String change, List<Dependent> dependents) {
    if (!confirm && !dependents.isEmpty()) {
      throw new CatalogException(
          Code.IN_USE,
          change
              + " would break "
              + counted(dependents)
              + "; mend what depends on it first, or send it again with ?confirm=true",
          List.of(),
          dependents);
    }
  }
}
