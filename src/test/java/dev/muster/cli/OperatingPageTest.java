package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the page for operators says of the settings is what there is.
class OperatingPageTest {

  private static final Path PAGE = Path.of("docs/operating.md");
  private static final Pattern TABLE =
      Pattern.compile("(?s)<!-- settings -->\n(.*)<!-- /settings -->");

  @Test
  void thePageForOperatorsListsEverySettingWithItsDefault() throws IOException {
    var matcher = TABLE.matcher(Files.readString(PAGE));
    assertThat(matcher.find()).isTrue();
    assertThat(matcher.group(1)).isEqualTo(table());
  }

  @Test
  void whatIsKeptAndForHowLongIsWhatTheSettingsSay() throws IOException {
    var table =
        Pattern.compile("(?s)<!-- kept -->\n(.*)<!-- /kept -->").matcher(Files.readString(PAGE));
    assertThat(table.find()).isTrue();
    Map<String, String> said = new TreeMap<>();
    Pattern row = Pattern.compile("(?m)^\\| [^|]+ \\| `([a-z-]+)` \\| `([^`]+)` \\| [^|]+ \\|$");
    row.matcher(table.group(1)).results().forEach(one -> said.put(one.group(1), one.group(2)));
    Map<String, String> set = new TreeMap<>();
    for (Setting<?> setting : ServeSettings.KEEPING) {
      set.put(setting.name(), setting.standard().orElseThrow());
    }
    assertThat(said).isEqualTo(set);
  }

  private static String table() {
    return ServeSettings.ALL.stream()
        .map(setting ->
            "| `%s` | %s | %s |\n"
                .formatted(
                    setting.name(),
                    setting.standard().map(text -> "`" + text + "`").orElse("–"),
                    setting.description()))
        .collect(Collectors.joining("", "\n| setting | default | what |\n|---|---|---|\n", "\n"));
  }
}
