package dev.muster.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Bodies that no well-meaning sender sends.
final class HostileBodies {

  /// One of them, posted to an integration with the identifier `id` and the properties `plan`
  /// (string), `seats` (number), `tags` (strings) and `at.0.deep` (date).
  ///
  /// @param name what is wrong with it
  /// @param latin1 the bytes, each as one character
  /// @param headers more headers, each ended by CR LF
  /// @param status what has to be answered
  /// @param reason what the answer has to say
  record Hostile(String name, String latin1, String headers, int status, String reason) {
    Hostile(String name, byte[] body, String headers, int status, String reason) {
      this(name, new String(body, ISO_8859_1), headers, status, reason);
    }

    byte[] body() {
      return latin1.getBytes(ISO_8859_1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private HostileBodies() {}

  static Stream<Hostile> all() {
    return Stream.of(malformed(), oversized(), unusable(), compressed()).flatMap(one -> one);
  }

  private static Stream<Hostile> malformed() {
    return Stream.of(
        text("nothing at all", "", 400, "no JSON"),
        text("only a blank", " \n\t ", 400, ""),
        text("an object that is cut off", "{\"id\":\"a\",\"plan\":\"pro", 400, "byte"),
        text("an object without its end", "{\"id\":\"a\",\"seats\":1", 400, "byte"),
        text("something after the object", "{\"id\":\"a\",\"seats\":1} x", 400, "byte"),
        text("a second object", "{\"id\":\"a\",\"seats\":1}{\"id\":\"b\"}", 400, "byte"),
        text("a text", "\"just a text\"", 422, "object"),
        text("a number", "1", 422, "object"),
        text("null", "null", 422, "object"),
        text("NaN", "{\"id\":\"a\",\"seats\":NaN}", 400, "byte"),
        text("Infinity", "{\"id\":\"a\",\"seats\":-Infinity}", 400, "byte"),
        text("a leading zero", "{\"id\":\"a\",\"seats\":007}", 400, "byte"),
        text("single quotes", "{'id':'a'}", 400, "byte"),
        text("a comment", "{\"id\":\"a\"/* hello */}", 400, "byte"),
        text("a trailing comma", "{\"id\":\"a\",}", 400, "byte"),
        text("a line break in a text", "{\"id\":\"a\",\"plan\":\"p\nq\"}", 400, "byte"),
        text("a NUL", "{\"id\":\"a\",\"plan\":\"p\0q\"}", 400, "byte"),
        text("the same key twice", "{\"id\":\"a\",\"plan\":\"x\",\"plan\":\"y\"}", 400, "twice"),
        text(
            "an object 65 deep",
            "{\"id\":\"a\",\"x\":" + nested("{\"x\":", "1", "}", 64) + "}",
            400,
            "64"),
        text(
            "an array 65 deep", "{\"id\":\"a\",\"x\":" + nested("[", "", "]", 64) + "}", 400, "64"),
        text("arrays 100,000 deep", "[".repeat(100_000), 400, "64"),
        bytes("invalid UTF-8 in a text", "{\"id\":\"a\",\"plan\":\"x\u00ff\u00fe\"}", 400, "byte"),
        bytes(
            "invalid UTF-8 in what is not listed",
            "{\"id\":\"a\",\"other\":\"\u00c0\u00af\"}",
            400,
            "byte"),
        bytes("UTF-8 that is cut off", "{\"id\":\"a\",\"plan\":\"\u00e2\u0082\"}", 400, "byte"),
        bytes(
            "a surrogate as UTF-8", "{\"id\":\"a\",\"plan\":\"\u00ed\u00a0\u0080\"}", 400, "byte"));
  }

  private static Stream<Hostile> oversized() {
    return Stream.of(
        text(
            "a text of 1 MiB", "{\"id\":\"a\",\"plan\":\"" + "x".repeat(1 << 20) + "\"}", 413, "1"),
        text(
            "a text of nearly 1 MiB in a listed property",
            "{\"id\":\"a\",\"plan\":\"" + "x".repeat((1 << 20) - 100) + "\"}",
            422,
            "1024"),
        text(
            "an identifier of nearly 1 MiB",
            "{\"id\":\"" + "x".repeat((1 << 20) - 100) + "\"}",
            422,
            "256"),
        text(
            "a number of 100,000 digits",
            "{\"id\":\"a\",\"seats\":" + "9".repeat(100_000) + "}",
            422,
            "seats"),
        text("10,000 keys", keys(10_000), 400, "names"),
        text("an array of 1,001", array(1_001), 413, "1000"),
        text("a list of 101", "{\"id\":\"a\",\"tags\":[" + list(101) + "]}", 422, "100"));
  }

  private static Stream<Hostile> unusable() {
    return Stream.of(
        text("no identifier", "{\"plan\":\"pro\"}", 422, "identifier"),
        text("an empty object", "{}", 422, "identifier"),
        text("an empty identifier", "{\"id\":\"\",\"plan\":\"pro\"}", 422, "identifier"),
        text("an identifier that is null", "{\"id\":null,\"plan\":\"pro\"}", 422, "identifier"),
        text("an identifier that is an object", "{\"id\":{\"id\":\"a\"}}", 422, "identifier"),
        text("an identifier of 257 bytes", "{\"id\":\"" + "é".repeat(128) + "x\"}", 422, "256"),
        text("a lone surrogate as identifier", "{\"id\":\"\\ud800\"}", 422, ""),
        text("a lone surrogate in a text", "{\"id\":\"a\",\"plan\":\"x\\udc00\"}", 422, "plan"),
        text("a number too large for any", "{\"id\":\"a\",\"seats\":1e999}", 422, "seats"),
        text("an exponent of a billion", "{\"id\":\"a\",\"seats\":1e1000000000}", 422, "seats"),
        text("a list of objects", "{\"id\":\"a\",\"tags\":[{\"x\":1}]}", 422, "tags"),
        text("an array where a text is listed", "{\"id\":\"a\",\"plan\":[1,2]}", 422, "plan"));
  }

  private static Stream<Hostile> compressed() {
    byte[] zeros = new byte[64 << 20];
    Arrays.fill(zeros, (byte) ' ');
    byte[] bomb = gzip(zeros);
    byte[] good = gzip("{\"id\":\"a\",\"seats\":1}".getBytes(UTF_8));
    String gzip = "Content-Encoding: gzip\r\n";
    return Stream.of(
        new Hostile("64 MiB of blanks in 64 KiB of gzip", bomb, gzip, 413, ""),
        new Hostile("a bomb in a bomb", gzip(bomb), gzip, 400, ""),
        new Hostile("gzip that is none", "{\"id\":\"a\"}".getBytes(UTF_8), gzip, 400, "gzip"),
        new Hostile("gzip that is cut off", Arrays.copyOf(good, good.length - 9), gzip, 400, ""),
        new Hostile("gzip with a wrong sum", flipped(good, good.length - 8), gzip, 400, ""),
        new Hostile("an unknown encoding", good, "Content-Encoding: snappy\r\n", 415, ""));
  }

  private static Hostile text(String name, String body, int status, String reason) {
    return new Hostile(name, body.getBytes(UTF_8), "", status, reason);
  }

  /// Each character is one byte.
  private static Hostile bytes(String name, String latin1, int status, String reason) {
    return new Hostile(name, latin1, "", status, reason);
  }

  private static String nested(String open, String inside, String close, int depth) {
    return open.repeat(depth) + inside + close.repeat(depth);
  }

  private static String keys(int count) {
    return IntStream.range(1, count)
        .mapToObj(i -> "\"key-" + i + "\":" + i)
        .collect(Collectors.joining(",", "{\"id\":\"a\",", "}"));
  }

  private static String array(int length) {
    return "[" + "{\"id\":\"a\"},".repeat(length - 1) + "{\"id\":\"a\"}]";
  }

  private static String list(int length) {
    return String.join(",", IntStream.range(0, length).mapToObj(i -> "\"t" + i + "\"").toList());
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 0x55;
    return changed;
  }
}
