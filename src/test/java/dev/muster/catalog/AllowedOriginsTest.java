package dev.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, https://app.example.com",
    "' HTTPS://App.Example.COM/ ', https://app.example.com",
    "https://app.example.com:443, https://app.example.com",
    "http://app.example.com:80, http://app.example.com",
    "https://app.example.com:8443, https://app.example.com:8443",
    "http://localhost:03000, http://localhost:3000",
    "https://*.example.com, https://*.example.com",
    "http://[::1]:3000, http://[::1]:3000",
    "http://127.0.0.1:3000, http://127.0.0.1:3000",
    "https://3com.example, https://3com.example",
  })
  void anOriginIsBroughtToTheFormThatBrowsersSend(String text, String origin) {
    assertThat(AllowedOrigins.normalised(text)).contains(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "null",
        "app.example.com",
        "//app.example.com",
        "ftp://app.example.com",
        "https://",
        "https://app.example.com/page",
        "https://app.example.com?x",
        "https://user@app.example.com",
        "https://app.*.com",
        "https://*",
        "https://*example.com",
        "https://app.example.com:0",
        "https://app.example.com:65536",
        "https://a..b",
        "https://app.example.com:",
        "http://127.1",
        "http://[0:0:0:0:0:0:0:1]",
        "http://[:::::]",
        "https://b\u00fccher.example"
      })
  void whatIsNoOriginIsNone(String text) {
    assertThat(AllowedOrigins.normalised(text)).isEmpty();
  }

  @Test
  void withoutAnyAllAreAllowed() {
    assertThat(AllowedOrigins.ANY.allow("https://evil.example")).isTrue();
    assertThat(AllowedOrigins.ANY.allow("null")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, true",
    "https://a.wild.example, true",
    "https://a.b.wild.example, true",
    "http://localhost:3000, true",
    "https://wild.example, false",
    "https://.wild.example, false",
    "https://evilwild.example, false",
    "https://a.wild.example.evil.com, false",
    "http://a.wild.example, false",
    "https://a.wild.example:8443, false",
    "https://app.example.com:8443, false",
    "http://app.example.com, false",
    "http://localhost, false",
    "https://app.example.com.evil.com, false",
    "httxps://app.example.com, false",
    "htmp://localhost:3000, false",
    "xhttps://a.wild.example, false",
    "null, false",
  })
  void onlyThoseThatAreListedAreAllowed(String origin, boolean allowed) {
    AllowedOrigins origins =
        new AllowedOrigins(
            List.of("https://app.example.com", "https://*.wild.example", "http://localhost:3000"));
    assertThat(origins.allow(origin)).isEqualTo(allowed);
  }
}
