package dev.muster.cli;

import dev.muster.web.ServeOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `muster serve`: runs the server until it is told to stop.
final class ServeCommand implements Command {
  private final Map<String, String> environment;

  private ServeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  static CommandSpec spec(Map<String, String> environment) {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(new ServeCommand(environment))
            .mixinStandardHelpOptions(true);
    Cli.describe(
        spec,
        "Runs the server until it is told to stop (Ctrl-C, SIGTERM).",
        "Every option may also be set in the environment (--tls-cert as MUSTER_TLS_CERT) or in the"
            + " configuration file (a line tls-cert = …). The command line goes first, then the"
            + " environment, then the file.",
        "MUSTER_ADMIN_TOKEN, or admin-token in the file: a secret of at least 16 characters that is"
            + " accepted as a bearer token with the admin role. It is not an option, since other"
            + " processes can read those.");
    spec.addOption(
        OptionSpec.builder("--config")
            .paramLabel("FILE")
            .type(String.class)
            .description("The configuration file: lines of the form name = value.")
            .build());
    Cli.addOptions(spec, ServeSettings.ALL);
    return spec;
  }

  @Override
  public int run(CommandLine.ParseResult parsed) throws Exception {
    Settings settings = settings(parsed);
    for (String name : Settings.unknownVariables(environment, ServeSettings.ALL)) {
      System.err.println(
          "muster: the environment variable "
              + name
              + " is no setting and is not read; see --help");
    }
    ServeOptions options = ServeSettings.options(settings);
    Logging.use(settings.get(ServeSettings.LOG_FORMAT), settings.get(ServeSettings.ACCESS_LOG));
    Server server = Server.start(options, ServeSettings.engine(settings));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                  // A stop that was asked for is a success, and not the signal's number.
                  Runtime.getRuntime().halt(0);
                },
                "muster-stop"));
    System.out.println("muster: ready on " + server.url());
    // Whoever starts the server owns it: nobody else sees its standard output.
    server
        .engine()
        .catalog()
        .links()
        .setUp()
        .ifPresent(link ->
            System.out.println(
                "muster: set up on " + console(options, server) + "/link#" + link.secret()));
    stopped.await();
    return 0;
  }

  /// Where a browser reaches the server. One that listens on every interface is not called by that
  /// name.
  private static String console(ServeOptions options, Server server) {
    return options
        .publicUrl()
        .map(url -> url.toString().replaceAll("/+$", ""))
        .orElse(server.url().replaceFirst("//(0\\.0\\.0\\.0|\\[[0:]*]):", "//localhost:"));
  }

  private Settings settings(CommandLine.ParseResult parsed) throws BadSettingException {
    Map<String, String> given = new HashMap<>();
    for (Setting<?> setting : ServeSettings.ALL) {
      if (!setting.secret() && parsed.hasMatchedOption(setting.option())) {
        given.put(setting.name(), parsed.matchedOptionValue(setting.option(), ""));
      }
    }
    Optional<String> config =
        parsed.hasMatchedOption("--config")
            ? Optional.of(parsed.matchedOptionValue("--config", ""))
            : Optional.empty();
    return new Settings(given, environment, config, ServeSettings.ALL);
  }
}
