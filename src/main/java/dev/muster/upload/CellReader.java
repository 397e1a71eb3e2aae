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

/// Reads a cell as the type that an integration lists for its column: as a text of a body is read,
/// and a list as a JSON array of strings, which is how an export writes it. Nothing in it is no
/// value. Immutable.
final class CellReader {

  private static final JsonFactory JSON = new JsonFactory();

  private final ValueReader values;

  /// @param zone where a day without a time begins
  CellReader(ZoneId zone) {
    this.values = new ValueReader(zone);
  }

  /// @param cell without white space around it
  Reading read(AttributeType type, String cell) {
    if (cell.isEmpty()) {
      return Reading.Clear.CLEAR;
    }
    return type == AttributeType.STRINGS && cell.startsWith("[")
        ? array(cell)
        : values.ofString(type, cell);
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
