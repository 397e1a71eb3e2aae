package dev.muster.web;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.transport.Transport;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server. It listens from [#start] on, so that its health can be asked, and serves
/// everything else from [#open] on; until then calls are answered 503. Thread-safe.
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  private final ServeOptions options;
  private final Meters meters;
  private final Vertx vertx;
  private final Connections connections;
  private final List<HttpServer> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Router startingRouter;
  private volatile Phase phase;
  private volatile List<Mount> mounts = List.of();

  private WebServer(ServeOptions options, Meters meters, Vertx vertx, List<Mount> parts) {
    this.options = options;
    this.meters = meters;
    this.vertx = vertx;
    this.connections = new Connections(options.limits().connectionsMax(), meters);
    this.startingRouter = new Routes(connections).startingRouter(vertx, parts, this::progress);
    this.phase = new Phase.Starting(startingRouter, "opening the data directory");
  }

  /// The same, serving nothing but its health until it is open.
  public static WebServer start(ServeOptions options, Meters meters) throws IOException {
    return start(options, meters, List.of());
  }

  /// Begins to listen, with one event loop a core, each with a listener of its own.
  ///
  /// @param parts what can be served before there is any data
  /// @throws IOException if the address cannot be bound, or the certificate cannot be read
  public static WebServer start(ServeOptions options, Meters meters, List<Mount> parts)
      throws IOException {
    int loops = Runtime.getRuntime().availableProcessors();
    WebServer server = new WebServer(options, meters, vertx(options.transport(), loops), parts);
    HttpServerOptions http = HttpOptions.of(options);
    try {
      await(
          server.vertx.deployVerticle(
              () -> server.new Listener(http), new DeploymentOptions().setInstances(loops)));
      if (options.tls().isPresent()) {
        CertificateWatch watch =
            new CertificateWatch(options.tls().get(), server.listeners.getFirst());
        server.vertx.setPeriodic(
            CertificateWatch.LOOK.toMillis(), _ -> Thread.startVirtualThread(watch::look));
      }
      return server;
    } catch (CompletionException e) {
      await(server.vertx.close());
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "cannot listen on " + options.host() + ":" + options.port() + ": " + words(cause), cause);
    }
  }

  /// Why a socket could not be bound; the transports put the system's numbers around it.
  private static String words(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("Address already in use")) {
      return "another process listens there; choose another port with --port, or 0 for a free one";
    }
    if (message.contains("assign requested address")) {
      return "this machine does not have that address (see --host)";
    }
    if (message.contains("Permission denied")) {
      return "permission denied; ports below 1024 are for administrators (see --port)";
    }
    return message;
  }

  private static Vertx vertx(ServeOptions.Transport wanted, int loops) {
    Transport transport =
        switch (wanted) {
          case EPOLL -> Transport.EPOLL;
          case IO_URING -> Transport.IO_URING;
          case NIO -> Transport.NIO;
        };
    if (transport == null || !transport.available()) {
      LOG.info("the transport {} is not available here; using NIO", wanted);
      transport = Transport.NIO;
    }
    VertxBuilder builder =
        Vertx.builder()
            .with(new VertxOptions().setEventLoopPoolSize(loops))
            .withTransport(transport);
    return builder.build();
  }

  /// The port that it listens on.
  public int port() {
    return listeners.getFirst().actualPort();
  }

  /// Where it can be reached, such as `http://127.0.0.1:8080`.
  public String url() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return (options.tls().isPresent() ? "https" : "http") + "://" + host + ":" + port();
  }

  /// Says how far loading is, for those who ask whether it is ready.
  ///
  /// @param words such as `1,200,000 of 3,000,000 records read`
  public void progress(String words) {
    if (phase instanceof Phase.Starting) {
      phase = new Phase.Starting(startingRouter, words);
    }
  }

  private String progress() {
    return phase instanceof Phase.Starting(_, String words) ? words : "ready";
  }

  /// Serves everything from now on.
  ///
  /// @param readiness asked on event loops; must not block
  /// @param parts what brings routes of its own
  public void open(DataPlane dataPlane, Readiness readiness, List<Mount> parts) {
    mounts = List.copyOf(parts);
    phase = new Phase.Open(dataPlane, new Routes(connections).router(vertx, mounts), readiness);
  }

  /// Stops accepting, lets the requests that are being served finish (for a bounded time), and
  /// closes. What they write to must be closed afterwards, not before. A second call does nothing.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Phase before = phase;
    phase = new Phase.Stopping();
    if (before instanceof Phase.Open open) {
      open.dataPlane().stopping();
    }
    mounts.forEach(Mount::stopping);
    long stopMillis = options.limits().stop().toMillis();
    await(
        Future.all(
                listeners.stream()
                    .map(one -> one.shutdown(stopMillis, TimeUnit.MILLISECONDS))
                    .toList())
            .eventually(vertx::close));
  }

  private static void await(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }

  private final class Listener extends VerticleBase {
    private final HttpServerOptions http;

    Listener(HttpServerOptions http) {
      this.http = http;
    }

    @Override
    public Future<?> start() {
      Context context = WebServer.this.vertx.getOrCreateContext();
      Loop loop = new Loop(WebServer.this.vertx, context, options, meters);
      Front front = new Front(loop, connections, () -> phase);
      return WebServer.this
          .vertx
          .createHttpServer(http)
          .connectionHandler(connection -> connections.connected(loop, connection))
          .invalidRequestHandler(front::invalid)
          .requestHandler(front)
          .listen()
          .onSuccess(listeners::add);
    }
  }
}
