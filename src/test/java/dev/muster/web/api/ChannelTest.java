package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.web.Caller;
import dev.muster.web.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

  private static Channel channel(String scheme, String authority) {
    return Channel.of(new Caller("192.0.2.7", scheme, authority), Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "a.localhost"})
  void plainHttpIsGoodEnoughOnTheMachineItself(String authority) {
    Channel channel = channel("http", authority);
    channel.requireSafe();
    assertThat(channel.setCookie("s", "v", Duration.ofDays(1), "Strict"))
        .isEqualTo("s=v; Path=/; HttpOnly; SameSite=Strict; Max-Age=86400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"muster.example.com", "10.0.0.1:8080", "localhost.example.com", "", "1127.0.0.1"})
  void nobodySignsInOverPlainHttpFromElsewhere(String authority) {
    assertThatThrownBy(channel("http", authority)::requireSafe)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("tls-needed")
        .hasMessageContaining("tls-cert");
  }

  @Test
  void overHttpsTheCookieIsThisHostsAlone() {
    Channel channel = channel("https", "muster.example.com");
    channel.requireSafe();
    assertThat(channel.setCookie("s", "v", Duration.ofDays(1), "Strict"))
        .isEqualTo("__Host-s=v; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=86400");
  }

  @Test
  void whatTheOperatorSaysOfTheUrlIsBelieved() {
    Channel channel =
        Channel.of(
            new Caller("192.0.2.7", "http", "inside:8080"),
            Optional.of(URI.create("https://muster.example.com")));
    assertThat(channel.secure()).isTrue();
    assertThat(channel.safe()).isTrue();
  }
}
