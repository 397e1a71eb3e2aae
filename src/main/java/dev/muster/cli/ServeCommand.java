package dev.muster.cli;

import dev.muster.embedded.EngineOptions;
import dev.muster.web.ServeOptions;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// `muster serve`: runs the server until it is told to stop.
final class ServeCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

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
    spec.addOption(Settings.fileOption());
    Cli.addOptions(spec, ServeSettings.ALL);
    return spec;
  }

  @Override
  public int run(CommandLine.ParseResult parsed) throws Exception {
    Settings settings = Settings.of(parsed, environment);
    ServeOptions options = Configuration.web(settings);
    Logging.use(settings.get(ServeSettings.LOG_FORMAT), settings.get(ServeSettings.ACCESS_LOG));
    Settings.warnOfUnknown(LOG, environment);
    SecretKeyPlace key = SecretKeyPlace.of(settings);
    if (key.inData()) {
      LOG.warn("{}", key.advice(settings.find(ServeSettings.SECRET_KEY).isPresent()));
    }
    Server server = start(options, Configuration.engine(settings).withSecretKey(key.file()));
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
    // Until it is stopped, which ends the process.
    new CountDownLatch(1).await();
    return 0;
  }

  /// Starts the server so that it can be stopped from now on, also while it loads.
  private static Server start(ServeOptions options, EngineOptions data) throws IOException {
    AtomicReference<@Nullable Server> serving = new AtomicReference<>();
    Thread stop = new Thread(() -> stop(serving.get()), "muster-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      Server server = Server.start(options, data);
      serving.set(server);
      return server;
    } catch (IOException | RuntimeException e) {
      // It ends with an exit code of its own.
      Runtime.getRuntime().removeShutdownHook(stop);
      throw e;
    }
  }

  /// A stop that was asked for is a success, and not the signal's number.
  ///
  /// @param server null where it is still starting, and there is nothing to close that a kill harms
  private static void stop(@Nullable Server server) {
    Logging.stopping();
    if (server == null) {
      LOG.info("stopped while starting");
    } else {
      server.close();
    }
    Runtime.getRuntime().halt(0);
  }

  /// Where a browser reaches the server. One that listens on every interface is not called by that
  /// name.
  private static String console(ServeOptions options, Server server) {
    return options
        .publicUrl()
        .map(url -> url.toString().replaceAll("/+$", ""))
        .orElse(server.url().replaceFirst("//(0\\.0\\.0\\.0|\\[[0:]*]):", "//localhost:"));
  }
}
