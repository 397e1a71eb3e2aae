package dev.muster.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.signature.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.8",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:10.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::10.0.0.1]",
        "[64:ff9b::10.0.0.1]",
        "[2002:a00:1::]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "2130706433"
      })
  void whatIsNotOfTheInternetIsRefused(String host) throws Exception {
    Target target = Target.of("https://" + host + "/hook");
    assertThatThrownBy(() -> new TargetRules(List.of()).addresses(target))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("webhook-targets-allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "198.20.0.1",
        "[2606:4700::1111]",
        "[64:ff9b::8.8.8.8]"
      })
  void whatIsOfTheInternetIsCalledByHttps(String host) throws Exception {
    assertThat(new TargetRules(List.of()).addresses(Target.of("https://" + host))).hasSize(1);
  }

  @Test
  void plainHttpIsOnlyForWhatTheOperatorAllows() throws Exception {
    TargetRules rules = new TargetRules(List.of(AddressRange.of("10.0.0.0/8")));
    assertThat(rules.addresses(Target.of("http://10.0.0.1:8080/hook"))).hasSize(1);
    Target outside = Target.of("http://8.8.8.8/hook");
    assertThatThrownBy(() -> rules.addresses(outside)).hasMessageContaining("use https");
  }

  @Test
  void aNameWithOneAddressThatMayNotBeCalledIsRefused() throws Exception {
    TargetRules rules =
        new TargetRules(
            List.of(),
            _ ->
                new InetAddress[] {
                  InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("10.0.0.1")
                });
    Target target = Target.of("https://hooks.example.com");
    assertThatThrownBy(() -> rules.addresses(target))
        .hasMessageStartingWith("hooks.example.com is 10.0.0.1,");
  }

  @Test
  void aNameThatNobodyHasIsSaidToBeNone() throws Exception {
    TargetRules rules =
        new TargetRules(
            List.of(),
            name -> {
              throw new UnknownHostException(name);
            });
    Target target = Target.of("https://hooks.example.com");
    assertThatThrownBy(() -> rules.addresses(target))
        .hasMessage("there is no host hooks.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hooks.example.com",
        "ftp://hooks.example.com",
        "https://",
        "https://127.1/",
        "https:///hook",
        "https://hooks.example.com:70000/",
        "https://hooks example.com/",
        "https://user:word@hooks.example.com/",
        "https://hooks.example.com/#part",
        "file:///etc/passwd"
      })
  void whatIsNoTargetIsRefused(String text) {
    assertThatThrownBy(() -> Target.of(text)).isInstanceOf(TargetException.class);
  }

  @Test
  void aTargetIsCalledWhereItsUrlSays() throws Exception {
    assertThat(Target.of("HTTPS://Hooks.example.com"))
        .returns(443, Target::port)
        .returns("/", Target::pathAndQuery)
        .returns(true, Target::isSecret);
    assertThat(Target.of("http://[::1]:81/a%20b?c=d"))
        .returns(81, Target::port)
        .returns("::1", Target::host)
        .returns("/a%20b?c=d", Target::pathAndQuery);
  }
}
