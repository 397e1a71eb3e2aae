package dev.muster.cli;

import dev.muster.cli.demo.Demo;
import dev.muster.cli.demo.DemoClock;
import dev.muster.cli.demo.Guest;
import dev.muster.cli.demo.Storefront;
import dev.muster.embedded.EngineOptions;
import dev.muster.web.ServeOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `muster demo`: a server filled with a made-up shop.
final class DemoCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);
  private static final int PER_SECOND_MAX = 1_000;
  private static final int USERS_MAX = 10_000_000;

  /// Settings that say where the demo listens and where its data is, or that its past would not fit
  /// into. Nobody's data is filled with a made-up shop because a variable names its directory.
  private static final List<Setting<?>> NOT_TAKEN =
      List.of(
          ServeSettings.HOST,
          ServeSettings.DATA,
          ServeSettings.SECRET_KEY,
          ServeSettings.TLS_CERT,
          ServeSettings.TLS_KEY,
          ServeSettings.QUEUE_MAX);

  private final Map<String, String> environment;

  private DemoCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  static CommandSpec spec(Map<String, String> environment) {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(new DemoCommand(environment))
            .mixinStandardHelpOptions(true);
    Cli.describe(
        spec,
        "Runs a server that is filled with a made-up shop, whose CRM and payment tool keep sending.",
        "Says what can be tried. MUSTER_ADMIN_TOKEN is taken if it is set; else a token is made up.",
        "The settings of serve are taken from the environment (MUSTER_SMTP_HOST) and the"
            + " configuration file, except "
            + NOT_TAKEN.stream().map(Setting::name).collect(Collectors.joining(", "))
            + ": the demo serves this machine only, without TLS, and does not touch the data of a"
            + " server.");
    spec.addOption(Settings.fileOption());
    spec.addOption(option("--port", "PORT", "8080", "The port on 127.0.0.1; 0 picks a free one."));
    spec.addOption(
        option(
            "--shop-port",
            "PORT",
            "8081",
            "The port on 127.0.0.1 of the shop's own page; 0 picks a free one."));
    spec.addOption(option("--users", "COUNT", "20000", "How many people the shop has."));
    spec.addOption(
        option("--rate", "COUNT", "2", "How many webhooks and page loads come a second."));
    spec.addOption(
        OptionSpec.builder("--data")
            .paramLabel("DIR")
            .type(String.class)
            .description(
                "Where it is stored, to be found again. Without it a directory is made and deleted"
                    + " at the end.")
            .build());
    return spec;
  }

  private static OptionSpec option(
      String name, String placeholder, String standard, String description) {
    return OptionSpec.builder(name)
        .paramLabel(placeholder)
        .type(String.class)
        .defaultValue(standard)
        .description(description + " Default: " + standard + ".")
        .build();
  }

  @Override
  public int run(CommandLine.ParseResult parsed) throws Exception {
    Settings given = Settings.of(parsed, environment);
    Settings settings = given.without(NOT_TAKEN);
    int port = settings.get(ServeSettings.PORT);
    int shopPort = number(parsed, "--shop-port", 0, 65_535);
    if (shopPort == port && port != 0) {
      throw new BadSettingException("--port and --shop-port: both are " + port);
    }
    int users = number(parsed, "--users", 1, USERS_MAX);
    int rate = number(parsed, "--rate", 1, PER_SECOND_MAX);
    ServeOptions options = Configuration.web(settings);
    EngineOptions engine = Configuration.engine(settings);
    Logging.use(settings.get(ServeSettings.LOG_FORMAT), settings.get(ServeSettings.ACCESS_LOG));
    Settings.warnOfUnknown(LOG, environment);
    for (Setting<?> setting : NOT_TAKEN) {
      if (!parsed.hasMatchedOption(setting.option())) {
        given
            .whereSet(setting)
            .ifPresent(where ->
                System.out.printf(
                    "muster: the demo does not take %s (from %s)%n", setting.name(), where));
      }
    }
    Storefront storefront = Storefront.at(shopPort);
    boolean kept = parsed.hasMatchedOption("--data");
    Path data =
        kept
            ? Path.of(parsed.matchedOptionValue("--data", ""))
            : Files.createTempDirectory("muster-demo-");
    String token = options.adminToken().orElseGet(DemoCommand::madeUpToken);
    DemoClock clock = new DemoClock();
    Server server =
        Server.start(options.withAdminToken(token), engine.withData(data).withClock(clock));
    AtomicReference<@Nullable Demo> running = new AtomicReference<>();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> stop(running.get(), storefront, server, kept ? null : data), "muster-stop"));
    System.out.println("muster: making up a shop and its last days; this takes some seconds …");
    Demo demo = Demo.prepare(server.engine(), data, clock, users, rate);
    running.set(demo);
    System.out.println("muster: ready on " + server.url());
    System.out.println("muster: the shop is on " + storefront.url());
    System.out.println(
        "muster: sign in at %s as %s with the password %s"
            .formatted(server.url(), Guest.EMAIL, demo.guestPassword()));
    demo.start(URI.create(server.url()), storefront, rate, token, System.out);
    // Until it is stopped, which ends the process.
    new CountDownLatch(1).await();
    return 0;
  }

  private static String madeUpToken() {
    byte[] random = new byte[ServeOptions.ADMIN_TOKEN_CHARACTERS_MIN];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /// @param demo null where it is still being made up
  /// @param passing a directory that goes with it; null for none
  private static void stop(
      @Nullable Demo demo, Storefront storefront, Server server, @Nullable Path passing) {
    Logging.stopping();
    storefront.close();
    if (demo != null) {
      demo.close();
      server.close();
    }
    if (passing != null) {
      delete(passing);
    }
    Runtime.getRuntime().halt(0);
  }

  private static int number(CommandLine.ParseResult parsed, String option, int least, int most)
      throws BadSettingException {
    String text =
        parsed.matchedOptionValue(option, parsed.commandSpec().findOption(option).defaultValue());
    try {
      return Values.count(least, most).apply(text);
    } catch (IllegalArgumentException e) {
      throw new BadSettingException(option + ": “" + text + "” " + e.getMessage());
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> inside = Files.walk(directory)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      System.err.println("muster: " + directory + " could not be deleted: " + e.getMessage());
    }
  }
}
