package dev.muster.cli;

import dev.muster.cli.transfer.Order;
import dev.muster.upload.CsvFormat;
import dev.muster.upload.DateOrder;
import dev.muster.upload.Decimal;
import dev.muster.upload.Delimiter;
import dev.muster.upload.Encoding;
import dev.muster.upload.Quote;
import dev.muster.upload.UploadMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What `muster import` can be told, and what it makes of it. What makes no sense is a
/// [BadSettingException] that names the option.
final class ImportOptions {

  private static final int FILE_NAME_CHARACTERS_MAX = 255;

  static final Setting<URI> SERVER =
      Setting.of(
          "server", "URL", "http://127.0.0.1:8080", Values::origin, "The server to send it to.");
  private static final Setting<Path> TOKEN_FILE =
      Setting.optional(
          "token-file",
          "FILE",
          Values::path,
          "A file with the token, in place of MUSTER_TOKEN in the environment.");
  static final Setting<Duration> PATIENCE =
      Setting.of(
          "patience",
          "TIME",
          "5m",
          Values::duration,
          "How long a server that does not answer is waited for.");
  static final Setting<String> TOKEN =
      Setting.secret("token", ImportOptions::token, "A token with the editor role.");

  static final List<Setting<?>> SETTINGS = List.of(SERVER, TOKEN_FILE, PATIENCE, TOKEN);

  private ImportOptions() {}

  static void addTo(CommandSpec spec) {
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

  /// The settings of this command.
  ///
  /// @param environment all variables
  static Settings settings(CommandLine.ParseResult parsed, Map<String, String> environment)
      throws BadSettingException {
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

  /// As whom it is sent.
  static String token(Settings settings) throws BadSettingException, IOException {
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
  static Optional<Path> refusedRows(CommandLine.ParseResult parsed, boolean waits)
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

  /// What is to be sent, and how it is to be read.
  static Order order(CommandLine.ParseResult parsed, String file)
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
  static boolean either(CommandLine.ParseResult parsed, String one, String other)
      throws BadSettingException {
    if (parsed.hasMatchedOption(one) && parsed.hasMatchedOption(other)) {
      throw new BadSettingException(one + " and " + other + " exclude each other");
    }
    return parsed.hasMatchedOption(one);
  }
}
