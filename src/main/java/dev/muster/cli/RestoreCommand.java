package dev.muster.cli;

import dev.muster.embedded.SecretKeyFile;
import dev.muster.storage.BackupManifest;
import dev.muster.storage.BackupManifest.KeyElsewhere;
import dev.muster.storage.Restoration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
    String words = key(restored, key);
    if (!words.isEmpty()) {
      out.println("muster: " + words);
    }
    out.flush();
    return 0;
  }

  /// Sees to what the server opens secrets with.
  ///
  /// @return what people should know; empty: nothing
  private static String key(BackupManifest restored, SecretKeyPlace place) throws IOException {
    Path file = place.file();
    if (restored.hasSecretKey()) {
      return Files.exists(file) && !place.inData()
          ? "the backup has the key for secrets, in the data directory, and there is %s: move the first to where the second is, if it is another one"
              .formatted(file)
          : "";
    }
    Optional<String> then = restored.key().flatMap(KeyElsewhere::sha256);
    if (Files.exists(file)) {
      Optional<String> now = SecretKeyFile.fingerprint(file);
      if (now.isEmpty()) {
        return "the key for secrets is not in the backup, and %s cannot be read, or holds none"
            .formatted(file);
      }
      return now.equals(then) || then.isEmpty()
          ? "the key for secrets is not in the backup; the server will use %s%s"
              .formatted(file, then.isEmpty() ? ", which has to be the one of then" : "")
          : "the key for secrets is not in the backup, and %s is another one: bring the one of then to there before the server starts"
              .formatted(file);
    }
    Optional<Path> there = restored.key().flatMap(RestoreCommand::path);
    if (there.isPresent()
        && then.isPresent()
        && SecretKeyFile.fingerprint(there.get()).equals(then)) {
      try {
        SecretKeyFile.copy(there.get(), file);
      } catch (FileSystemException e) {
        return "the key for secrets is not in the backup, and could not be copied from %s: %s; bring it to %s before the server starts"
            .formatted(there.get(), FileTrouble.words(e), file);
      }
      return "copied the key for secrets, which is not in the backup, from %s to %s"
          .formatted(there.get(), file);
    }
    return "the key for secrets is not in the backup; bring it to %s before the server starts%s"
        .formatted(file, there.map(path -> ". When the backup was made it was " + path).orElse(""));
  }

  private static Optional<Path> path(KeyElsewhere key) {
    try {
      return Optional.of(Path.of(key.file()));
    } catch (InvalidPathException _) {
      // Of another system.
      return Optional.empty();
    }
  }
}
