package dev.muster.upload;

import dev.muster.attribute.AttributeType;
import dev.muster.attribute.Reading;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.intake.IdentifierReader;
import dev.muster.intake.Shown;
import dev.muster.upload.Preview.Mapped;
import dev.muster.upload.Preview.Status;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// The columns that an integration lists, looked for in a file.
final class MappedColumns {

  /// As many columns are named where one is missing.
  private static final int NAMED_MAX = 20;

  private static final String THERE = " Its columns are ";

  private MappedColumns() {}

  /// Why a file was not read, without what its columns are called: where there is no row of names,
  /// these are the values of somebody.
  static String withoutNames(String reason) {
    int names = reason.indexOf(THERE);
    return names < 0 ? reason : reason.substring(0, names);
  }

  /// @param columns of the file, without those of a repair
  /// @param keepMissing whether those of properties may be missing, but not all of them
  static void check(Integration integration, List<String> columns, boolean keepMissing)
      throws UnreadableFileException {
    String identifier = integration.identifier();
    if (!columns.contains(identifier)) {
      throw UnreadableFileException.unreadable(
          "The file has no column \"%s\", by which this integration knows the user.%s"
              .formatted(identifier, there(columns)));
    }
    List<String> missing =
        integration.properties().stream()
            .map(Property::path)
            .distinct()
            .filter(path -> !columns.contains(path))
            .toList();
    boolean isNoneThere =
        integration.properties().stream().map(Property::path).allMatch(missing::contains);
    if (!missing.isEmpty() && (!keepMissing || isNoneThere)) {
      throw UnreadableFileException.unreadable(
          "The file has no column %s, which this integration imports. %s%s"
              .formatted(
                  named(missing),
                  instead(missing.size() == 1 ? "it" : "them", isNoneThere),
                  there(columns)));
    }
    checkUnique(identifier, columns);
    for (Property property : integration.properties()) {
      checkUnique(property.path(), columns);
    }
  }

  private static String instead(String missing, boolean isNoneThere) {
    return isNoneThere
        ? "Take a file that has at least one of those."
        : "Add %1$s to the file, let users keep what they have of %1$s (in the console as it says there, in a call with missing=keep), or take %1$s out of the mapping, which erases these."
            .formatted(missing);
  }

  /// What became of the columns that are listed: the identifier's, then those of the properties.
  ///
  /// @param cells reads the file
  static List<Mapped> against(Integration integration, FirstRows rows, CellReader cells) {
    List<Mapped> mapped = new ArrayList<>();
    String identifier = integration.identifier();
    boolean isThere = rows.names().contains(identifier);
    mapped.add(
        new Mapped(
            identifier,
            isThere ? Status.SAME : Status.MISSING,
            identifier,
            Optional.empty(),
            rows.type(identifier),
            isThere ? share(withoutUser(identifier, rows), rows) : OptionalDouble.empty()));
    for (Property property : integration.properties()) {
      Optional<AttributeType> found = rows.type(property.path());
      long refused = found.isEmpty() ? 0 : refused(property, rows, cells);
      mapped.add(
          new Mapped(
              property.path(),
              found.isEmpty() ? Status.MISSING : status(property, rows, refused),
              property.name(),
              Optional.of(property.type()),
              found,
              found.isEmpty() ? OptionalDouble.empty() : share(refused, rows)));
    }
    return mapped;
  }

  private static OptionalDouble share(long refused, FirstRows rows) {
    return OptionalDouble.of(rows.size() == 0 ? 0 : (double) refused / rows.size());
  }

  /// How many rows say of nobody that they are about them.
  private static long withoutUser(String identifier, FirstRows rows) {
    IdentifierReader identifiers = new IdentifierReader(identifier, Optional.empty());
    List<String> values = rows.values(identifier);
    long unusable =
        values.stream()
            .filter(value -> identifiers.read(value) instanceof IdentifierReader.Result.Unusable)
            .count();
    return rows.size() - values.size() + unusable;
  }

  private static long refused(Property property, FirstRows rows, CellReader cells) {
    return rows.values(property.path()).stream()
        .filter(value -> cells.read(property.type(), value) instanceof Reading.Refused)
        .count();
  }

  /// The columns of the file that are not listed, each once.
  static List<String> notListed(Integration integration, List<String> columns) {
    Set<String> others = new LinkedHashSet<>(columns);
    others.remove(integration.identifier());
    integration.properties().forEach(property -> others.remove(property.path()));
    return List.copyOf(others);
  }

  /// A few values that do not fit are mistakes; if most do not, the column is another one now.
  private static Status status(Property property, FirstRows rows, long refused) {
    return 2 * refused > rows.values(property.path()).size() ? Status.CHANGED_TYPE : Status.SAME;
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
        ? "%s%s and %d more."
            .formatted(THERE, named(columns.subList(0, NAMED_MAX)), columns.size() - NAMED_MAX)
        : "%s%s.".formatted(THERE, named(columns));
  }

  private static String named(List<String> columns) {
    return columns.stream()
        .map(name -> "\"" + Shown.cut(name) + "\"")
        .collect(Collectors.joining(", "));
  }
}
