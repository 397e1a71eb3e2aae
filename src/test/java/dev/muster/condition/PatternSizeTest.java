package dev.muster.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                          | 0
          abc                         | 3
          a{3}                        | 3
          a{3,}                       | 3
          a{3,5}b                     | 6
          a{,5}                       | 5
          a{x}                        | 4
          (ab){10}                    | 30
          ((a{10}){10}){10}           | 1110
          `x(a{2}|b{3})`              | 8
          [a-z]{5}                    | 5
          []a]{5}                     | 5
          [^]a]{5}                    | 5
          [[:alpha:])]{5}             | 5
          [\\]]{5}                    | 5
          \\p{Greek}{5}               | 5
          \\x{41}{5}                  | 5
          \\({5}                      | 5
          \\Q((a{9}\\E{2}             | 10
          """)
  void countsWhatIsRepeatedAsOftenAsItIs(String expression, long size) {
    assertThat(PatternSize.of(expression)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(a{1000}[[:alpha:])]){1000}",
        "(a{1000}[)]){1000}",
        "(a{1000}\\)){1000}",
        "(a{1000}\\Q)\\E){1000}",
        "(?P<n>a{1000}){1000}",
        "(?i:(a{1000,})){1000,1000}",
        "((a{999999999}){999999999}){999999999}",
      })
  void whatWouldNotFitInMemoryIsNeverCountedAsSmall(String expression) {
    assertThat(PatternSize.of(expression)).isGreaterThanOrEqualTo(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[^", "[[:", "[\\", "\\", "\\Q", "\\p{", "(((", ")))", "{5}", "a{"})
  void whatIsMalformedIsCountedToo(String expression) {
    assertThat(PatternSize.of(expression)).isBetween(0L, 20L);
  }
}
