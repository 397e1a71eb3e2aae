package dev.muster.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
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
  void theLimitsThatItSaysAreThoseAtWhichValuesAreRefused() throws IOException {
    Pattern row = Pattern.compile("(?m)^\\| `([a-z-]+)` .* From ([^ ]+) to ([^ ]+)\\. \\|$");
    Map<String, Setting<?>> settings = new TreeMap<>();
    ServeSettings.ALL.forEach(one -> settings.put(one.name(), one));
    Map<String, String> said = new TreeMap<>();
    for (MatchResult one : row.matcher(Files.readString(PAGE)).results().toList()) {
      Function<String, ?> reader = requireNonNull(settings.get(one.group(1))).reader();
      said.put(one.group(1), one.group(2) + " to " + one.group(3));
      for (int limit = 2; limit <= 3; limit++) {
        String text = one.group(limit);
        long value = Long.parseLong(text.replaceAll("[A-Za-z]+", ""));
        assertThatCode(() -> reader.apply(text)).as(one.group()).doesNotThrowAnyException();
        String beyond = value + (limit == 2 ? -1 : 1) + text.replaceAll("[0-9]+", "");
        assertThatThrownBy(() -> reader.apply(beyond)).as(one.group()).hasMessageContaining(" ");
      }
    }
    assertThat(said)
        .containsEntry("activity-days", "31 to 3660")
        .containsEntry("segment-sizes-days", "7 to 3660")
        .containsEntry("body-max", "1KiB to 16MiB");
    ServeSettings.ALL.stream()
        .filter(one -> one.reader() instanceof Bounded)
        .forEach(one -> assertThat(said).containsKey(one.name()));
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
