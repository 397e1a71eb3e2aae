package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageLoadQueryTest {

  @Test
  void aQueryIsPercentDecodedAsUtf8WithPlusForASpace() throws Exception {
    PageLoadQuery query =
        PageLoadQuery.ofUri(
            "/v1/page-load?key=k1&user=j%C3%B6rg%2B1%40x.de&title=A+%26+B&url=https%3A%2F%2Fx%2Fy%3Fa%3D1&_=17#x");

    assertThat(query.key()).isEqualTo("k1");
    assertThat(query.user()).hasToString("jörg+1@x.de");
    assertThat(query.title()).isEqualTo("A & B");
    assertThat(query.url()).isEqualTo("https://x/y?a=1");
    assertThat(query.referrer()).isNull();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whatAUrlEncoderWritesIsReadBack(long seed) throws Exception {
    Random random = new Random(seed);
    String title =
        random
            .ints(random.nextInt(40), 0, 0x2FFFF)
            .filter(point -> Character.getType(point) != Character.SURROGATE)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    String uri = "/v1/page-load?user=u&title=" + encoded(title) + "&key=k";

    assertThat(PageLoadQuery.ofUri(uri).title()).isEqualTo(title);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "'?user=u', key, missing",
    "'?key=k', user, missing",
    "'', key, missing",
    "'?key=k&user=', user, missing",
    "'?key=k&user', user, missing",
    "'?key=k&user=a&user=b', user, given twice",
    "'?key=k&user=%C3', user, not UTF-8",
    "'?key=k&user=%ED%A0%80', user, not UTF-8",
    "'?key=k&user=%zz', user, not percent-encoded",
    "'?key=k&user=%4', user, not percent-encoded",
    "'?key=k&user=a%', user, not percent-encoded",
    "'?key=k&user=é', user, not percent-encoded",
    "'?key=k&user=u&title=%80', title, not UTF-8",
  })
  void aBadQueryIsRefusedNamingTheParameter(String query, String parameter, String reason) {
    PageLoadQuery.Invalid invalid =
        catchThrowableOfType(
            PageLoadQuery.Invalid.class, () -> PageLoadQuery.ofUri("/v1/page-load" + query));

    assertThat(invalid.problem().status()).isEqualTo(400);
    assertThat(invalid.problem().errors()).containsExactly(new Problem.Fault(parameter, reason));
  }

  @Test
  void anIdentifierHasAtMost256BytesOfUtf8() throws Exception {
    String longest = "ö".repeat(128);

    assertThat(PageLoadQuery.ofUri("?key=k&user=" + encoded(longest)).user()).hasToString(longest);
    assertThatThrownBy(() -> PageLoadQuery.ofUri("?key=k&user=" + encoded(longest + "a")))
        .hasMessage("user: longer than 256 bytes");
  }

  @Test
  void aBodyHasTheSameFields() throws Exception {
    PageLoadQuery query =
        json(
            "{\"key\":\"k\",\"user\":\"j\\u00f6rg\",\"more\":[1,{}],\"url\":null,\"title\":\"\\ud83d\\ude00\"}");

    assertThat(query.user()).hasToString("jörg");
    assertThat(query.url()).isNull();
    assertThat(query.title()).isEqualTo("😀");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|: not a JSON object",
        "[]|: not a JSON object",
        "{\"key\":\"k\"|: not JSON",
        "{\"key\":\"k\",\"user\":1}|user: not a string",
        "{\"key\":\"k\",\"user\":\"a\",\"user\":\"b\"}|user: given twice",
        "{\"key\":\"k\",\"user\":\"\\ud800\"}|user: not well-formed Unicode",
        "{\"key\":\"k\",\"user\":\"a\"} {}|: more than one JSON object",
      })
  void aBadBodyIsRefused(String body, String message) {
    assertThatThrownBy(() -> json(body)).hasMessage(message);
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() {
    byte[] body = "{\"key\":\"k\",\"user\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> PageLoadQuery.ofJson(body)).isInstanceOf(PageLoadQuery.Invalid.class);
  }

  @Test
  void neitherTheQueryNorItsProblemSaysWhoTheUserIs() throws Exception {
    assertThat(PageLoadQuery.ofUri("?key=secret&user=ann")).hasToString("PageLoadQuery");
    assertThatThrownBy(() -> PageLoadQuery.ofUri("?key=secret&user=ann%C3"))
        .hasMessageNotContaining("ann");
  }

  private static PageLoadQuery json(String body) throws PageLoadQuery.Invalid {
    return PageLoadQuery.ofJson(body.getBytes(StandardCharsets.UTF_8));
  }
}
