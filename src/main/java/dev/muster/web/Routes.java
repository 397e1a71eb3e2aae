package dev.muster.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds the router for everything but the hot paths.
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final int[] STATUSES = {
    400, 401, 403, 404, 405, 406, 408, 409, 411, 412, 413, 415, 416, 417, 422, 429, 500, 501, 503
  };

  private final Connections connections;

  Routes(Connections connections) {
    this.connections = connections;
  }

  Router router(Vertx vertx, List<Mount> mounts) {
    Router router = Router.router(vertx);
    router.route().handler(this::accompany);
    mounts.forEach(mount -> mount.mount(vertx, router));
    for (int status : STATUSES) {
      router.errorHandler(status, context -> fail(context, status));
    }
    return router;
  }

  /// The router of a server that still loads its data: the parts that need none of it, and for
  /// everything else when to come again.
  ///
  /// @param progress how far it is, in words
  Router startingRouter(Vertx vertx, List<Mount> mounts, Supplier<String> progress) {
    Router router = router(vertx, mounts);
    router
        .route()
        .handler(context -> {
          context.response().putHeader("Retry-After", Problems.RETRY_SECONDS);
          throw new ProblemException(Problems.starting(progress.get()));
        });
    return router;
  }

  /// Keeps the connection's account for as long as the request takes, and its body in time.
  private void accompany(RoutingContext context) {
    HttpServerRequest request = context.request();
    Connection connection = connections.of(request.connection());
    long startNanos = System.nanoTime();
    connection.begin();
    Deadlines.Timed body =
        new Deadlines.Timed() {
          @Override
          void expired() {
            if (!request.isEnded()) {
              connection.loop.meters.timeouts.increment();
              tooSlow(context, connection);
            }
          }
        };
    connection.loop.bodies.start(body);
    context.put(BodyStream.DEADLINE, body);
    context.addEndHandler(_ -> {
      int status = context.response().getStatusCode();
      connection.loop.hops.add(
          new Hop() {
            @Override
            void land() {
              body.stop();
              connection.end();
              connection.loop.meters.answered(RouteClass.OTHER, status);
              Access.log(request, template(context), status, System.nanoTime() - startNanos);
            }
          });
    });
    SecurityHeaders.addTo(context.response());
    context.next();
  }

  private static void tooSlow(RoutingContext context, Connection connection) {
    if (!context.response().headWritten()) {
      context.response().putHeader("Connection", "close");
      Problems.bodyTimeOut().send(context.response());
    }
    connection.http.close();
  }

  private static String template(RoutingContext context) {
    String path = context.currentRoute() == null ? null : context.currentRoute().getPath();
    return path == null ? RouteClass.OTHER.template() : path;
  }

  private static void fail(RoutingContext context, int status) {
    if (context.response().headWritten()) {
      context.request().connection().close();
      return;
    }
    if (context.failure() instanceof ProblemException e) {
      e.problem().send(context.response());
      return;
    }
    if (status == 500) {
      String reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
      LOG.error("a request failed, reference {}", reference, context.failure());
      Problems.internal(reference).send(context.response());
      return;
    }
    problem(status).send(context.response());
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 404 -> Problems.notFound();
      case 405 ->
          Problem.of(
              405, "method-not-allowed", "Method not allowed", "This path does not take it.");
      default -> {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        yield Problem.of(
            status, title.toLowerCase(Locale.ROOT).replace(' ', '-'), title, title + ".");
      }
    };
  }
}
