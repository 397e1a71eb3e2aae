package dev.muster.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The command line. Exit codes: 0 done, 1 it could not be done, 2 it was not understood; `import`
/// has its own.
public final class Cli {
  private static final Logger LOG = LoggerFactory.getLogger(Cli.class);
  private static final int COULD_NOT = 1;
  private static final int WIDTH = 100;

  private final CommandLine root;

  /// @param environment the variables that settings may come from
  public Cli(Map<String, String> environment) {
    CommandSpec spec =
        CommandSpec.create()
            .name("muster")
            .mixinStandardHelpOptions(true)
            .versionProvider(() -> new String[] {"muster " + Version.text()});
    describe(
        spec,
        "Keeps an up-to-date object for every end user of an application.",
        "Tools post what they know to an endpoint; the values decide at the next page load which"
            + " segments the user is in.");
    spec.addSubcommand("serve", ServeCommand.spec(environment));
    spec.addSubcommand("demo", DemoCommand.spec(environment));
    spec.addSubcommand("import", ImportCommand.spec(environment));
    spec.addSubcommand("inspect", InspectCommand.spec());
    spec.addSubcommand("backup", BackupCommand.spec(environment));
    spec.addSubcommand("restore", RestoreCommand.spec(environment));
    spec.addSubcommand("new-key", NewKeyCommand.spec(environment));
    spec.usageMessage()
        .footer("", "In a checkout, ./muster test runs every test, and ./muster bench measures.");
    root =
        new CommandLine(spec)
            .setExecutionStrategy(Cli::execute)
            .setExecutionExceptionHandler((e, line, _) -> failed(e, line))
            .setParameterExceptionHandler((e, _) -> notUnderstood(e));
  }

  /// Where standard output and standard error go instead.
  Cli to(PrintWriter out, PrintWriter error) {
    root.setOut(out).setErr(error);
    return this;
  }

  /// Runs a command, and returns when it is done.
  ///
  /// @param arguments as typed after `muster`
  /// @return the exit code
  public int run(String... arguments) {
    return root.execute(arguments);
  }

  static void describe(CommandSpec spec, String... lines) {
    UsageMessageSpec usage = spec.usageMessage();
    usage.description(lines).width(WIDTH).sortOptions(false).autoWidth(false);
  }

  /// Adds an option for each setting that may be given on the command line.
  static void addOptions(CommandSpec spec, Iterable<Setting<?>> settings) {
    for (Setting<?> setting : settings) {
      if (!setting.secret()) {
        spec.addOption(
            OptionSpec.builder(setting.option())
                .paramLabel(setting.placeholder())
                .type(String.class)
                .description(
                    setting.description()
                        + setting.standard().map(text -> " Default: " + text + ".").orElse(""))
                .build());
      }
    }
  }

  private static int execute(CommandLine.ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    CommandLine.ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandSpec spec = last.commandSpec();
    if (spec.userObject() instanceof Command command) {
      try {
        return command.run(last);
      } catch (BadSettingException e) {
        throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
      } catch (Exception e) {
        throw new CommandLine.ExecutionException(spec.commandLine(), e.getMessage(), e);
      }
    }
    spec.commandLine().usage(spec.commandLine().getOut());
    return 0;
  }

  private static int failed(Exception e, CommandLine line) {
    Throwable cause =
        e instanceof CommandLine.ExecutionException
            ? Objects.requireNonNullElse(e.getCause(), e)
            : e;
    if (cause instanceof RuntimeException) {
      LOG.error("this should not have happened", cause);
    }
    PrintWriter error = line.getErr();
    String words =
        cause instanceof FileSystemException trouble
            ? FileTrouble.words(trouble)
            : Objects.requireNonNullElse(cause.getMessage(), String.valueOf(cause));
    error.println("muster: " + words);
    error.flush();
    return COULD_NOT;
  }

  private static int notUnderstood(CommandLine.ParameterException e) {
    CommandLine line = e.getCommandLine();
    PrintWriter error = line.getErr();
    error.println("muster: " + words(e));
    error.println("Try 'muster " + subcommand(line) + "--help'.");
    error.flush();
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  /// Names what is unknown, and not the values that follow it: they may be secrets.
  private static String words(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return String.valueOf(e.getMessage());
    }
    String first = unmatched.getUnmatched().getFirst();
    if (!first.startsWith("-")) {
      return e.getCommandLine().getParent() == null
          ? "there is no command " + first
          : first + " is not understood here";
    }
    String option = first.replaceFirst("=.*", "");
    boolean secret =
        Stream.concat(ServeSettings.ALL.stream(), ImportOptions.SETTINGS.stream())
            .anyMatch(one -> one.secret() && one.option().equals(option));
    return secret
        ? option + " is a secret: give it in the environment or in the configuration file"
        : "there is no option " + option;
  }

  private static String subcommand(CommandLine line) {
    return line.getParent() == null ? "" : line.getCommandName() + " ";
  }
}
