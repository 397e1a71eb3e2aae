package dev.muster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.cli.transfer.BrokenFileException;
import dev.muster.cli.transfer.Interrupts;
import dev.muster.cli.transfer.Order;
import dev.muster.cli.transfer.RefusedException;
import dev.muster.cli.transfer.Screen;
import dev.muster.cli.transfer.ServerClient;
import dev.muster.cli.transfer.Summary;
import dev.muster.cli.transfer.Transfer;
import java.io.Console;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// `muster import`: sends a CSV file to a server.
final class ImportCommand implements Command {

  static final int ALL_TAKEN = 0;
  static final int COULD_NOT = 1;
  static final int SOME_REFUSED = 2;
  static final int FAILED = 3;
  static final int LEFT = 130;

  /// The launcher says so how wide the terminal on standard error is.
  private static final String COLUMNS = "muster.columns";

  private static final int COLUMNS_OTHERWISE = 80;
  private static final Duration SECOND_PRESS = Duration.ofSeconds(5);

  private final Map<String, String> environment;

  private ImportCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  static CommandSpec spec(Map<String, String> environment) {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(new ImportCommand(environment))
            .mixinStandardHelpOptions(true);
    Cli.describe(
        spec,
        "Sends a CSV file to an integration of kind csv, and waits until its rows are taken.",
        "MUSTER_TOKEN: a token with the editor role. It is not an option, since other processes can"
            + " read those. What breaks off is gone on with, also after a restart of the server.");
    ImportOptions.addTo(spec);
    spec.exitCodeOnInvalidInput(COULD_NOT);
    spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes());
    return spec;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" 0", "Every row was taken (with --no-wait: the file has arrived).");
    codes.put(" 1", "Wrong use, or the server cannot be reached, or does not allow it.");
    codes.put(" 2", "It was taken, but some rows were refused in whole or in part.");
    codes.put(" 3", "The upload failed or was cancelled; what was taken until then stays.");
    codes.put("130", "Ctrl-C or SIGTERM, and the server goes on with the upload.");
    return codes;
  }

  @Override
  public int run(CommandLine.ParseResult parsed) throws Exception {
    CommandLine line = parsed.commandSpec().commandLine();
    Settings settings = ImportOptions.settings(parsed, environment);
    String token = ImportOptions.token(settings);
    String file = parsed.matchedPositionalValue(0, "");
    Order order = ImportOptions.order(parsed, file);
    BooleanSupplier isSame = isSame(file);
    boolean waits = !ImportOptions.either(parsed, "--no-wait", "--wait");
    Optional<Path> refusedRows = ImportOptions.refusedRows(parsed, waits);
    Interrupts interrupts = Interrupts.install();
    Screen screen = new Screen(line.getErr(), columns());
    URI server = settings.get(ImportOptions.SERVER);
    if ("http".equals(server.getScheme()) && !isLocal(server)) {
      screen.say("the token goes to " + server + " without encryption");
    }
    try (ServerClient client = new ServerClient(server, token, interrupts);
        InputStream in = file.equals("-") ? new Unclosed() : Files.newInputStream(Path.of(file))) {
      Transfer transfer =
          new Transfer(client, order, settings.get(ImportOptions.PATIENCE), interrupts, screen);
      JsonNode upload;
      try {
        transfer.begin();
        upload = sendAndWatch(transfer, in, isSame, waits, screen);
      } catch (RefusedException refused) {
        screen.clear();
        return refused(refused, transfer, parsed, line);
      } catch (InterruptedException _) {
        screen.clear();
        return transfer.path().isEmpty() ? COULD_NOT : interrupted(transfer, screen, parsed, line);
      } catch (BrokenFileException broken) {
        screen.clear();
        screen.say(String.valueOf(broken.getMessage()));
        return interrupted(transfer, screen, parsed, line);
      } finally {
        screen.clear();
      }
      return end(upload, refusedRows, transfer, parsed, line);
    }
  }

  /// Later says whether a file is as it is now, by its size and time: half of one file and half of
  /// another would be taken without a word.
  private static BooleanSupplier isSame(String file) throws IOException {
    Path path = Path.of(file);
    if (file.equals("-") || !Files.isRegularFile(path)) {
      return () -> true;
    }
    BasicFileAttributes before = Files.readAttributes(path, BasicFileAttributes.class);
    return () -> {
      try {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        boolean isReplaced = !Objects.equals(now.fileKey(), before.fileKey());
        return isReplaced
            || (now.size() == before.size()
                && now.lastModifiedTime().equals(before.lastModifiedTime()));
      } catch (IOException _) {
        // What is open can be read to its end, also where its name is gone or another's.
        return true;
      }
    };
  }

  /// Standard input, which is the process's and may be being read.
  private static final class Unclosed extends FilterInputStream {
    Unclosed() {
      super(System.in);
    }

    @Override
    public void close() {}
  }

  private static JsonNode sendAndWatch(
      Transfer transfer, InputStream in, BooleanSupplier isSame, boolean waits, Screen screen)
      throws IOException, RefusedException, InterruptedException {
    transfer.send(in, isSame);
    screen.clear();
    if (!waits) {
      JsonNode arrived = transfer.arrived();
      if (!isOver(arrived)) {
        screen.say(
            "the server goes on with the upload; GET "
                + transfer.path().orElse("")
                + " says how far it is");
      }
      return arrived;
    }
    while (true) {
      try {
        return transfer.watch();
      } catch (InterruptedException interrupted) {
        if (transfer.isTerminated()) {
          screen.say(
              "the server goes on with the upload; to cancel it: POST "
                  + transfer.path().orElse("")
                  + "/cancel");
          throw interrupted;
        }
        screen.say(
            "the server goes on with the upload. Press Ctrl-C again within "
                + SECOND_PRESS.toSeconds()
                + " s to cancel it; to cancel it later: POST "
                + transfer.path().orElse("")
                + "/cancel");
        if (!transfer.isPressedAgain(SECOND_PRESS)) {
          throw interrupted;
        }
        try {
          transfer.cancel();
        } catch (RefusedException over) {
          // It has ended meanwhile.
          screen.say(String.valueOf(over.getMessage()));
        }
      }
    }
  }

  /// The process is to end before the upload is over. What was not sent whole is not left there.
  private static int interrupted(
      Transfer transfer, Screen screen, CommandLine.ParseResult parsed, CommandLine line)
      throws IOException {
    try {
      JsonNode now = transfer.now();
      if (!now.path("status").asText().equals("receiving")) {
        print(now, parsed, line);
        return LEFT;
      }
      transfer.cancel();
      screen.say("the upload is cancelled: not all of the file was sent");
      print(transfer.now(), parsed, line);
    } catch (RefusedException refused) {
      screen.say("the upload could not be cancelled: " + refused.getMessage());
    } catch (InterruptedException _) {
      screen.say("the upload is left as it is; the server gives it up in a day");
    }
    return FAILED;
  }

  private static int refused(
      RefusedException refused, Transfer transfer, CommandLine.ParseResult parsed, CommandLine line)
      throws IOException {
    PrintWriter error = line.getErr();
    error.println("muster: " + refused.getMessage());
    if (refused.status() == 401) {
      error.println("muster: MUSTER_TOKEN is not a token of this server, or it has expired");
    }
    error.flush();
    if (transfer.path().isPresent()) {
      try {
        print(transfer.now(), parsed, line);
      } catch (RefusedException | InterruptedException _) {
        // What was refused has been said.
        error.flush();
      }
    }
    return refused.isAboutAccess() ? COULD_NOT : FAILED;
  }

  private static int end(
      JsonNode upload,
      Optional<Path> refusedRows,
      Transfer transfer,
      CommandLine.ParseResult parsed,
      CommandLine line)
      throws InterruptedException {
    print(upload, parsed, line);
    if (!isOver(upload)) {
      return ALL_TAKEN;
    }
    PrintWriter error = line.getErr();
    if (upload.path("hasRefusedRows").asBoolean()) {
      error.println("muster: " + refusedRows(refusedRows, transfer));
      error.flush();
    }
    return switch (upload.path("status").asText()) {
      case "failed", "cancelled" -> FAILED;
      default -> Summary.hasRefused(upload) ? SOME_REFUSED : ALL_TAKEN;
    };
  }

  /// Gets the refused rows. What the upload did is not undone by a disk that is full now, so that
  /// it does not end as if nothing had been taken.
  ///
  /// @return where they are, in words
  private static String refusedRows(Optional<Path> wanted, Transfer transfer)
      throws InterruptedException {
    String elsewhere = "GET " + transfer.path().orElse("") + "/rejected.csv";
    if (wanted.isEmpty()) {
      return "refused rows are kept for some days: --refused FILE writes them into a file, or "
          + elsewhere;
    }
    try {
      transfer.refusedRows(wanted.get());
      return "the refused rows are in " + wanted.get();
    } catch (RefusedException | IOException failed) {
      return "the refused rows could not be put into %s (%s); they are kept for some days: %s"
          .formatted(wanted.get(), failed.getMessage(), elsewhere);
    }
  }

  private static boolean isOver(JsonNode upload) {
    return upload.path("endedAt").isTextual();
  }

  private static void print(JsonNode upload, CommandLine.ParseResult parsed, CommandLine line) {
    PrintWriter out = line.getOut();
    if (parsed.hasMatchedOption("--json")) {
      out.println(upload);
    } else {
      Summary.of(upload).forEach(out::println);
    }
    out.flush();
  }

  private static boolean isLocal(URI server) {
    return server.getHost().matches("localhost|127\\.[0-9.]+|\\[::1]");
  }

  private static Optional<Integer> columns() {
    String said = System.getProperty(COLUMNS, "");
    if (!said.isEmpty()) {
      return said.matches("[1-9][0-9]{0,3}")
          ? Optional.of(Integer.valueOf(said))
          : Optional.empty();
    }
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(_ -> COLUMNS_OTHERWISE);
  }
}
