package dev.muster.upload;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.Reading;
import dev.muster.attribute.ValueReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a cell as the type that an integration lists for its column: as a text of a body is read,
/// once it is written as in a body, and a list as a JSON array of strings, which is how an export
/// writes it. Nothing in it is no value. Immutable.
final class CellReader {

  private static final JsonFactory JSON = new JsonFactory();

  private final ValueReader values;
  private final ZoneId zone;
  private final Notation notation;

  /// @param zone where a day without a time begins
  /// @param notation how the values of the file are written
  CellReader(ZoneId zone, Notation notation) {
    this.values = new ValueReader(zone);
    this.zone = zone;
    this.notation = notation;
  }

  /// @param cell without white space around it
  Reading read(AttributeType type, String cell) {
    if (cell.isEmpty()) {
      return Reading.Clear.CLEAR;
    }
    return switch (type) {
      case STRING -> values.ofString(type, cell);
      case NUMBER -> number(cell);
      case BOOLEAN -> truth(cell);
      case DATE -> date(cell);
      case STRINGS -> cell.startsWith("[") ? array(cell) : values.ofString(type, cell);
    };
  }

  /// A cell as a body would have it: a number with a point, a date that begins with the year, true
  /// or false.
  ///
  /// @param type what the column could be
  /// @return the cell as it is where it is none of these, or more than one
  String plain(AttributeType type, String cell) {
    String plain =
        switch (type) {
          case NUMBER -> plainNumber(cell);
          case DATE -> plainDate(cell);
          case BOOLEAN -> TruthText.plain(cell);
          case STRING, STRINGS -> null;
        };
    return plain == null ? cell : plain;
  }

  private Reading number(String cell) {
    String plain = plainNumber(cell);
    return plain == null ? notNumber(cell) : values.ofString(AttributeType.NUMBER, plain);
  }

  private @Nullable String plainNumber(String cell) {
    if (notation.decimal().isPresent()) {
      return NumberText.plain(cell, notation.decimal().get());
    }
    String point = NumberText.plain(cell, Decimal.POINT);
    // The same text: nothing but digits.
    return cell.equals(point) && cell.indexOf('.') < 0
        ? point
        : either(point, NumberText.plain(cell, Decimal.COMMA));
  }

  private Reading notNumber(String cell) {
    if (notation.decimal().isEmpty() && NumberText.isOfBoth(cell)) {
      return refused(
          "two numbers, by a decimal point and by a decimal comma", cell, "choose decimal . or ,");
    }
    Decimal decimal = notation.decimal().orElse(Decimal.POINT);
    boolean otherwise = NumberText.plain(cell, decimal.other()) != null;
    return refused(
        "not a number",
        cell,
        otherwise
            ? "numbers of this file are written like %s - choose decimal %s"
                .formatted(decimal.example(), decimal.other().code())
            : "numbers are written like " + decimal.example());
  }

  private Reading truth(String cell) {
    if (values.ofString(AttributeType.BOOLEAN, cell) instanceof Reading.Value value) {
      return value;
    }
    String plain = TruthText.plain(cell);
    return plain == null
        ? refused("not a boolean", cell, "write yes or no")
        : values.ofString(AttributeType.BOOLEAN, plain);
  }

  private Reading date(String cell) {
    if (values.ofString(AttributeType.DATE, cell) instanceof Reading.Value value) {
      return value;
    }
    String plain = plainDate(cell);
    if (plain != null) {
      return values.ofString(AttributeType.DATE, plain);
    }
    if (notation.dates().isEmpty() && DateText.isOfBoth(cell)) {
      return refused(
          "two dates, by the day first and by the month first", cell, "choose dates dmy or mdy");
    }
    DateOrder order = notation.dates().orElse(DateOrder.ISO);
    for (DateOrder other : List.of(DateOrder.DMY, DateOrder.MDY)) {
      if (isOf(cell, other)) {
        return refused(
            "not a date",
            cell,
            "dates of this file are written like %s - choose dates %s"
                .formatted(order.example(), other.code()));
      }
    }
    return refused("not a date", cell, "dates are written like " + order.example());
  }

  private boolean isOf(String cell, DateOrder order) {
    return DateText.plain(cell, order, zone) != null;
  }

  private @Nullable String plainDate(String cell) {
    if (notation.dates().isPresent()) {
      return DateText.plain(cell, notation.dates().get(), zone);
    }
    String dayFirst = DateText.plain(cell, DateOrder.DMY, zone);
    if (dayFirst != null && DateText.hasPoints(cell)) {
      return dayFirst;
    }
    return either(dayFirst, DateText.plain(cell, DateOrder.MDY, zone));
  }

  /// What a text is that can only be one thing.
  private static @Nullable String either(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.equals(other) ? one : null;
  }

  /// @param instead what would be taken
  private static Reading refused(String what, String cell, String instead) {
    return new Reading.Refused(what + ": " + ValueReader.quoted(cell) + "; " + instead);
  }

  private Reading array(String cell) {
    List<String> texts = new ArrayList<>();
    try (JsonParser json = JSON.createParser(cell)) {
      json.nextToken();
      JsonToken token = json.nextToken();
      while (token == JsonToken.VALUE_STRING) {
        texts.add(json.getText());
        token = json.nextToken();
      }
      if (token != JsonToken.END_ARRAY) {
        return values.ofArray(AttributeType.STRINGS);
      }
      return json.nextToken() == null
          ? values.ofStrings(AttributeType.STRINGS, texts)
          : values.ofString(AttributeType.STRINGS, cell);
    } catch (JacksonException _) {
      return values.ofString(AttributeType.STRINGS, cell);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }
}
