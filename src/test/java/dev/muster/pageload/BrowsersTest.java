package dev.muster.pageload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowsersTest {

  private static final Browsers BROWSERS = new Browsers(100);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36|Chrome|desktop",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15|Safari|desktop",
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0|Firefox|desktop",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0|Edge|desktop",
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36|Chrome|desktop",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1|Safari|phone",
        "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1|Safari|tablet",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.0.0 Mobile/15E148 Safari/604.1|Chrome|phone",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36|Chrome|phone",
        "Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36|Chrome|tablet",
        "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0|Firefox|phone",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)|Googlebot|other",
      })
  void browsersAndDevicesAreKnownByTheirHeader(String userAgent, String name, String device) {
    assertThat(BROWSERS.browser(userAgent)).isEqualTo(new Browser(name, device));
  }

  @Test
  void whatIsNoBrowserHasNoNameAndAnotherDevice() {
    assertThat(BROWSERS.browser("")).isEqualTo(new Browser(null, "other"));
    assertThat(BROWSERS.browser("x".repeat(100_000))).isEqualTo(new Browser(null, "other"));
  }

  @Test
  void whatIsTooLongIsLookedAtFromItsStart() {
    String firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";
    assertThat(BROWSERS.browser(firefox + " ".repeat(100_000)).name()).isEqualTo("Firefox");
    assertThat(BROWSERS.language("de-at," + "x".repeat(100_000))).isEqualTo("de-AT");
  }

  /// Some expressions of the list need long for these; a page load has no time for them.
  @ParameterizedTest
  @ValueSource(strings = {"a", "Mozilla/", "(", "; ", "1", "-_", "x/1.", "curl", "ABC/1"})
  void whatLooksLikeNoBrowserIsNotLookedUp(String repeated) {
    Browser browser = new Browsers().browser(repeated.repeat(500 / repeated.length()));
    assertThat(browser.name()).isNull();
    assertThat(browser.device()).isEqualTo("other");
  }
}
