package dev.muster.cli;

import dev.muster.storage.BackupManifest;
import dev.muster.storage.Restoration;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `muster restore`: makes a data directory out of a backup.
final class RestoreCommand implements Command {

  private final Map<String, String> environment;

  private RestoreCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  static CommandSpec spec(Map<String, String> environment) {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(new RestoreCommand(environment))
            .mixinStandardHelpOptions(true);
    Cli.describe(
        spec,
        "Makes a data directory out of a backup of muster backup, and checks every byte.",
        "The data directory has to be empty, or not there. Nothing is restored where a file is"
            + " damaged or missing, or where a newer Muster made the backup.",
        "The exit code is 0 if all was restored, 1 if nothing was.");
    DataPlace.addOptions(spec);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("DIR")
            .type(Path.class)
            .required(true)
            .description("The backup.")
            .build());
    return spec;
  }

  @Override
  public int run(CommandLine.ParseResult parsed) throws Exception {
    DataPlace place = DataPlace.of(parsed, environment);
    Path from = parsed.matchedPositionalValue(0, Path.of("."));
    PrintWriter out = parsed.commandSpec().commandLine().getOut();
    SecretKeyPlace key = place.secretKey();
    BackupManifest restored = Restoration.restore(from, place.data());
    out.printf(
        "muster: restored %s into %s as of %s: %d files, %s, each checked%n",
        from,
        place.data(),
        restored.madeAt(),
        restored.files().size(),
        InspectCommand.size(restored.bytes()));
    words(restored, key).ifPresent(line -> out.println("muster: " + line));
    out.flush();
    return 0;
  }

  /// What the server needs to open secrets with.
  private static Optional<String> words(BackupManifest restored, SecretKeyPlace key) {
    boolean there = Files.exists(key.file());
    if (restored.hasSecretKey()) {
      return there && !key.inData()
          ? Optional.of(
              "the backup has the key for secrets, in the data directory, and there is %s: move the"
                      .formatted(key.file())
                  + " first to where the second is, if it is another one")
          : Optional.empty();
    }
    return Optional.of(
        there
            ? "the key for secrets is not in the backup; the server will use %s, which has to be the"
                    .formatted(key.file())
                + " one of then"
            : "the key for secrets is not in the backup; bring it to %s before the server starts"
                .formatted(key.file()));
  }
}
