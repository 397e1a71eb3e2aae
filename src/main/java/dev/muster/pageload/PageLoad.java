package dev.muster.pageload;

import dev.muster.population.UserId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/// The answer to a page load.
public final class PageLoad {

  private static final byte[] START = ascii("{\"user\":{\"id\":\"");
  private static final byte[] KNOWN = ascii("\",\"known\":true},\"segments\":[");
  private static final byte[] UNKNOWN = ascii("\",\"known\":false},\"segments\":[");
  private static final byte[] ATTRIBUTES = ascii(",\"attributes\":");

  private final LiveEnvironment environment;
  private final UserId user;
  private final boolean known;
  private final boolean[] in;
  private final byte[] attributes;

  /// @param attributes the values that the page gets, as JSON; empty where none is visible
  PageLoad(
      LiveEnvironment environment, UserId user, boolean known, boolean[] in, byte[] attributes) {
    this.environment = environment;
    this.user = user;
    this.known = known;
    this.in = in;
    this.attributes = attributes;
  }

  /// [dev.muster.catalog.Environment#id]
  public int environmentId() {
    return environment.id();
  }

  /// Whether anything is known of the user. One of whom nothing is known is evaluated as one
  /// without attributes.
  public boolean known() {
    return known;
  }

  /// The keys of the live segments that the user is in, in order.
  public List<String> segments() {
    return environment.segments().keys(in);
  }

  /// The live publication's version; empty before the first publish.
  public OptionalInt publication() {
    return environment.publication();
  }

  /// The answer's body, in UTF-8:
  /// `{"user":{"id":"…","known":true},"segments":["…"],"publication":7}`, where the publication is
  /// `null` before the first publish. Where attributes are visible to pages, `attributes` follows
  /// with those that the user has, by field. The caller owns the array.
  public byte[] json() {
    byte[] out = new byte[length()];
    int at = put(START, out, 0);
    at = JsonText.putEscaped(user.utf8(), out, at);
    at = put(known ? KNOWN : UNKNOWN, out, at);
    boolean first = true;
    for (int i = 0; i < in.length; i++) {
      if (in[i]) {
        if (!first) {
          out[at++] = ',';
        }
        first = false;
        at = put(environment.segments().jsonKey(i), out, at);
      }
    }
    at = put(environment.answerEnd(), out, at);
    if (attributes.length > 0) {
      at = put(ATTRIBUTES, out, at);
      at = put(attributes, out, at);
    }
    out[at] = '}';
    return out;
  }

  /// The body of the answer to a bulk evaluation of the OpenFeature Remote Evaluation Protocol, in
  /// UTF-8. The caller owns the array.
  ///
  /// @param streams the member that names the event streams, in ASCII, with a comma before it
  public byte[] flags(byte[] streams) {
    return environment.flags().all(in, streams);
  }

  /// What two such bodies share only if they say the same.
  ///
  /// @param streams what decides the event streams
  public String flagsTag(String streams) {
    return environment.flags().tag(in, streams);
  }

  private int length() {
    int keys = 0;
    int length =
        START.length + JsonText.escapedLength(user.utf8()) + environment.answerEnd().length;
    length += known ? KNOWN.length : UNKNOWN.length;
    for (int i = 0; i < in.length; i++) {
      if (in[i]) {
        length += environment.segments().jsonKey(i).length;
        keys++;
      }
    }
    if (attributes.length > 0) {
      length += ATTRIBUTES.length + attributes.length;
    }
    return length + Math.max(0, keys - 1) + 1;
  }

  private static int put(byte[] bytes, byte[] out, int at) {
    System.arraycopy(bytes, 0, out, at, bytes.length);
    return at + bytes.length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
