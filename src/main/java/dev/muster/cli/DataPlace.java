package dev.muster.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Where the data is that a command beside the server works on: found as `serve` finds it.
final class DataPlace {

  private final Settings settings;

  private DataPlace(Settings settings) {
    this.settings = settings;
  }

  static void addOptions(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--data")
            .paramLabel("DIR")
            .type(String.class)
            .description("The data directory, as in serve. Default: ./data.")
            .build());
    spec.addOption(
        OptionSpec.builder("--secret-key")
            .paramLabel("FILE")
            .type(String.class)
            .description(
                "The key for secrets, as in serve. Default: beside the data directory, with its name"
                    + " and .key.")
            .build());
    spec.addOption(
        OptionSpec.builder("--config")
            .paramLabel("FILE")
            .type(String.class)
            .description("The server's configuration file, which may name the data directory.")
            .build());
  }

  static DataPlace of(CommandLine.ParseResult parsed, Map<String, String> environment)
      throws BadSettingException {
    Map<String, String> given = new HashMap<>();
    option(parsed, "--data").ifPresent(dir -> given.put(ServeSettings.DATA.name(), dir));
    option(parsed, "--secret-key")
        .ifPresent(file -> given.put(ServeSettings.SECRET_KEY.name(), file));
    return new DataPlace(
        new Settings(given, environment, option(parsed, "--config"), ServeSettings.ALL));
  }

  static Optional<String> option(CommandLine.ParseResult parsed, String name) {
    return parsed.hasMatchedOption(name)
        ? Optional.of(parsed.matchedOptionValue(name, ""))
        : Optional.empty();
  }

  Path data() throws BadSettingException {
    return settings.get(ServeSettings.DATA);
  }

  /// Whether something says where the key for secrets is.
  boolean saysSecretKey() throws BadSettingException {
    return settings.find(ServeSettings.SECRET_KEY).isPresent();
  }

  /// Where the key for secrets is.
  SecretKeyPlace secretKey() throws BadSettingException {
    return SecretKeyPlace.of(settings);
  }
}
