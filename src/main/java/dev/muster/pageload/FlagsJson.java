package dev.muster.pageload;

import dev.muster.catalog.FieldError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// The live segments of an environment as flags of the OpenFeature Remote Evaluation Protocol: what
/// of its JSON is the same for everybody is made once. Immutable.
final class FlagsJson {

  private static final int TAG_BYTES = 12;
  private static final byte[] START = utf8("{\"flags\":[");
  private static final byte[] END = utf8("}");
  private static final byte[] NOTHING = {};

  private final List<byte[]> in = new ArrayList<>();
  private final List<byte[]> out = new ArrayList<>();

  /// Those that cannot be evaluated, each with a comma before it.
  private final byte[] failures;

  private final byte[] end;
  private final byte[] digest;
  private final SortedMap<String, List<FieldError>> problems;

  /// @param timeZone in which the segments' days begin
  /// @param visible the attributes whose values pages get
  FlagsJson(
      LiveSegments segments,
      SortedMap<String, List<FieldError>> problems,
      OptionalInt publication,
      ZoneId timeZone,
      VisibleAttributes visible) {
    String metadata =
        publication.isPresent() ? "{\"publication\":" + publication.getAsInt() + "}" : "{}";
    for (int i = 0; i < segments.size(); i++) {
      in.add(utf8(flag(segments.key(i), true)));
      out.add(utf8(flag(segments.key(i), false)));
    }
    this.problems = problems;
    this.failures =
        utf8(
            problems.entrySet().stream()
                .map(one -> "," + failure(one.getKey(), one.getValue()))
                .collect(Collectors.joining()));
    this.end = utf8(",\"metadata\":" + metadata + "}");
    MessageDigest sha = sha256();
    in.forEach(sha::update);
    sha.update(failures);
    sha.update(utf8(timeZone.getId()));
    sha.update(utf8(visible.toString()));
    this.digest = sha.digest(end);
  }

  /// A segment is a flag with two variants. Who is not in it gets what everybody has by default.
  private static String flag(String key, boolean in) {
    return "{\"key\":\"%s\",\"value\":%s,\"reason\":\"%s\",\"variant\":\"%s\"}"
        .formatted(key, in, in ? "TARGETING_MATCH" : "DEFAULT", in ? "in" : "out");
  }

  private static String failure(String key, List<FieldError> errors) {
    return "{\"key\":\"%s\",\"errorCode\":\"GENERAL\",\"errorDetails\":\"%s\"}"
        .formatted(key, escaped(words(errors)));
  }

  private static String words(List<FieldError> errors) {
    return "This segment cannot be evaluated: "
        + errors.stream().map(FieldError::reason).collect(Collectors.joining("; "));
  }

  private static String escaped(String text) {
    byte[] utf8 = utf8(text);
    byte[] out = new byte[JsonText.escapedLength(utf8)];
    JsonText.putEscaped(utf8, out, 0);
    return new String(out, StandardCharsets.UTF_8);
  }

  /// Why a segment cannot be evaluated, in words; empty if it can, or there is none.
  String failureOf(String key) {
    List<FieldError> errors = problems.get(key);
    return errors == null ? "" : words(errors);
  }

  /// The answer about one segment.
  byte[] one(int i, boolean isIn) {
    byte[] flag = isIn ? in.get(i) : out.get(i);
    byte[] all = new byte[flag.length - 1 + end.length];
    System.arraycopy(flag, 0, all, 0, flag.length - 1);
    System.arraycopy(end, 0, all, flag.length - 1, end.length);
    return all;
  }

  /// The answer about all segments and nothing else.
  ///
  /// @param isIn which of those that can be evaluated the user is in
  byte[] all(boolean[] isIn) {
    return all(isIn, NOTHING, END);
  }

  /// The answer about all segments.
  ///
  /// @param streams the member that names the event streams, in ASCII, with a comma before it
  byte[] all(boolean[] isIn, byte[] streams) {
    return all(isIn, streams, end);
  }

  private byte[] all(boolean[] isIn, byte[] streams, byte[] rest) {
    int skipped = isIn.length == 0 && failures.length > 0 ? 1 : 0;
    byte[] all = new byte[length(isIn) - skipped + streams.length + rest.length];
    int at = put(START, 0, all, 0);
    for (int i = 0; i < isIn.length; i++) {
      if (i > 0) {
        all[at++] = ',';
      }
      at = put(isIn[i] ? in.get(i) : out.get(i), 0, all, at);
    }
    at = put(failures, skipped, all, at);
    all[at++] = ']';
    at = put(streams, 0, all, at);
    put(rest, 0, all, at);
    return all;
  }

  /// Up to the end of the array of flags.
  private int length(boolean[] isIn) {
    int length = START.length + Math.max(0, isIn.length - 1) + failures.length + 1;
    for (int i = 0; i < isIn.length; i++) {
      length += isIn[i] ? in.get(i).length : out.get(i).length;
    }
    return length;
  }

  private static int put(byte[] bytes, int from, byte[] all, int at) {
    System.arraycopy(bytes, from, all, at, bytes.length - from);
    return at + bytes.length - from;
  }

  /// What two answers share only if they say the same.
  ///
  /// @param streams what decides the event streams
  String tag(boolean[] isIn, String streams) {
    MessageDigest sha = sha256();
    sha.update(digest);
    byte[] bits = new byte[isIn.length];
    for (int i = 0; i < isIn.length; i++) {
      bits[i] = (byte) (isIn[i] ? 1 : 0);
    }
    sha.update(bits);
    return text(sha.digest(utf8(streams)));
  }

  /// What changes with the live segments, and with a number.
  String state(long number) {
    MessageDigest sha = sha256();
    sha.update(digest);
    return text(sha.digest(utf8(Long.toString(number))));
  }

  private static String text(byte[] digest) {
    byte[] first = Arrays.copyOf(digest, TAG_BYTES);
    return Base64.getUrlEncoder().encodeToString(first);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
