package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.catalog.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How often, as it is written in settings.
class RateValueTest {

  @Test
  void aRateIsSoManyASecondAndSoManyAtOnce() {
    assertThat(Values.rate("500")).contains(new Rate(500, 5_000));
    assertThat(Values.rate(" 20:200 ")).contains(new Rate(20, 200));
    assertThat(Values.rate("0")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "5:0", "0:5", "5:5:5", "1000001", "1:10000001", "many"})
  void whatIsNoRateIsSaidToBeNone(String text) {
    assertThatThrownBy(() -> Values.rate(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not");
  }
}
