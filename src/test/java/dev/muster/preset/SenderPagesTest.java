package dev.muster.preset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Receiving;
import dev.muster.catalog.Receiving.EventFilter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages of senders and wire formats say what presets say, and lead to where something is.
class SenderPagesTest {

  private static final Path SENDERS = Path.of("docs", "senders");
  private static final Path WIRE_FORMATS = Path.of("docs", "wire-formats");
  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  static Stream<Preset> presets() {
    return Presets.load().all().stream();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void eachPresetHasAPageThatSaysWhatItSets(Preset preset) throws IOException {
    String page = Files.readString(SENDERS.resolve(preset.key() + ".md"), UTF_8);

    assertThat(page).startsWith("# " + preset.name() + "\n");
    Receiving receiving = preset.receiving();
    List<String> said = new ArrayList<>();
    preset.identifiers().forEach(one -> said.add("`" + one.path() + "`"));
    preset.properties().forEach(one -> said.add(one.name() + " | `" + one.path() + "`"));
    receiving.itemsPath().ifPresent(path -> said.add("`" + path + "`"));
    receiving.deliveryId().ifPresent(place -> said.add("delivery id | " + words(place)));
    receiving.eventTime().ifPresent(place -> said.add("event time | " + words(place)));
    for (String kind : receiving.events().map(EventFilter::taken).orElse(List.of())) {
      said.add("`" + kind + "`");
    }
    assertThat(page).contains(said);
  }

  private static String words(Receiving.Place place) {
    return switch (place) {
      case Receiving.Place.Header(String name) -> "the header `" + name + "`";
      case Receiving.Place.Path(String path) -> "`" + path + "`";
    };
  }

  @Test
  void eachPageIsInItsIndexAndOfSomethingThatThereIs() throws IOException {
    String senders = Files.readString(SENDERS.resolve("README.md"), UTF_8);
    List<String> pages = new ArrayList<>(presets().map(preset -> preset.key() + ".md").toList());
    assertThat(senders).contains(pages.stream().map(page -> "](" + page + ")").toList());
    pages.add("README.md");
    assertThat(names(SENDERS)).containsExactlyInAnyOrderElementsOf(pages);

    String formats = Files.readString(WIRE_FORMATS.resolve("README.md"), UTF_8);
    for (String page : names(WIRE_FORMATS)) {
      assertThat(page.equals("README.md") || formats.contains("](" + page + ")")).as(page).isTrue();
    }
  }

  @Test
  void theirLinksLeadToPagesAndHeadingsThatThereAre() throws IOException {
    for (Path folder : List.of(SENDERS, WIRE_FORMATS)) {
      for (String name : names(folder)) {
        Path page = folder.resolve(name);
        for (String link : links(page)) {
          String[] parts = link.split("#", 2);
          Path to = parts[0].isEmpty() ? page : folder.resolve(parts[0]).normalize();
          assertThat(to).as("%s: %s", page, link).isRegularFile();
          if (parts.length == 2) {
            assertThat(anchors(to)).as("%s: %s", page, link).contains(parts[1]);
          }
        }
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    }
    return names;
  }

  private static List<String> links(Path page) throws IOException {
    return LINK.matcher(Files.readString(page, UTF_8))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.startsWith("https://"))
        .toList();
  }

  /// As GitHub makes them of headings.
  private static List<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page, UTF_8))
        .results()
        .map(heading ->
            heading
                .group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-'))
        .toList();
  }
}
