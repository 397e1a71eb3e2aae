package dev.muster;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Holds the directions in which rooms may know each other (docs/ARCHITECTURE.md).
class RoomsTest {

  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          entry("attribute"),
          entry("csv"),
          entry("parquet"),
          entry("signature"),
          entry("condition", "attribute"),
          entry("catalog", "attribute", "condition", "signature"),
          entry("preset", "attribute", "catalog"),
          entry("population", "attribute", "condition"),
          entry("storage"),
          entry("activity", "population"),
          entry("intake", "attribute", "catalog", "population", "storage", "signature"),
          entry("pageload", "attribute", "condition", "catalog", "population", "signature"),
          entry("outgoing", "condition", "catalog", "population", "storage", "signature"),
          entry("sheet", "csv"),
          entry("mailing", "csv", "catalog", "sheet"),
          entry(
              "insights",
              "attribute",
              "csv",
              "parquet",
              "condition",
              "catalog",
              "population",
              "activity"),
          entry(
              "upload",
              "attribute",
              "csv",
              "condition",
              "catalog",
              "population",
              "storage",
              "intake"),
          entry(
              "embedded",
              "attribute",
              "csv",
              "condition",
              "catalog",
              "population",
              "activity",
              "storage",
              "intake",
              "pageload",
              "upload",
              "outgoing"),
          entry(
              "health",
              "attribute",
              "catalog",
              "embedded",
              "intake",
              "mailing",
              "outgoing",
              "upload"),
          entry(
              "web",
              "attribute",
              "signature",
              "csv",
              "condition",
              "catalog",
              "preset",
              "population",
              "activity",
              "storage",
              "intake",
              "pageload",
              "insights",
              "upload",
              "embedded",
              "sheet",
              "mailing",
              "outgoing",
              "health"));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.muster");

  @Test
  void everyRoomKnowsOnlyTheRoomsItMayKnow() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass from : HOUSE) {
      String room = room(from);
      if (room.isEmpty() || room.equals("cli")) {
        continue;
      }
      assertThat(MAY_IMPORT).as("a room without a rule").containsKey(room);
      from.getDirectDependenciesFromSelf()
          .forEach(dependency -> {
            JavaClass to = dependency.getTargetClass().getBaseComponentType();
            boolean ours = to.getPackageName().startsWith("dev.muster");
            if (ours
                && !room(to).equals(room)
                && !MAY_IMPORT.getOrDefault(room, Set.of()).contains(room(to))) {
              wrong.add(from.getName() + " -> " + to.getName());
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noTwoRoomsKnowEachOther() {
    slices()
        .matching("dev.muster.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  @Test
  void noPackageIsNamedAfterNothing() {
    List<String> banned = List.of("util", "impl", "service", "manager", "helper", "common", "misc");
    assertThat(HOUSE.stream().map(JavaClass::getPackageName))
        .noneMatch(
            name -> banned.stream().anyMatch(word -> (name + ".").contains("." + word + ".")));
  }

  private static Map.Entry<String, Set<String>> entry(String room, String... mayImport) {
    return Map.entry(room, Set.of(mayImport));
  }

  private static String room(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return parts.length > 2 ? parts[2] : "";
  }
}
