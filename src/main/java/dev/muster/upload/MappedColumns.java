package dev.muster.upload;

import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.intake.Shown;
import java.util.List;
import java.util.stream.Collectors;

/// The columns that an integration lists, looked for in a file.
final class MappedColumns {

  /// As many columns are named where one is missing.
  private static final int NAMED_MAX = 20;

  private MappedColumns() {}

  /// @param columns of the file, without those of a repair
  static void check(Integration integration, List<String> columns) throws UnreadableFileException {
    String identifier = integration.identifier();
    if (!columns.contains(identifier)) {
      throw UnreadableFileException.unreadable(
          "The file has no column \"%s\", by which this integration knows the user. %s"
              .formatted(identifier, there(columns)));
    }
    List<String> missing =
        integration.properties().stream()
            .map(Property::path)
            .distinct()
            .filter(path -> !columns.contains(path))
            .toList();
    if (!missing.isEmpty()) {
      throw UnreadableFileException.unreadable(
          "The file has no column %s, which this integration imports. Add %s to the file, or take %s out of the mapping. %s"
              .formatted(
                  named(missing),
                  missing.size() == 1 ? "it" : "them",
                  missing.size() == 1 ? "it" : "them",
                  there(columns)));
    }
    checkUnique(identifier, columns);
    for (Property property : integration.properties()) {
      checkUnique(property.path(), columns);
    }
  }

  private static void checkUnique(String column, List<String> columns)
      throws UnreadableFileException {
    int first = columns.indexOf(column);
    int last = columns.lastIndexOf(column);
    if (first != last) {
      throw UnreadableFileException.unreadable(
          "Columns %d and %d of the file are both called \"%s\", which this integration imports. Give one of them another name."
              .formatted(first + 1, last + 1, column));
    }
  }

  private static String there(List<String> columns) {
    return columns.size() > NAMED_MAX
        ? "Its columns are %s and %d more."
            .formatted(named(columns.subList(0, NAMED_MAX)), columns.size() - NAMED_MAX)
        : "Its columns are %s.".formatted(named(columns));
  }

  private static String named(List<String> columns) {
    return columns.stream()
        .map(name -> "\"" + Shown.cut(name) + "\"")
        .collect(Collectors.joining(", "));
  }
}
