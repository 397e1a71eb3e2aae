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
import dev.muster.upload.CsvFormat;
import dev.muster.upload.DateOrder;
import dev.muster.upload.Decimal;
import dev.muster.upload.Delimiter;
import dev.muster.upload.Encoding;
import dev.muster.upload.Quote;
import dev.muster.upload.UploadMode;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

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
  private static final int FILE_NAME_CHARACTERS_MAX = 255;

  private static final Setting<URI> SERVER =
      Setting.of(
          "server", "URL", "http://127.0.0.1:8080", Values::origin, "The server to send it to.");
  private static final Setting<Path> TOKEN_FILE =
      Setting.optional(
          "token-file",
          "FILE",
          Values::path,
          "A file with the token, in place of MUSTER_TOKEN in the environment.");
  private static final Setting<Duration> PATIENCE =
      Setting.of(
          "patience",
          "TIME",
          "5m",
          Values::duration,
          "How long a server that does not answer is waited for.");
  static final Setting<String> TOKEN =
      Setting.secret("token", ImportCommand::token, "A token with the editor role.");

  static final List<Setting<?>> SETTINGS = List.of(SERVER, TOKEN_FILE, PATIENCE, TOKEN);

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
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("FILE")
            .type(String.class)
            .required(true)
            .description("The file; - for standard input.")
            .build());
    spec.addOption(option("--integration", "KEY", "Which integration it is for.", true));
    spec.addOption(option("--environment", "KEY", "Which environment it is for.", true));
    spec.addOption(option("--system", "KEY", "Which system; not needed where it is the only one."));
    spec.addOption(
        option(
            "--mode",
            "MODE",
            "merge: users in the file are updated. replace: users who are not in it lose the"
                + " integration's attributes, too. dry-run, dry-run-replace: nothing changes, it"
                + " says what would. Default: merge."));
    Cli.addOptions(spec, SETTINGS);
    spec.addOption(
        option(
            "--encoding",
            "NAME",
            codes(Encoding.values(), Encoding::code) + ". Without it, it is recognised."));
    spec.addOption(
        option(
            "--delimiter",
            "NAME",
            codes(Delimiter.NAMED.toArray(new Delimiter[0]), Delimiter::code)
                + ", or another character. Without it, it is recognised."));
    spec.addOption(
        option(
            "--quote",
            "NAME",
            codes(Quote.values(), Quote::code) + ". Without it, it is recognised."));
    spec.addOption(flag("--header", "The first row has the names of the columns."));
    spec.addOption(
        flag("--no-header", "It has not; columns are called Column 1, Column 2 and so on."));
    spec.addOption(
        option(
            "--skip-rows",
            "LINES",
            "How many lines before the header are passed over. Without it, it is recognised."));
    spec.addOption(
        option(
            "--decimal",
            "CHARACTER",
            codes(Decimal.values(), Decimal::code)
                + ": what stands before the fraction of a number. Without it, it is recognised by"
                + " numbers that can only be read in one way."));
    spec.addOption(
        option(
            "--dates",
            "ORDER",
            codes(DateOrder.values(), DateOrder::code)
                + ": where the day and the month are in dates that do not begin with the year."
                + " Without it, it is recognised by dates that can only be read in one way."));
    spec.addOption(
        option(
            "--missing",
            "WHAT",
            "keep: attributes whose column the file lacks stay as they are. refuse: such a file is"
                + " refused. Default: refuse."));
    spec.addOption(flag("--wait", "Wait until the rows are taken (the default)."));
    spec.addOption(flag("--no-wait", "Only until all of the file has arrived."));
    spec.addOption(option("--refused", "FILE", "Where to put the refused rows, to be repaired."));
    spec.addOption(flag("--json", "Print the upload in the end as JSON on standard output."));
    spec.addOption(
        option(
            "--config",
            "FILE",
            "The configuration file, which may have server, token, token-file and patience."));
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

  private static <T> String codes(T[] all, Function<T, String> code) {
    return String.join(", ", Arrays.stream(all).map(code).toList());
  }

  private static OptionSpec option(String name, String placeholder, String description) {
    return option(name, placeholder, description, false);
  }

  private static OptionSpec option(
      String name, String placeholder, String description, boolean required) {
    return OptionSpec.builder(name)
        .paramLabel(placeholder)
        .type(String.class)
        .required(required)
        .description(description)
        .build();
  }

  private static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }

  @Override
  public int run(CommandLine.ParseResult parsed) throws Exception {
    CommandLine line = parsed.commandSpec().commandLine();
    Settings settings = settings(parsed);
    String token = token(settings);
    String file = parsed.matchedPositionalValue(0, "");
    Order order = order(parsed, file);
    BooleanSupplier isSame = isSame(file);
    boolean waits = !either(parsed, "--no-wait", "--wait");
    Optional<Path> refusedRows = refusedRows(parsed, waits);
    Interrupts interrupts = Interrupts.install();
    Screen screen = new Screen(line.getErr(), columns());
    URI server = settings.get(SERVER);
    if ("http".equals(server.getScheme()) && !isLocal(server)) {
      screen.say("the token goes to " + server + " without encryption");
    }
    try (ServerClient client = new ServerClient(server, token, interrupts);
        InputStream in = file.equals("-") ? new Unclosed() : Files.newInputStream(Path.of(file))) {
      Transfer transfer = new Transfer(client, order, settings.get(PATIENCE), interrupts, screen);
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

  // ---- what it was told

  private Settings settings(CommandLine.ParseResult parsed) throws BadSettingException {
    Map<String, String> given = new HashMap<>();
    for (Setting<?> setting : SETTINGS) {
      if (!setting.secret() && parsed.hasMatchedOption(setting.option())) {
        given.put(setting.name(), parsed.matchedOptionValue(setting.option(), ""));
      }
    }
    Optional<String> config = Optional.ofNullable(parsed.matchedOptionValue("--config", null));
    // One file may serve the server and this.
    List<Setting<?>> known = Stream.concat(SETTINGS.stream(), ServeSettings.ALL.stream()).toList();
    return new Settings(given, environment, config, known);
  }

  private static String token(Settings settings) throws BadSettingException, IOException {
    Optional<Path> file = settings.find(TOKEN_FILE);
    if (file.isPresent()) {
      try {
        return token(Files.readString(file.get()).strip());
      } catch (IllegalArgumentException e) {
        throw new BadSettingException("token-file: " + file.get() + " " + e.getMessage());
      }
    }
    return settings
        .find(TOKEN)
        .orElseThrow(() ->
            new BadSettingException(
                "a token with the editor role is needed: set MUSTER_TOKEN, or give a file with"
                    + " --token-file"));
  }

  private static String token(String text) {
    if (!text.matches("[!-~]{1,1000}")) {
      throw new IllegalArgumentException("is not a token");
    }
    return text;
  }

  /// Where the refused rows go. Found wrong only in the end, it would look as if nothing had been
  /// taken.
  private static Optional<Path> refusedRows(CommandLine.ParseResult parsed, boolean waits)
      throws BadSettingException {
    String option = "--refused";
    if (!parsed.hasMatchedOption(option)) {
      return Optional.empty();
    }
    if (!waits) {
      throw new BadSettingException(
          "--no-wait and --refused exclude each other: which rows are refused is known only in the"
              + " end");
    }
    Path file = path(option, parsed.matchedOptionValue(option, ""));
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    if (Files.isDirectory(file)) {
      throw new BadSettingException(option + ": " + file + " is a folder; name a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw new BadSettingException(option + ": there is no folder " + folder);
    }
    if (!Files.isWritable(folder)) {
      throw new BadSettingException(option + ": nothing can be written into " + folder);
    }
    return Optional.of(file);
  }

  private static Path path(String option, String text) throws BadSettingException {
    try {
      return Values.path(text);
    } catch (IllegalArgumentException wrong) {
      throw new BadSettingException(option + ": “" + text + "” " + wrong.getMessage());
    }
  }

  private static Order order(CommandLine.ParseResult parsed, String file)
      throws BadSettingException, IOException {
    String mode = parsed.matchedOptionValue("--mode", UploadMode.MERGE.code());
    List<String> modes = new ArrayList<>();
    for (UploadMode one : UploadMode.values()) {
      if (one != UploadMode.UNDO) {
        modes.add(one.code());
      }
    }
    require("--mode", mode, modes);
    Map<String, String> format = new LinkedHashMap<>();
    one(parsed, "encoding", Arrays.stream(Encoding.values()).map(Encoding::code), format);
    String delimiter = parsed.matchedOptionValue("--delimiter", "");
    one(
        parsed,
        "delimiter",
        Delimiter.ofCode(delimiter).isPresent()
            ? Stream.of(delimiter)
            : Delimiter.NAMED.stream().map(Delimiter::code),
        format);
    one(parsed, "quote", Arrays.stream(Quote.values()).map(Quote::code), format);
    if (either(parsed, "--header", "--no-header")) {
      format.put("header", "true");
    } else if (parsed.hasMatchedOption("--no-header")) {
      format.put("header", "false");
    }
    if (parsed.hasMatchedOption("--skip-rows")) {
      format.put("skipRows", lines(parsed.matchedOptionValue("--skip-rows", "")));
    }
    one(parsed, "decimal", Arrays.stream(Decimal.values()).map(Decimal::code), format);
    one(parsed, "dates", Arrays.stream(DateOrder.values()).map(DateOrder::code), format);
    one(parsed, "missing", Stream.of("refuse", "keep"), format);
    boolean piped = file.equals("-");
    if (!piped && Files.isDirectory(path("FILE", file))) {
      throw new BadSettingException(file + " is a folder; name the CSV file in it");
    }
    return new Order(
        Optional.ofNullable(parsed.matchedOptionValue("--system", null)),
        parsed.matchedOptionValue("--integration", ""),
        parsed.matchedOptionValue("--environment", ""),
        mode,
        format,
        piped ? Optional.empty() : name(Path.of(file)),
        piped || !Files.isRegularFile(Path.of(file))
            ? OptionalLong.empty()
            : OptionalLong.of(Files.size(Path.of(file))));
  }

  private static String lines(String value) throws BadSettingException {
    if (!value.matches("\\d{1,3}") || Integer.parseInt(value) > CsvFormat.SKIP_ROWS_MAX) {
      throw new BadSettingException(
          "--skip-rows: “" + value + "” is no number from 0 to " + CsvFormat.SKIP_ROWS_MAX);
    }
    return value;
  }

  private static Optional<String> name(Path file) {
    return Optional.ofNullable(file.getFileName())
        .map(Path::toString)
        .map(name -> name.substring(0, Math.min(name.length(), FILE_NAME_CHARACTERS_MAX)));
  }

  private static void one(
      CommandLine.ParseResult parsed, String name, Stream<String> codes, Map<String, String> into)
      throws BadSettingException {
    if (parsed.hasMatchedOption("--" + name)) {
      String value = parsed.matchedOptionValue("--" + name, "");
      require("--" + name, value, codes.toList());
      into.put(name, value);
    }
  }

  private static void require(String option, String value, List<String> codes)
      throws BadSettingException {
    if (!codes.contains(value)) {
      throw new BadSettingException(
          option + ": “" + value + "” is none of " + String.join(", ", codes));
    }
  }

  /// @return whether the first of two that exclude each other was given
  private static boolean either(CommandLine.ParseResult parsed, String one, String other)
      throws BadSettingException {
    if (parsed.hasMatchedOption(one) && parsed.hasMatchedOption(other)) {
      throw new BadSettingException(one + " and " + other + " exclude each other");
    }
    return parsed.hasMatchedOption(one);
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
