package dev.muster.pageload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptLanguageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de|de",
        "en-gb,en;q=0.8|en-GB",
        "EN-us|en-US",
        "zh-hant-tw|zh-Hant-TW",
        "fr;q=0.5, de;q=0.9, en;q=0.9|de",
        "*, pt-br;q=0.7|pt-BR",
        "en;q=0, it;q=0.1|it",
        "en;q=x, it;q=0.1|it",
        "123456789, nl;q=0.2|nl",
        "iw|he",
      })
  void theMostWantedLanguageIsTakenInItsCanonicalForm(String header, String language) {
    assertThat(AcceptLanguage.preferred(header)).contains(language);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", ",;,", "en;q=0", "\u0000", "_"})
  void aHeaderWithoutALanguageTellsNone(String header) {
    assertThat(AcceptLanguage.preferred(header)).isEmpty();
  }
}
