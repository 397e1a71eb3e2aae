package dev.muster.cli;

import dev.muster.embedded.Engine;
import dev.muster.embedded.EngineOptions;
import dev.muster.embedded.StartProgress;
import dev.muster.intake.Endpoints;
import dev.muster.intake.Intake;
import dev.muster.intake.IntakeLimits;
import dev.muster.pageload.Arrivals;
import dev.muster.pageload.Browsers;
import dev.muster.pageload.PageLoads;
import dev.muster.pageload.RateLimit;
import dev.muster.web.Console;
import dev.muster.web.DataPlane;
import dev.muster.web.Meters;
import dev.muster.web.Mount;
import dev.muster.web.ServeOptions;
import dev.muster.web.ServeOptions.PageLoadRate;
import dev.muster.web.Snippet;
import dev.muster.web.WebServer;
import dev.muster.web.api.ManagementApi;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole of a running Muster: the HTTP server over the engine.
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final WebServer web;
  private final Engine engine;

  private Server(WebServer web, Engine engine) {
    this.web = web;
    this.engine = engine;
  }

  /// Listens, opens the data directory, and serves once everything is loaded.
  ///
  /// @throws IOException if the address cannot be bound, or the directory cannot be opened; the
  ///   message says why
  public static Server start(ServeOptions options, EngineOptions data) throws IOException {
    Meters meters = new Meters();
    List<Mount> files = List.of(Console.load());
    WebServer web = listen(options, meters, files);
    try {
      Engine engine = engine(data, meters, web);
      Server server = new Server(web, engine);
      try {
        server.serve(options, meters, files, data.clock());
        return server;
      } catch (RuntimeException e) {
        engine.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      web.close();
      throw e;
    }
  }

  private static WebServer listen(ServeOptions options, Meters meters, List<Mount> files)
      throws IOException {
    try {
      // The console's page says how far loading is.
      return WebServer.start(options, meters, files);
    } catch (FileSystemException e) {
      throw FileTrouble.of("the certificate or its key cannot be read", e, "tls-cert, --tls-key");
    }
  }

  private static Engine engine(EngineOptions data, Meters meters, WebServer web)
      throws IOException {
    try {
      return Engine.open(
          data, meters.commits(), (phase, done, total) -> web.progress(words(phase, done, total)));
    } catch (FileSystemException e) {
      throw FileTrouble.of("the data directory cannot be used", e, "data");
    }
  }

  private static String words(StartProgress.Phase phase, long done, long total) {
    return switch (phase) {
      case LOADING -> "loaded %,d of %,d environments".formatted(done, total);
      case REPLAYING ->
          "applied %,d of %,d MiB of the log".formatted(done >> 20, Math.max(total >> 20, 1));
    };
  }

  private void serve(ServeOptions options, Meters meters, List<Mount> files, InstantSource clock) {
    meters.show(engine);
    PageLoads pageLoads =
        new PageLoads(
            id -> engine.population(id).orElseThrow(),
            engine.activity(),
            new Browsers(),
            engine.secrets(),
            limit(options.limits().pageLoadRate()),
            new Arrivals(clock.instant()));
    engine.catalog().onChange(pageLoads::rebuild);
    engine.users().listen(pageLoads.subscriptions()::changed);
    Endpoints endpoints = new Endpoints(engine.secrets(), engine.accessTokens());
    engine.catalog().onChange(endpoints::rebuild);
    Intake intake =
        new Intake(
            endpoints,
            meters.counted(engine),
            limits(options),
            options.limits().intakeRates(),
            clock,
            System::nanoTime);
    DataPlane dataPlane = DataPlane.of(intake, pageLoads, clock);
    ManagementApi api = ManagementApi.of(options, engine, pageLoads, intake, clock);
    List<Mount> mounts = new ArrayList<>(files);
    mounts.addFirst(api);
    // Pages keep it for minutes, so it is not served before it is known what it has to say.
    mounts.add(Snippet.load(pageLoads::settings));
    web.open(dataPlane, this::obstacle, mounts);
    api.startMailings();
  }

  private static RateLimit limit(PageLoadRate rate) {
    return new RateLimit(rate.perMinute(), rate::exempts, TimeMeter.SYSTEM_NANOTIME);
  }

  private static IntakeLimits limits(ServeOptions options) {
    IntakeLimits standard = IntakeLimits.DEFAULT;
    return new IntakeLimits(
        options.limits().bodyBytesMax(),
        standard.depthMax(),
        standard.keysMax(),
        standard.batchMax());
  }

  private Optional<String> obstacle() {
    return engine
        .log()
        .failure()
        .map(why -> "The log has failed, and nothing is taken until a restart: " + why);
  }

  /// Where it can be reached.
  public String url() {
    return web.url();
  }

  /// What it stands on.
  public Engine engine() {
    return engine;
  }

  /// Lets the requests that are being served finish, makes durable what was taken, and closes.
  @Override
  public void close() {
    LOG.info("stopping");
    web.close();
    try {
      engine.close();
    } catch (IOException e) {
      LOG.warn("the data directory could not be let go of: {}", e.getMessage());
    }
    LOG.info("stopped");
  }
}
