package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.web.ServeOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path directory;

  @Test
  void theCommandLineGoesBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() throws Exception {
    String file = file("port=3000\nhost=10.0.0.3\ndata=/file\n");
    Map<String, String> environment =
        Map.of("MUSTER_PORT", "2000", "MUSTER_HOST", "10.0.0.2", "MUSTER_CONFIG", file);

    Settings settings = settings(Map.of("port", "1000"), environment, Optional.empty());

    assertThat(settings.get(ServeSettings.PORT)).isEqualTo(1000);
    assertThat(settings.get(ServeSettings.HOST)).isEqualTo("10.0.0.2");
    assertThat(settings.get(ServeSettings.DATA)).hasToString("/file");
    assertThat(settings.get(ServeSettings.IDLE_TIMEOUT)).hasSeconds(75);
    assertThat(settings.find(ServeSettings.TLS_CERT)).isEmpty();
  }

  @Test
  void aBadValueNamesWhereItCameFrom() throws Exception {
    String file = file("port = seven");

    assertThatThrownBy(
            () -> settings(Map.of("port", "x"), Map.of(), Optional.empty()).get(ServeSettings.PORT))
        .hasMessage("port: “x” is not a port between 0 and 65535 (from the command line)");
    assertThatThrownBy(() ->
            settings(Map.of(), Map.of("MUSTER_PORT", "70000"), Optional.empty())
                .get(ServeSettings.PORT))
        .hasMessage(
            "port: “70000” is not a port between 0 and 65535"
                + " (from the environment variable MUSTER_PORT)");
    assertThatThrownBy(
            () -> settings(Map.of(), Map.of(), Optional.of(file)).get(ServeSettings.PORT))
        .hasMessage(
            "port: “seven” is not a port between 0 and 65535 (from the configuration file "
                + file
                + ")");
  }

  @Test
  void aKeyOfTheFileThatNobodyKnowsIsRefusedWithTheOnesThatThereAre() throws Exception {
    String file = file("prot=1");

    assertThatThrownBy(() -> settings(Map.of(), Map.of(), Optional.of(file)))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining(
            "has an unknown key “prot”; it may have access-log, activity-days, admin-token,");
  }

  @Test
  void variablesThatNothingReadsAreTold() {
    Map<String, String> environment =
        Map.of(
            "MUSTER_DTA", "/data",
            "MUSTER_DATA", "/data",
            "MUSTER_ADMIN_TOKEN", "secret",
            "MUSTER_CONFIG", "/etc/muster.conf",
            "MUSTER_SERVICE_HOST", "10.0.0.1",
            "MUSTER_PORT_8080_TCP", "tcp://10.0.0.1:8080",
            "OTHER_DTA", "x");

    assertThat(Settings.unknownVariables(environment, ServeSettings.ALL))
        .containsExactly("MUSTER_DTA");
  }

  @Test
  void aQueueHasRoomForTheLargestBatch() {
    assertThatThrownBy(() ->
            settings(Map.of("queue-max", "999"), Map.of(), Optional.empty())
                .get(ServeSettings.QUEUE_MAX))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining("queue-max");
  }

  @Test
  void aFileThatIsNotThereIsSaidToBeMissing() {
    assertThatThrownBy(() -> settings(Map.of(), Map.of(), Optional.of("/nowhere/muster.conf")))
        .hasMessageStartingWith("the configuration file /nowhere/muster.conf cannot be read");
  }

  @Test
  void anEmptyVariableCountsAsNone() throws Exception {
    Settings settings =
        settings(Map.of(), Map.of("MUSTER_TLS_CERT", "", "MUSTER_PORT", ""), Optional.empty());

    assertThat(settings.find(ServeSettings.TLS_CERT)).isEmpty();
    assertThat(settings.get(ServeSettings.PORT)).isEqualTo(8080);
  }

  @Test
  void aShortAdminTokenIsRefusedAndNotRepeated() {
    Map<String, String> environment = Map.of("MUSTER_ADMIN_TOKEN", "hunter2");

    assertThatThrownBy(() -> Configuration.web(settings(Map.of(), environment, Optional.empty())))
        .hasMessageContaining("admin-token: is too short")
        .hasMessageContaining("at least 16 characters")
        .hasMessageContaining("MUSTER_ADMIN_TOKEN")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aCertificateNeedsItsKey() {
    assertThatThrownBy(() ->
            Configuration.web(settings(Map.of("tls-cert", "a.pem"), Map.of(), Optional.empty())))
        .hasMessage("tls-cert and tls-key are needed both, or neither");
  }

  @Test
  void everyDefaultCanBeReadByItsOwnReader() throws Exception {
    Settings settings = settings(Map.of(), Map.of(), Optional.empty());

    for (Setting<?> setting : ServeSettings.ALL) {
      assertThat(settings.find(setting).isPresent())
          .as(setting.name())
          .isEqualTo(setting.standard().isPresent());
    }
  }

  @Test
  void theDefaultsAreTheOnesOfTheHandbook() throws Exception {
    var options = Configuration.web(settings(Map.of(), Map.of(), Optional.empty()));

    assertThat(options.host()).isEqualTo("127.0.0.1");
    assertThat(options.port()).isEqualTo(8080);
    assertThat(options.tls()).isEmpty();
    assertThat(options.trustedProxies()).isEmpty();
    assertThat(options.adminToken()).isEmpty();
    assertThat(options.metricsOpen()).isFalse();
    assertThat(options.limits()).isEqualTo(ServeOptions.Limits.DEFAULT);
    assertThat(options.limits().bodyBytesMax()).isEqualTo(1_048_576);
    assertThat(options.limits().connectionsMax()).isEqualTo(10_000);
    assertThat(options.limits().uriBytesMax()).isEqualTo(16_384);
    assertThat(options.limits().headerBytesMax()).isEqualTo(16_384);
    assertThat(options.limits().head()).hasSeconds(10);
    assertThat(options.limits().body()).hasSeconds(30);
    assertThat(options.limits().idle()).hasSeconds(75);
    assertThat(options.limits().stop()).hasSeconds(10);
  }

  @Test
  void payloadsOfRefusedDeliveriesAreKeptForThreeDaysOrAsLongAsIsSaidOrNever() throws Exception {
    assertThat(rejectedKept(Map.of())).isEqualTo(Duration.ofDays(3));
    assertThat(rejectedKept(Map.of("rejected-kept", "2h"))).isEqualTo(Duration.ofHours(2));
    assertThat(rejectedKept(Map.of("rejected-kept", "0"))).isEqualTo(Duration.ZERO);
    assertThatThrownBy(() -> rejectedKept(Map.of("rejected-kept", "soon")))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining("rejected-kept");
  }

  private static Duration rejectedKept(Map<String, String> given) throws BadSettingException {
    return Configuration.engine(settings(given, Map.of(), Optional.empty())).payloads().time();
  }

  private static Settings settings(
      Map<String, String> commandLine, Map<String, String> environment, Optional<String> config)
      throws BadSettingException {
    return new Settings(commandLine, new HashMap<>(environment), config, ServeSettings.ALL);
  }

  private String file(String text) throws Exception {
    return Files.writeString(directory.resolve("muster.properties"), text).toString();
  }
}
