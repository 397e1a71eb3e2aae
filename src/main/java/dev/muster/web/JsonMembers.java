package dev.muster.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads the members of a small JSON object that somebody knows the names of, for the hot paths.
final class JsonMembers {

  private JsonMembers() {}

  /// Reads an object to its end. Members of other names are passed over, as are those that are
  /// null.
  ///
  /// @param json at the beginning of the object
  /// @param names of strings, and after them of booleans
  /// @param strings how many of them are of strings
  /// @param values gets their values by the place of their names; booleans as `true` and `false`
  static void read(JsonParser json, String[] names, int strings, @Nullable String[] values)
      throws IOException, PageLoadQuery.Invalid {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      int at = indexOf(names, name, 0, name.length());
      JsonToken token = json.nextToken();
      if (at < 0) {
        json.skipChildren();
      } else if (at < strings ? token == JsonToken.VALUE_STRING : token.isBoolean()) {
        if (values[at] != null) {
          throw new PageLoadQuery.Invalid(name, "given twice");
        }
        values[at] = wellFormed(name, json.getText());
      } else if (token != JsonToken.VALUE_NULL) {
        throw new PageLoadQuery.Invalid(name, at < strings ? "not a string" : "not a boolean");
      }
    }
  }

  /// Which name a part of a text is; less than 0 if it is none.
  static int indexOf(String[] names, String text, int from, int end) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].length() == end - from && text.startsWith(names[i], from)) {
        return i;
      }
    }
    return -1;
  }

  private static String wellFormed(String name, String text) throws PageLoadQuery.Invalid {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new PageLoadQuery.Invalid(name, "not well-formed Unicode");
      }
    }
    return text;
  }
}
