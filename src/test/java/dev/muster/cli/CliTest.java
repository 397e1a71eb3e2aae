package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    assertThat(out.toString()).contains("serve").contains("inspect").contains("--version");
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
}
