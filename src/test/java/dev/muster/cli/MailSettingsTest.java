package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.mailing.MailServer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// By which mail server reports go out.
class MailSettingsTest {

  private static final Map<String, String> SERVER =
      Map.of("smtp-host", "mail.example.com", "mail-from", "Muster <muster@example.com>");

  private static Optional<MailServer> mail(Map<String, String> given, Map<String, String> more)
      throws BadSettingException {
    Map<String, String> environment = new HashMap<>();
    given.forEach((name, value) -> environment.put(variable(name), value));
    more.forEach((name, value) -> environment.put(variable(name), value));
    return Configuration.web(
            new Settings(Map.of(), environment, Optional.empty(), ServeSettings.ALL))
        .mail();
  }

  private static String variable(String setting) {
    return "MUSTER_" + setting.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  @Test
  void thePortFollowsTheSecurityUnlessItIsSet() throws Exception {
    assertThat(mail(Map.of(), Map.of())).isEmpty();
    assertThat(mail(SERVER, Map.of()).orElseThrow().port()).isEqualTo(587);
    assertThat(mail(SERVER, Map.of("smtp-security", "tls")).orElseThrow().port()).isEqualTo(465);
    assertThat(mail(SERVER, Map.of("smtp-security", "none")).orElseThrow().port()).isEqualTo(25);
    assertThat(mail(SERVER, Map.of("smtp-port", "2525")).orElseThrow().port()).isEqualTo(2525);
  }

  @Test
  void whatCouldNotWorkOrGivesThePasswordAwayIsRefused() {
    assertThatThrownBy(() -> mail(Map.of("smtp-host", "mail.example.com"), Map.of()))
        .hasMessage("smtp-host and mail-from are needed both, or neither");
    assertThatThrownBy(() -> mail(SERVER, Map.of("smtp-user", "muster")))
        .hasMessage("smtp-user and smtp-password are needed both, or neither");
    assertThatThrownBy(() -> mail(SERVER, Map.of("mail-from", "muster")))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining("mail-from");
    assertThatThrownBy(() -> mail(SERVER, Map.of("mail-from", "a@b.c\r\nBcc: x@y.z")))
        .isInstanceOf(BadSettingException.class);
    assertThatThrownBy(() ->
            mail(
                SERVER,
                Map.of(
                    "smtp-security", "none", "smtp-user", "muster", "smtp-password", "secret-1")))
        .hasMessageContaining("anybody between can read it")
        .hasMessageNotContaining("secret-1");
  }
}
