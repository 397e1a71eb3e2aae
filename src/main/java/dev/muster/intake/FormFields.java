package dev.muster.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// Bodies of `application/x-www-form-urlencoded` (WHATWG URL, section 5) as JSON: each field is a
/// string, a field that comes several times an array of them; names with brackets are nested, as
/// `data[email]`. A form whose only field is `payload` is the JSON that is in it, as GitHub and
/// Slack send.
final class FormFields {

  private static final String PAYLOAD = "payload";

  private FormFields() {}

  static byte[] toJson(byte[] body, IntakeLimits limits) throws RefusedBodyException {
    BodyReading.requireUtf8(body);
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (text.startsWith("{") || text.startsWith("[")) {
      // What curl sends unless it is told otherwise.
      throw new RefusedBodyException(
          Flaw.NOT_JSON,
          "the body is JSON and says to be application/x-www-form-urlencoded" + Content.ADVICE);
    }
    ObjectNode fields = Conversion.object();
    int count = 0;
    for (String pair : text.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      if (++count > limits.keysMax()) {
        throw new RefusedBodyException(
            Flaw.TOO_MANY_KEYS, limits.keysMax() + " fields or more; send a smaller part of it");
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      put(fields, name, equals < 0 ? "" : decoded(pair.substring(equals + 1)), limits);
    }
    if (count == 1 && fields.path(PAYLOAD).isTextual()) {
      String payload = fields.get(PAYLOAD).textValue().strip();
      if (payload.startsWith("{") || payload.startsWith("[")) {
        return payload.getBytes(StandardCharsets.UTF_8);
      }
    }
    return Conversion.bytes(fields);
  }

  private static String decoded(String text) throws RefusedBodyException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RefusedBodyException(
          Flaw.MALFORMED_FORM, "a % is not followed by two hexadecimal digits");
    }
  }

  /// @param name maybe with brackets: `a[b][c]`; `a[]` is another value of `a`
  private static void put(ObjectNode fields, String name, String value, IntakeLimits limits)
      throws RefusedBodyException {
    int bracket = name.indexOf('[');
    if (bracket <= 0 || !name.endsWith("]")) {
      Conversion.add(fields, name, TextNode.valueOf(value));
      return;
    }
    String[] inner = name.substring(bracket + 1, name.length() - 1).split("]\\[", -1);
    if (inner.length >= limits.depthMax()) {
      throw new RefusedBodyException(
          Flaw.TOO_DEEP, "fields more than " + limits.depthMax() + " deep");
    }
    ObjectNode at = fields;
    String last = name.substring(0, bracket);
    for (String one : inner) {
      if (one.isEmpty()) {
        break;
      }
      JsonNode known = at.get(last);
      at = known instanceof ObjectNode object ? object : at.putObject(last);
      last = one;
    }
    Conversion.add(at, last, TextNode.valueOf(value));
  }
}
