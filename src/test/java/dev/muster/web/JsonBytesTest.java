package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whateverIsWrittenIsReadBackByAnotherParser(long seed) throws Exception {
    Random random = new Random(seed);
    String text =
        random
            .ints(random.nextInt(60), 0, random.nextBoolean() ? 0x80 : 0x2FFFF)
            .filter(point -> Character.getType(point) != Character.SURROGATE)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    long number = random.nextLong();

    byte[] written =
        new JsonBytes(4)
            .raw("{\"text\":".getBytes(StandardCharsets.US_ASCII))
            .string(text)
            .raw(",\"number\":".getBytes(StandardCharsets.US_ASCII))
            .number(number)
            .raw('}')
            .buffer()
            .getBytes();

    JsonNode read = JSON.readTree(written);
    assertThat(read.get("text").textValue()).isEqualTo(text);
    assertThat(read.get("number").longValue()).isEqualTo(number);
  }
}
