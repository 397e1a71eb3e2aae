package dev.muster.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.3.4, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "fd00::/8, fdab::1, true",
    "fd00::/8, fe80::1, false",
    "::1, ::1, true",
    "10.0.0.0/8, ::1, false",
  })
  void containsExactlyTheAddressesThatShareItsPrefix(String range, String address, boolean in) {
    assertThat(AddressRange.of(range).contains(InetAddress.ofLiteral(address))).isEqualTo(in);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "::1/129", "1"})
  void whatIsNoRangeIsRefusedAndNeverLookedUp(String text) {
    assertThatThrownBy(() -> AddressRange.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an IP address or range: " + text);
  }

  @Test
  void aRangeThatNamesAnAddressInsideItMeansTheWholeRange() {
    assertThat(AddressRange.of("10.1.2.3/8").contains(InetAddress.ofLiteral("10.9.9.9"))).isTrue();
  }
}
