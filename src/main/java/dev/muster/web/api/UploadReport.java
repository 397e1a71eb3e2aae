package dev.muster.web.api;

import dev.muster.csv.Csv;
import dev.muster.upload.Delimiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What an upload did, as a CSV file to keep: two columns, a row a fact.
final class UploadReport {

  private UploadReport() {}

  /// @param delimiter what stands between its cells
  static String of(UploadView upload, Delimiter delimiter) {
    List<List<Object>> facts = new ArrayList<>();
    facts.add(List.of("upload", upload.id()));
    facts.add(List.of("integration", upload.integration()));
    facts.add(List.of("environment", upload.environment()));
    facts.add(List.of("file", Objects.requireNonNullElse(upload.file(), "")));
    facts.add(List.of("mode", upload.mode()));
    facts.add(List.of("status", upload.status()));
    facts.add(List.of("by", upload.by()));
    facts.add(List.of("created", upload.createdAt()));
    facts.add(List.of("started", Objects.requireNonNullElse(upload.startedAt(), "")));
    facts.add(List.of("ended", Objects.requireNonNullElse(upload.endedAt(), "")));
    facts.add(List.of("rows read", upload.rows().read()));
    facts.add(List.of("rows taken", upload.rows().taken()));
    facts.add(List.of("rows taken in part", upload.rows().partial()));
    facts.add(List.of("rows refused", upload.rows().refused()));
    facts.add(List.of("rows of a user who was in the file before", upload.rows().duplicates()));
    facts.add(List.of("users new", upload.users().added()));
    facts.add(List.of("users changed", upload.users().changed()));
    facts.add(List.of("users unchanged", upload.users().unchanged()));
    facts.add(List.of("users cleared", upload.users().cleared()));
    facts.add(List.of("users removed", upload.users().removed()));
    if (upload.reason() != null) {
      facts.add(List.of("reason", upload.reason()));
    }
    upload.refusals().forEach(one -> facts.add(List.of(refused(one), one.count())));
    if (upload.segments() != null) {
      upload
          .segments()
          .forEach(one -> {
            facts.add(List.of("entering " + one.name(), one.entering()));
            facts.add(List.of("leaving " + one.name(), one.leaving()));
          });
    }
    StringBuilder rows = new StringBuilder(row(List.of("what", "value"), delimiter));
    facts.forEach(fact -> rows.append(row(fact, delimiter)));
    return rows.toString();
  }

  private static String refused(UploadView.Refusal one) {
    String place = one.column() == null ? "rows refused" : "cells refused in " + one.column();
    return place + ", first at line " + one.firstLine() + ": " + one.reason();
  }

  /// A row, harmless to spreadsheets.
  static String row(List<?> cells, Delimiter delimiter) {
    Csv csv = new Csv(delimiter.character());
    cells.forEach(cell -> csv.text(cell.toString()));
    csv.end();
    return csv.take();
  }
}
