package dev.muster.upload;

import dev.muster.attribute.AttributeType;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Files, and integrations to read them with.
final class CsvFiles {

  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  static final CsvFormat COMMAS =
      new CsvFormat(Encoding.UTF_8, Delimiter.COMMA, Quote.DOUBLE, true);

  private CsvFiles() {}

  /// @param properties `column:name:type`; attribute ids count from 1
  static Integration integration(String identifier, String... properties) {
    List<Property> listed = new ArrayList<>();
    for (String one : properties) {
      String[] parts = one.split(":", -1);
      AttributeType type = AttributeType.ofCode(parts[2]).orElseThrow();
      listed.add(new Property(listed.size() + 1, parts[0], parts[1], type));
    }
    return new Integration(
        9,
        "crm",
        "CRM",
        IntegrationKind.CSV,
        identifier,
        listed,
        true,
        new TreeMap<>(),
        1,
        Instant.EPOCH);
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(utf8(text));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The header, and every row behind it.
  static List<List<String>> read(InputStream file, CsvFormat format)
      throws IOException, UnreadableFileException {
    List<List<String>> all = new ArrayList<>();
    try (CsvRows rows = CsvRows.open(file, format)) {
      all.add(rows.columns());
      for (Row row = rows.next(); row != null; row = rows.next()) {
        all.add(cells(row));
      }
    }
    return all;
  }

  static List<List<String>> read(String text) throws IOException, UnreadableFileException {
    return read(stream(text), COMMAS);
  }

  static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(row.cell(i));
    }
    return cells;
  }

  /// What each row means.
  static List<RowReading> map(Integration integration, String text)
      throws IOException, UnreadableFileException {
    return map(integration, text, COMMAS);
  }

  static List<RowReading> map(Integration integration, String text, CsvFormat format)
      throws IOException, UnreadableFileException {
    List<RowReading> readings = new ArrayList<>();
    try (CsvRows rows = CsvRows.open(stream(text), format)) {
      RowMapping mapping =
          RowMapping.of(
              integration, ZONE, Optional.empty(), rows.columns(), format.notation(), false);
      for (Row row = rows.next(); row != null; row = rows.next()) {
        readings.add(mapping.read(row));
      }
    }
    return readings;
  }
}
