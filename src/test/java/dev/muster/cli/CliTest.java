package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter error = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();

  private int run(String... arguments) {
    return new Cli(environment)
        .to(new PrintWriter(out, true), new PrintWriter(error, true))
        .run(arguments);
  }

  @Test
  void withoutACommandItSaysWhatThereIs() {
    assertThat(run()).isZero();
    assertThat(out.toString()).contains("serve", "demo", "inspect", "--version");
    assertThat(out.toString()).contains("./muster test", "./muster bench");
  }

  @Test
  void theHelpOfServeNamesEveryOptionWithItsDefault() {
    assertThat(run("serve", "--help")).isZero();

    for (Setting<?> setting : ServeSettings.ALL) {
      if (setting.secret()) {
        assertThat(out.toString()).doesNotContain(setting.option());
      } else {
        assertThat(out.toString()).contains(setting.option() + "=" + setting.placeholder());
      }
    }
    assertThat(out.toString()).contains("Default: 8080.").contains("MUSTER_ADMIN_TOKEN");
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString().lines()).hasSize(1).first().asString().startsWith("muster ");
  }

  @Test
  void whatIsNotUnderstoodIsSaidWithExitCode2() {
    assertThat(run("serv")).isEqualTo(2);
    assertThat(run("serve", "--prot", "1")).isEqualTo(2);
    assertThat(error.toString()).contains("--prot").contains("Try 'muster serve --help'.");
  }

  @Test
  void aBadSettingIsSaidWithExitCode2() {
    environment.put("MUSTER_PORT", "many");

    assertThat(run("serve")).isEqualTo(2);
    assertThat(error.toString())
        .contains("muster: port: “many” is not a port between 0 and 65535")
        .contains("MUSTER_PORT");
  }

  @Test
  void aDemoWhoseShopHasNoPortOfItsOwnDoesNotBegin() throws IOException {
    assertThat(run("demo", "--port", "9000", "--shop-port", "9000")).isEqualTo(2);
    assertThat(error.toString()).contains("muster: --port and --shop-port: both are 9000");

    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThat(run("demo", "--port", "0", "--shop-port", Integer.toString(port))).isEqualTo(1);
      assertThat(error.toString())
          .contains("muster: the shop cannot listen on 127.0.0.1:" + port)
          .contains("--shop-port, or 0 for a free one");
    }
  }

  @Test
  void whatIsUnknownIsNamedAndTheValueOfASecretIsNot() {
    assertThat(run("bogus")).isEqualTo(2);
    assertThat(run("serve", "--prot", "1")).isEqualTo(2);
    assertThat(run("serve", "--admin-token", "hunter2hunter2hunter2")).isEqualTo(2);
    assertThat(error.toString())
        .contains("muster: there is no command bogus")
        .contains("muster: there is no option --prot")
        .contains("muster: --admin-token is a secret: give it in the environment")
        .doesNotContain("hunter2");
  }

  @Test
  void filesThatCannotBeUsedAreNamedWithTheReasonAndTheSetting(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");
    String nowhere = directory.resolve("nowhere").toString();

    assertThat(run("serve", "--port", "0", "--data", file.toString())).isEqualTo(1);
    assertThat(run("serve", "--port", "0", "--tls-cert", nowhere, "--tls-key", nowhere))
        .isEqualTo(1);
    assertThat(run("serve", "--config", nowhere)).isEqualTo(2);
    assertThat(error.toString())
        .contains(
            "muster: the data directory cannot be used: "
                + file
                + ": there is a file of that name, not a directory (see --data)")
        .contains(
            "muster: the certificate or its key cannot be read: "
                + nowhere
                + ": there is no such file (see --tls-cert, --tls-key)")
        .contains(nowhere + " cannot be read: " + nowhere + ": there is no such file");
  }

  @Test
  void aPortThatIsTakenIsSaidWithWhatToDo(@TempDir Path directory) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(run("serve", "--port", port, "--data", directory.toString())).isEqualTo(1);
      assertThat(error.toString())
          .contains("cannot listen on 127.0.0.1:" + port + ": another process listens there")
          .contains("--port");
    }
  }
}
