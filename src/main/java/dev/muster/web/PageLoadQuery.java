package dev.muster.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.muster.population.UserId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a page says when it loads: whose segments it asks for, or why it cannot ask.
///
/// @param key the environment's client key
/// @param user who is looking at the page; null if and only if there is a problem
/// @param hash what proves that
/// @param problem why the page cannot ask, one of [#PROBLEMS]; null where it asks
/// @param url the page's address
/// @param title its title
/// @param referrer where the user came from
/// @param subscribe whether the page wants to know where it is told of changes
/// @param again whether this is no page load of its own: a page asks again because it was told of a
///   change
record PageLoadQuery(
    String key,
    @Nullable UserId user,
    @Nullable String hash,
    @Nullable String problem,
    @Nullable String url,
    @Nullable String title,
    @Nullable String referrer,
    boolean subscribe,
    boolean again) {
  private static final JsonFactory JSON = new JsonFactory();

  /// What the snippet can say: it found no user, could not hash the identifier, or was told that
  /// its client key is none.
  static final Set<String> PROBLEMS = Set.of("no-user", "not-secure", "unknown-key");

  /// The query is not what it should be; says which parameter and why.
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1;
    private final String parameter;
    private final String reason;

    Invalid(String parameter, String reason) {
      super(parameter + ": " + reason, null, false, false);
      this.parameter = parameter;
      this.reason = reason;
    }

    Problem problem() {
      String detail =
          parameter.isEmpty()
              ? "The body is " + reason + "."
              : "“" + parameter + "” is " + reason + ".";
      Problem problem = Problem.of(400, "invalid-page-load", "Invalid page load", detail);
      return parameter.isEmpty()
          ? problem
          : problem.withErrors(List.of(new Problem.Fault(parameter, reason)));
    }
  }

  /// The parameters by their place in the arrays below.
  private static final String[] NAMES = {
    "key", "user", "hash", "problem", "url", "title", "referrer", "subscribe", "again"
  };

  private static final int KEY = 0;
  private static final int USER = 1;
  private static final int HASH = 2;
  private static final int PROBLEM = 3;
  private static final int URL = 4;
  private static final int TITLE = 5;
  private static final int REFERRER = 6;
  private static final int SUBSCRIBE = 7;
  private static final int AGAIN = 8;

  /// @param uri a request target: what stands between its `?` and its `#` is read, with `+` for a
  ///   space; parameters of other names are ignored
  static PageLoadQuery ofUri(String uri) throws Invalid {
    @Nullable String[] values = new @Nullable String[NAMES.length];
    int question = uri.indexOf('?');
    int hash = uri.indexOf('#');
    int end = hash < 0 ? uri.length() : hash;
    for (int at = question < 0 ? end : question + 1; at < end; ) {
      int next = uri.indexOf('&', at);
      int pairEnd = next < 0 || next > end ? end : next;
      int equals = uri.indexOf('=', at);
      int nameEnd = equals < 0 || equals > pairEnd ? pairEnd : equals;
      int parameter = JsonMembers.indexOf(NAMES, uri, at, nameEnd);
      if (parameter >= 0) {
        if (values[parameter] != null) {
          throw new Invalid(NAMES[parameter], "given twice");
        }
        int from = Math.min(nameEnd + 1, pairEnd);
        values[parameter] = decoded(NAMES[parameter], uri, from, pairEnd);
      }
      at = pairEnd + 1;
    }
    return of(values);
  }

  /// @param body a JSON object with the same names; others are ignored
  static PageLoadQuery ofJson(byte[] body) throws Invalid {
    @Nullable String[] values = new @Nullable String[NAMES.length];
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Invalid("", "not a JSON object");
      }
      JsonMembers.read(json, NAMES, SUBSCRIBE, values);
      if (json.nextToken() != null) {
        throw new Invalid("", "more than one JSON object");
      }
    } catch (JsonProcessingException _) {
      throw new Invalid("", "not JSON");
    } catch (IOException _) {
      throw new Invalid("", "not UTF-8");
    }
    return of(values);
  }

  private static PageLoadQuery of(@Nullable String[] values) throws Invalid {
    String key = values[KEY];
    String user = values[USER];
    if (key == null || key.isEmpty()) {
      throw new Invalid(NAMES[KEY], "missing");
    }
    String problem = values[PROBLEM];
    if (problem != null) {
      if (!PROBLEMS.contains(problem)) {
        throw new Invalid(NAMES[PROBLEM], "none of " + String.join(", ", new TreeSet<>(PROBLEMS)));
      }
      if (user != null) {
        throw new Invalid(NAMES[USER], "given, although there is a problem with it");
      }
      return new PageLoadQuery(
          key, null, null, problem, values[URL], values[TITLE], values[REFERRER], false, false);
    }
    if (user == null || user.isEmpty()) {
      throw new Invalid(NAMES[USER], "missing");
    }
    byte[] utf8 = user.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > UserId.BYTES_MAX) {
      throw new Invalid(NAMES[USER], "longer than " + UserId.BYTES_MAX + " bytes");
    }
    return new PageLoadQuery(
        key,
        UserId.ofUtf8(utf8),
        values[HASH],
        null,
        values[URL],
        values[TITLE],
        values[REFERRER],
        isTrue(values, SUBSCRIBE),
        isTrue(values, AGAIN));
  }

  private static boolean isTrue(@Nullable String[] values, int parameter) throws Invalid {
    String value = values[parameter];
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw new Invalid(NAMES[parameter], "neither true nor false");
    }
    return "true".equals(value);
  }

  private static String decoded(String name, String text, int from, int end) throws Invalid {
    boolean plain = true;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0x7F || c < ' ') {
        throw new Invalid(name, "not percent-encoded");
      }
      plain &= c != '%' && c != '+';
    }
    if (plain) {
      return text.substring(from, end);
    }
    byte[] bytes = new byte[end - from];
    int length = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 <= end - 1 ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 <= end - 1 ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw new Invalid(name, "not percent-encoded");
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[length++] = c == '+' ? (byte) ' ' : (byte) c;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException _) {
      throw new Invalid(name, "not UTF-8");
    }
  }

  /// Holds no identifier.
  @Override
  public String toString() {
    return "PageLoadQuery";
  }
}
