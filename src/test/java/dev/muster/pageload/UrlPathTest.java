package dev.muster.pageload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPathTest {

  @ParameterizedTest
  @CsvSource({
    "https://example.com/pricing?plan=pro#top, /pricing",
    "https://example.com/a/b%20c/;v=1, /a/b%20c/;v=1",
    "https://example.com, /",
    "https://example.com?x=/y, /",
    "https://example.com#/route, /",
    "https://example.com:8443/, /",
    "https://user:pw@example.com/me, /me",
    "http://[::1]:8080/x, /x",
    "//example.com/x, /x",
    "/only/path?q, /only/path",
    "/redirect://x, /redirect://x",
    "/?next=https://example.com/x, /",
    "file:///home/index.html, /home/index.html",
  })
  void thePathIsFromTheFirstSlashToTheQuery(String url, String path) {
    assertThat(UrlPath.of(url)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "about:blank", "mailto:ann@example.com", "?q=/x", "#/x"})
  void aUrlWithoutAPathHasNone(String url) {
    assertThat(UrlPath.of(url)).isNull();
  }

  @Test
  void theWholeOfALongUrlIsRead() {
    assertThat(UrlPath.of("https://e.com/" + "a".repeat(5_000))).hasSize(5_001);
  }
}
