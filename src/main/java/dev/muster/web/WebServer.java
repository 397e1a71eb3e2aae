package dev.muster.web;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The HTTP server. It listens from [#start] on, so that its health can be asked, and serves
/// everything else from [#open] on; until then calls are answered 503.
public final class WebServer implements AutoCloseable {
  private final ServeOptions options;
  private final Vertx vertx;
  private final List<HttpServer> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable Router router;

  private WebServer(ServeOptions options, Vertx vertx) {
    this.options = options;
    this.vertx = vertx;
  }

  /// Begins to listen, with one listener an event loop and one event loop a core.
  ///
  /// @throws IOException if the address cannot be bound
  public static WebServer start(ServeOptions options) throws IOException {
    int loops = Runtime.getRuntime().availableProcessors();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
    WebServer server = new WebServer(options, vertx);
    try {
      vertx
          .deployVerticle(server.new Listener()::self, new DeploymentOptions().setInstances(1))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      vertx.close();
      throw new IOException(
          "cannot listen on " + options.host() + ":" + options.port(), e.getCause());
    }
    return server;
  }

  /// The port that it listens on.
  public int port() {
    return listeners.getFirst().actualPort();
  }

  /// Serves everything from now on.
  public void open(List<Mount> mounts) {
    Router whole = Router.router(vertx);
    mounts.forEach(mount -> mount.mount(vertx, whole));
    router = whole;
  }

  /// Stops accepting, lets the requests that are being served finish, and closes.
  @Override
  public void close() {
    Future.all(
            listeners.stream()
                .map(one -> one.shutdown(options.limits().stop().toMillis(), TimeUnit.MILLISECONDS))
                .toList())
        .eventually(vertx::close)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private void serve(HttpServerRequest request) {
    Router open = router;
    if (open == null) {
      request.response().putHeader("Retry-After", "2");
      Problem.of(503, "starting", "Still starting", "The server is still loading its data.")
          .send(request.response());
    } else {
      open.handle(request);
    }
  }

  private final class Listener extends VerticleBase {
    Listener self() {
      return this;
    }

    @Override
    public Future<?> start() {
      HttpServer server =
          vertx
              .createHttpServer(
                  new HttpServerOptions().setHost(options.host()).setPort(options.port()))
              .requestHandler(WebServer.this::serve);
      return server.listen().onSuccess(listeners::add);
    }
  }
}
