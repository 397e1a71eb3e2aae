package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileBodiesTest {

  private static final Mapping MAPPING =
      Mappings.mapping("id", "a.b:b:string", "n:n:number", "items.0.x:x:string");

  private static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("", 0),
        Arguments.of("  ", 2),
        Arguments.of("{\"id\":\"u\"", 9),
        Arguments.of("{\"id\":\"u", 8),
        Arguments.of("[{\"id\":\"u\"},", 12),
        Arguments.of("{\"id\":\"u\"} x", 11),
        Arguments.of("{\"id\":\"u\"} {}", 11),
        Arguments.of("{\"id\":\"u\"}]", 10),
        Arguments.of("{\"id\":\"u\",}", 10),
        Arguments.of("{id:1}", 1),
        Arguments.of("{'id':1}", 1),
        Arguments.of("{\"id\":NaN}", 6),
        Arguments.of("{\"id\":1,\"z\":-Infinity}", 12),
        Arguments.of("{\"id\":01}", 6),
        Arguments.of("{\"id\":\"u\",\"z\":\"\\x\"}", 15),
        Arguments.of("{\"id\":\"u\",\"z\":\"a\nb\"}", 16),
        Arguments.of("{\"id\":\"u\"/* no */}", 9),
        Arguments.of("{\"id\":\"u\",\"z\":\"\\u12\"}", 15));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNotJsonIsRefusedWithThePlace(String body, int offset) {
    RefusedBodyException refused = refused(Mappings.utf8(body));

    assertThat(refused.refusal().code()).isEqualTo("malformed-json");
    // The parser may say where the token begins, or where within it.
    assertThat(refused.byteOffset().orElseThrow()).isBetween(offset - 1, offset + 9);
    assertThat(refused.refusal().detail()).startsWith("at byte ").hasSizeLessThan(260);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C0AF", "EDA080", "F4908080", "FF", "E282", "80"})
  void whatIsNotUtf8IsRefusedWithThePlace(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    byte[] body = Arrays.copyOf(Mappings.utf8("{\"id\":\"u\",\"z\":\""), 15 + bytes.length + 2);
    System.arraycopy(bytes, 0, body, 15, bytes.length);
    body[15 + bytes.length] = '"';
    body[16 + bytes.length] = '}';

    RefusedBodyException refused = refused(body);

    assertThat(refused.refusal().code()).isEqualTo("malformed-json");
    assertThat(refused.byteOffset()).hasValue(15);
    assertThat(refused.refusal().detail()).contains("not UTF-8");
  }

  @Test
  void otherFormsOfUnicodeAreRefused() {
    assertThat(refused("{\"id\":\"u\"}".getBytes(StandardCharsets.UTF_16LE)).refusal().detail())
        .contains("UTF-8");
    assertThat(refused("{\"id\":\"u\"}".getBytes(StandardCharsets.UTF_16)).refusal().detail())
        .contains("UTF-8");
  }

  @Test
  void aByteOrderMarkIsPassedOver() throws RefusedBodyException {
    assertThat(Mappings.one(MAPPING, "\uFEFF{\"id\":\"u\"}").user()).contains("u");
    assertThat(refused(Mappings.utf8("\uFEFF{\"id\":nope}")).byteOffset().orElseThrow())
        .isBetween(9, 13);
  }

  @ParameterizedTest
  @ValueSource(strings = {"z", "a", "items"})
  void nestingIsBounded(String key) throws RefusedBodyException {
    String open = key.equals("a") ? "{\"b\":" : "[";
    String close = key.equals("a") ? "}" : "]";
    String start = "{\"id\":\"u\",\"" + key + "\":";
    String deepest = start + open.repeat(63) + "1" + close.repeat(63) + "}";
    assertThat(Mappings.one(MAPPING, deepest).user()).contains("u");

    RefusedBodyException refused = refused(Mappings.utf8(start + open.repeat(64)));
    assertThat(refused.refusal().code()).isEqualTo("too-deep");
    assertThat(refused.byteOffset()).hasValue(start.length() + 63 * open.length());
    assertThat(refused(Mappings.utf8(start + open.repeat(100_000))).refusal().code())
        .isEqualTo("too-deep");
    assertThat(refused(Mappings.utf8("[".repeat(100_000))).refusal().code()).isEqualTo("too-deep");
  }

  @Test
  void namesAreBounded() throws RefusedBodyException {
    StringBuilder body = new StringBuilder("{\"id\":\"u\"");
    for (int i = 2; i < 10_000; i++) {
      body.append(",\"k").append(i).append("\":{}");
    }
    assertThat(Mappings.one(MAPPING, body + "}").user()).contains("u");

    RefusedBodyException refused = refused(Mappings.utf8(body + ",\"z\":0}"));
    assertThat(refused.refusal().code()).isEqualTo("too-many-keys");
    assertThat(refused.byteOffset()).hasValue(body.length() + 1);
  }

  @Test
  void batchesAreBounded() throws RefusedBodyException {
    String thousand = "[" + "{},".repeat(999) + "{}";
    assertThat(Mappings.all(MAPPING, Mappings.utf8(thousand + "]"))).hasSize(1_000);
    assertThat(refused(Mappings.utf8(thousand + ",{}]")).refusal().code())
        .isEqualTo("batch-too-large");
  }

  @Test
  void theNamesOfABatchCountForEachObjectAlone() throws RefusedBodyException {
    String object = "{\"id\":\"u\"" + ",\"z\":1".repeat(9_000) + "}";
    byte[] body = Mappings.utf8("[" + object + "," + object + "]");

    assertThat(Mappings.all(MAPPING, body)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999", "123456789e123456789"})
  void aNumberOutOfRangeIsAPropertysProblem(String literal) throws RefusedBodyException {
    Mapping.Read read =
        Mappings.one(MAPPING, "{\"id\":\"u\",\"a\":{\"b\":\"x\"},\"n\":" + literal + "}");

    assertThat(read.outcome()).isEqualTo(Outcome.PARTIAL);
  }

  @Test
  void aNumberOfAMegabyteIsAPropertysProblem() throws RefusedBodyException {
    String literal = "9".repeat(1_000_000);

    assertThat(Mappings.one(MAPPING, "{\"id\":\"u\",\"n\":" + literal + "}").rejected().getFirst())
        .satisfies(one -> assertThat(one.reason()).hasSizeLessThan(120));
    assertThat(Mappings.one(MAPPING, "{\"id\":\"u\",\"z\":" + literal + "}").outcome())
        .isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void aStringOfAMegabyteIsAPropertysProblem() throws RefusedBodyException {
    String body = "{\"id\":\"u\",\"n\":1,\"a\":{\"b\":\"" + "x".repeat(1_000_000) + "\"}}";

    assertThat(Mappings.one(MAPPING, body).outcome()).isEqualTo(Outcome.PARTIAL);
  }

  @Test
  void namesThatCollideInTheParsersTableAreNotAnError() throws RefusedBodyException {
    StringBuilder body = new StringBuilder("{\"id\":\"u\"");
    for (int i = 0; i < 9_000; i++) {
      String bits = Integer.toBinaryString(1 << 13 | i).replace("0", "Aa").replace("1", "BB");
      body.append(",\"").append(bits).append("\":1");
    }
    assertThat(Mappings.one(MAPPING, body + "}").user()).contains("u");
  }

  private static RefusedBodyException refused(byte[] body) {
    return catchThrowableOfType(RefusedBodyException.class, () -> Mappings.all(MAPPING, body));
  }
}
