package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.signature.AddressRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerTest {
  private static final List<AddressRange> PROXIES =
      List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("fd00::/8"));

  @Test
  void withoutAListedProxyTheHeaderIsIgnored() {
    assertThat(Caller.address("203.0.113.9", List.of("1.2.3.4"), PROXIES)).isEqualTo("203.0.113.9");
    assertThat(Caller.address("10.0.0.1", List.of("1.2.3.4"), List.of())).isEqualTo("10.0.0.1");
  }

  @Test
  void theClientIsTheLastAddressThatIsNoListedProxy() {
    assertThat(Caller.address("10.0.0.1", List.of("1.2.3.4"), PROXIES)).isEqualTo("1.2.3.4");
    assertThat(Caller.address("10.0.0.1", List.of("6.6.6.6, 1.2.3.4, 10.0.0.2"), PROXIES))
        .isEqualTo("1.2.3.4");
    assertThat(Caller.address("10.0.0.1", List.of("6.6.6.6", "1.2.3.4"), PROXIES))
        .isEqualTo("1.2.3.4");
  }

  @Test
  void portsAreLeftOut() {
    assertThat(Caller.address("10.0.0.1", List.of("1.2.3.4:5678"), PROXIES)).isEqualTo("1.2.3.4");
    assertThat(Caller.address("fd00::1", List.of("[2001:db8::7]:443"), PROXIES))
        .isEqualTo("2001:db8:0:0:0:0:0:7");
  }

  @Test
  void whatIsNoAddressEndsTheSearchAtTheProxyThatWroteIt() {
    assertThat(Caller.address("10.0.0.1", List.of("1.2.3.4, evil<script>"), PROXIES))
        .isEqualTo("10.0.0.1");
    assertThat(Caller.address("10.0.0.1", List.of(), PROXIES)).isEqualTo("10.0.0.1");
  }
}
