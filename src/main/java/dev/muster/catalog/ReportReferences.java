package dev.muster.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.condition.ConditionException;
import dev.muster.condition.ConditionJson;
import dev.muster.condition.References;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the query of a report names: fields of attributes and segments.
///
/// @param fields `<integration key>.<attribute name>`, and those of users
/// @param segments by key
record ReportReferences(Set<String> fields, Set<String> segments) {

  private static final List<String> FIELDS = List.of("field", "by", "rows", "columns");
  private static final List<String> SEGMENTS = List.of("split", "segments");

  static ReportReferences of(Report report) {
    JsonNode query = StoredJson.parsed(report.query());
    ReportReferences found = new ReportReferences(new HashSet<>(), new HashSet<>());
    FIELDS.forEach(name -> found.text(query.path(name), found.fields));
    SEGMENTS.forEach(name -> query.path(name).forEach(one -> found.text(one, found.segments)));
    found.text(query.path("entering"), found.segments);
    found.text(query.path("segment"), found.segments);
    query.path("among").forEach(one -> found.text(one.path("segment"), found.segments));
    if (query.has("condition")) {
      found.condition(query.path("condition"));
    }
    return found;
  }

  private void text(JsonNode node, Set<String> into) {
    if (node.isTextual()) {
      into.add(node.textValue());
    }
  }

  private void condition(JsonNode json) {
    try {
      References references = References.of(ConditionJson.read(json));
      fields.addAll(references.fields());
      segments.addAll(references.segments());
    } catch (ConditionException _) {
      // Of a form that was known once: it names nothing that is known now.
    }
  }
}
