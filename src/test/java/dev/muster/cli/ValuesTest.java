package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.signature.AddressRange;
import dev.muster.web.ServeOptions.Transport;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "30s, PT30S", "10m, PT10M", "72h, PT72H", "7d, PT168H"})
  void durationsHaveAUnit(String text, Duration duration) {
    assertThat(Values.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "0s", "-1s", "1w", "s", "9999999999s"})
  void whatIsNoDurationIsRefused(String text) {
    assertThatThrownBy(() -> Values.duration(text)).hasMessageContaining("is not a duration");
  }

  @ParameterizedTest
  @CsvSource({"1024, 1024", "64KiB, 65536", "1 MiB, 1048576", "2048B, 2048"})
  void sizesAreInBytesOrHaveAUnit(String text, long bytes) {
    assertThat(Values.size(1024, 1 << 20).apply(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1023", "1048577", "2MiB", "1MB", "999999999999GiB", "-1"})
  void whatIsNoSizeOrOutOfRangeIsRefused(String text) {
    assertThatThrownBy(() -> Values.size(1024, 1 << 20).apply(text))
        .hasMessageContaining("is not a size between 1KiB and 1MiB, such as");
  }

  @Test
  void oneOfAFewIsWrittenInLowerCaseWithHyphens() {
    assertThat(Values.oneOf(Transport.class).apply("io-uring")).isEqualTo(Transport.IO_URING);
    assertThatThrownBy(() -> Values.oneOf(Transport.class).apply("kqueue"))
        .hasMessage("is none of epoll, io-uring, nio");
  }

  @Test
  void listsAreSeparatedByCommas() {
    Function<String, ?> ranges = Values.list(AddressRange::of);

    assertThat((java.util.List<?>) ranges.apply(" 10.0.0.0/8, ::1 ,")).hasSize(2);
    assertThatThrownBy(() -> ranges.apply("10.0.0.0/8,proxy"))
        .hasMessage("not an IP address or range: proxy");
  }

  @Test
  void theServerIsReachedAtTheRootOfAHost() {
    assertThat(Values.origin("https://x.example.com/")).hasHost("x.example.com");
    assertThatThrownBy(() -> Values.origin("https://x.example.com/muster"))
        .hasMessageContaining("has a path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"muster.example.com", "ftp://x", "https://", "https://x?a=1", "https://x y"})
  void aPublicUrlIsAnHttpUrlWithoutAQuery(String text) {
    assertThatThrownBy(() -> Values.url(text)).hasMessageContaining("is not a URL");
  }
}
