package dev.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.Attribute;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogLawsTest {

  private static final CatalogLimits SMALL =
      new CatalogLimits(2, 3, 2, 5, 9, 3, 3, 3, 3, 3, 3, 3, 3, 4, 200, 2_000, 500);

  /// What is noted for the day, and of which the audit log tells nothing.
  private static final Set<String> NO_CHANGES =
      Set.of("filter.use", "report-link.use", "mailing.note", "token.use");

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static MemoryLog edited(long seed) {
    MemoryLog log = new MemoryLog();
    CatalogStore store = log.open(Catalog.EMPTY, SMALL, InstantSource.system());
    RandomEdits edits = new RandomEdits(store, new Random(seed));
    edits.run(60);
    assertThat(edits.refused()).as("refused of 60").isBetween(5, 45);
    return log;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void commitsAndCatalogsSurviveTheirBytes(long seed) {
    MemoryLog log = edited(seed);
    Catalog current = log.opened().current();

    Catalog replayed = Catalog.EMPTY;
    for (CatalogCommit commit : log.commits()) {
      replayed = CatalogJson.read(CatalogJson.write(replayed));
      assertThat(CatalogCommit.of(commit.bytes()).bytes()).isEqualTo(commit.bytes());
      replayed = commit.applyTo(replayed);
    }
    assertThat(replayed).isEqualTo(current);
    assertThat(CatalogJson.read(CatalogJson.write(current))).isEqualTo(current);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void effectsLeadEachEnvironmentToItsAttributes(long seed) {
    Map<Integer, Set<Attribute>> columns = new HashMap<>();
    Set<Integer> ended = new HashSet<>();
    Catalog catalog = Catalog.EMPTY;
    for (CatalogCommit commit : edited(seed).commits()) {
      for (Effect effect : commit.effects(catalog)) {
        apply(effect, columns, ended);
      }
      catalog = commit.applyTo(catalog);
      assertThat(ids(columns)).isEqualTo(expected(catalog));
    }
  }

  private static void apply(
      Effect effect, Map<Integer, Set<Attribute>> columns, Set<Integer> ended) {
    switch (effect) {
      case Effect.EnvironmentAdded(var id, var attributes) -> {
        assertThat(ended).as("ids are used once").doesNotContain(id);
        assertThat(columns.put(id, new HashSet<>(attributes))).isNull();
      }
      case Effect.EnvironmentRemoved(var id) -> {
        assertThat(columns.remove(id)).isNotNull();
        ended.add(id);
      }
      case Effect.AttributeAdded(var environments, var attribute) ->
          environments.forEach(id -> assertThat(of(columns, id).add(attribute)).isTrue());
      case Effect.AttributeRemoved(var environments, var attributeId) ->
          environments.forEach(
              id -> assertThat(of(columns, id).removeIf(one -> one.id() == attributeId)).isTrue());
    }
  }

  private static Set<Attribute> of(Map<Integer, Set<Attribute>> columns, int id) {
    Set<Attribute> attributes = columns.get(id);
    assertThat(attributes).as("environment %s", id).isNotNull();
    return attributes == null ? Set.of() : attributes;
  }

  private static Map<Integer, Set<List<Object>>> ids(Map<Integer, Set<Attribute>> columns) {
    Map<Integer, Set<List<Object>>> ids = new HashMap<>();
    columns.forEach((id, attributes) -> ids.put(id, typed(attributes)));
    return ids;
  }

  private static Map<Integer, Set<List<Object>>> expected(Catalog catalog) {
    Map<Integer, Set<List<Object>>> expected = new HashMap<>();
    for (SystemDefinition system : catalog.systems().values()) {
      system.environments().forEach(one -> expected.put(one.id(), typed(system.attributes())));
    }
    return expected;
  }

  /// Without the name, which may change while the attribute goes on.
  private static Set<List<Object>> typed(Iterable<Attribute> attributes) {
    Set<List<Object>> typed = new HashSet<>();
    attributes.forEach(one -> typed.add(List.of(one.id(), one.type())));
    return typed;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theAuditLogTellsEveryCommitAndNoSecret(long seed) {
    Catalog catalog = Catalog.EMPTY;
    for (CatalogCommit commit : edited(seed).commits()) {
      List<AuditEntry> entries = commit.audit(catalog);
      assertThat(entries.isEmpty()).isEqualTo(NO_CHANGES.contains(commit.action()));
      catalog = commit.applyTo(catalog);
      List<String> secrets = secrets(catalog);
      for (AuditEntry entry : entries) {
        String text = entry.before() + " " + entry.after();
        assertThat(entry.action()).isEqualTo(commit.action());
        assertThat(secrets).noneMatch(text::contains);
      }
    }
  }

  private static List<String> secrets(Catalog catalog) {
    List<String> secrets = new ArrayList<>();
    for (SystemDefinition system : catalog.systems().values()) {
      for (Environment one : system.environments()) {
        secrets.add(one.clientKey());
        one.previousKey().ifPresent(secrets::add);
        one.verification().secrets().forEach(secret -> secrets.add(secret.sealed()));
      }
      system.integrations().values().forEach(one -> secrets.addAll(one.endpointTokens().values()));
    }
    for (SystemDefinition system : catalog.systems().values()) {
      system.reporting().links().values().forEach(one -> secrets.add(one.sha256()));
    }
    catalog.tokens().values().forEach(one -> secrets.add(one.sha256()));
    catalog.accounts().links().values().forEach(one -> secrets.add(one.sha256()));
    catalog.accounts().sessions().values().forEach(one -> secrets.add(one.sha256()));
    return secrets.stream().map(one -> one.substring(AccessKey.SELECTOR_LENGTH)).toList();
  }
}
