package dev.muster.cli;

import dev.muster.embedded.KeyMark;
import dev.muster.embedded.SecretKeyFile;
import dev.muster.storage.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// `muster new-key`: makes another key for secrets where the one of before is lost.
final class NewKeyCommand implements Command {

  private final Map<String, String> environment;

  private NewKeyCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  static CommandSpec spec(Map<String, String> environment) {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(new NewKeyCommand(environment))
            .mixinStandardHelpOptions(true);
    Cli.describe(
        spec,
        "Makes a new key for secrets, where the one that the data was encrypted with is lost for"
            + " good, or before the first start.",
        "It is made where serve looks for it, and only if there is none. What was encrypted with"
            + " the lost key cannot be opened any more, by anybody.");
    DataPlace.addOptions(spec);
    return spec;
  }

  @Override
  public int run(CommandLine.ParseResult parsed) throws Exception {
    SecretKeyPlace place = DataPlace.of(parsed, environment).secretKey();
    Path file = place.file();
    if (Files.isDirectory(place.data()) && DataDirectory.isHeld(place.data())) {
      throw new IOException(
          "a server runs on %s, and goes on with the key that it has; stop it first"
              .formatted(place.data()));
    }
    try {
      SecretKeyFile.make(file);
      if (Files.exists(place.data().resolve("format"))) {
        KeyMark.put(place.data(), file);
      }
    } catch (FileAlreadyExistsException there) {
      throw new FileAlreadyExistsException(
          there.getFile(), null, "there is a key already; nothing was changed");
    } catch (FileSystemException e) {
      throw FileTrouble.of("the key for secrets cannot be made", e, "secret-key");
    }
    PrintWriter out = parsed.commandSpec().commandLine().getOut();
    out.printf("muster: made %s; keep a copy of it apart from the backups%n", file);
    out.println(
        "muster: data that was encrypted with another key stays closed: give integrations, webhooks,"
            + " identity verification and buckets their secrets anew");
    out.flush();
    return 0;
  }
}
