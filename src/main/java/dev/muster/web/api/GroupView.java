package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.attribute.AttributeValue;
import dev.muster.attribute.PlainValues;
import dev.muster.insights.Breakdown.Content;
import dev.muster.insights.Groups.Part;
import org.jspecify.annotations.Nullable;

/// What some users have in common, as it is answered.
@JsonInclude(JsonInclude.Include.NON_NULL)
record GroupView(
    @Nullable Object value, @Nullable Object from, @Nullable Object to, @Nullable String rest) {

  static GroupView of(Part part) {
    return switch (part) {
      case Part.Of(Content.Value(AttributeValue value)) ->
          new GroupView(PlainValues.of(value), null, null, null);
      case Part.Of(Content.Range(AttributeValue from, AttributeValue to)) ->
          new GroupView(null, PlainValues.of(from), PlainValues.of(to), null);
      case Part.Other _ -> new GroupView(null, null, null, "other");
      case Part.Missing _ -> new GroupView(null, null, null, "missing");
    };
  }
}
