package dev.muster.cli;

import dev.muster.embedded.ErasuresInLog;
import dev.muster.embedded.SecretKeyFile;
import dev.muster.storage.Backup;
import dev.muster.storage.BackupManifest;
import dev.muster.storage.BackupManifest.KeyElsewhere;
import dev.muster.storage.Pace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `muster backup`: copies a data directory as of one moment, also while a server runs on it.
final class BackupCommand implements Command {

  private static final String SPEED = "100MiB";

  private final Map<String, String> environment;

  private BackupCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  static CommandSpec spec(Map<String, String> environment) {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(new BackupCommand(environment))
            .mixinStandardHelpOptions(true);
    Cli.describe(
        spec,
        "Copies all data as of one moment into a directory, also while the server runs, and checks"
            + " every byte of the copy.",
        "Whatever the server has answered before the backup began is in it. Run it as the user who"
            + " runs the server. A directory without manifest.json is not a whole backup.",
        "The exit code is 0 if the backup is whole, 1 if there is none.");
    DataPlace.addOptions(spec);
    spec.addOption(
        OptionSpec.builder("--speed")
            .paramLabel("SIZE")
            .type(String.class)
            .description(
                "How many bytes are copied a second, beside the load. Default: " + SPEED + ".")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("DIR")
            .type(Path.class)
            .required(true)
            .description("Where the backup goes: a directory that is empty, or not there.")
            .build());
    return spec;
  }

  @Override
  public int run(CommandLine.ParseResult parsed) throws Exception {
    DataPlace place = DataPlace.of(parsed, environment);
    Path to = parsed.matchedPositionalValue(0, Path.of("."));
    PrintWriter out = parsed.commandSpec().commandLine().getOut();
    Optional<SecretKeyPlace> key = key(place, out);
    BackupManifest made =
        Backup.make(
            place.data(),
            to,
            pace(parsed),
            new ErasuresInLog(),
            key.filter(one -> !one.isWhereItWas()).map(BackupCommand::note));
    out.printf(
        "muster: backed up %s into %s as of %s: %d files, %s, each checked%n",
        place.data(), to, made.madeAt(), made.files().size(), InspectCommand.size(made.bytes()));
    out.println("muster: " + words(made, key, place));
    out.flush();
    return 0;
  }

  /// @return empty where a server would not start, since it is not sure which one is the right one
  private static Optional<SecretKeyPlace> key(DataPlace place, PrintWriter out) {
    try {
      return Optional.of(place.secretKey());
    } catch (BadSettingException e) {
      out.println("muster: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static KeyElsewhere note(SecretKeyPlace key) {
    return new KeyElsewhere(
        key.file().toAbsolutePath().normalize().toString(), SecretKeyFile.fingerprint(key.file()));
  }

  private static String words(BackupManifest made, Optional<SecretKeyPlace> key, DataPlace place)
      throws BadSettingException {
    if (key.isEmpty()) {
      return "the backup has the key for secrets that is in the data directory";
    }
    if (made.hasSecretKey()) {
      return key.get().advice(place.saysSecretKey());
    }
    Path file = key.get().file();
    return SecretKeyFile.fingerprint(file).isPresent()
        ? "the key for secrets is not in it; keep a copy of %s elsewhere".formatted(file)
        : "the key for secrets is not in it, and there is none that can be read at %s: say with --secret-key where the server has it, so that a restore finds it, and keep a copy of it"
            .formatted(file);
  }

  private static Pace pace(CommandLine.ParseResult parsed) throws BadSettingException {
    return Pace.bytesPerSecond(speed(DataPlace.option(parsed, "--speed").orElse(SPEED)));
  }

  private static long speed(String text) throws BadSettingException {
    try {
      return Values.size(1 << 20, 1L << 40).apply(text);
    } catch (IllegalArgumentException e) {
      throw new BadSettingException("--speed: “" + text + "” " + e.getMessage());
    }
  }
}
