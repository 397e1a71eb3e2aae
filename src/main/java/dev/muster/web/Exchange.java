package dev.muster.web;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/// One request of a hot path and its answer. Confined to the connection's event loop.
final class Exchange {
  static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");

  final HttpServerRequest request;
  final Connection connection;
  final RouteClass route;
  final long startNanos = System.nanoTime();
  private boolean done;

  Exchange(HttpServerRequest request, Connection connection, RouteClass route) {
    this.request = request;
    this.connection = connection;
    this.route = route;
    connection.begin();
  }

  Loop loop() {
    return connection.loop;
  }

  /// The client's address, as far as it can be believed.
  String address() {
    return connection.proxied
        ? Caller.of(request, loop().options.trustedProxies()).address()
        : connection.peer;
  }

  /// Where the client reaches the server, without a slash at its end.
  String base() {
    return connection.base(request);
  }

  /// What the client called, as far as it can be believed.
  String url() {
    return base() + request.uri();
  }

  /// A header of the request; null where there is none.
  @Nullable String header(CharSequence name) {
    return request.headers().get(name);
  }

  MultiMap responseHeaders() {
    return request.response().headers();
  }

  /// Answers, unless the client has gone or is answered already.
  void answer(int status, CharSequence mediaType, Buffer body) {
    if (begins()) {
      HttpServerResponse response = request.response();
      response
          .headers()
          .set(HttpHeaders.CONTENT_TYPE, mediaType)
          .set(CONTENT_TYPE_OPTIONS, NOSNIFF);
      response.setStatusCode(status).end(body);
      ended(status);
    }
  }

  /// Begins an answer that goes on until [#over].
  ///
  /// @return whether the client is there still
  boolean begin(CharSequence mediaType) {
    if (!begins()) {
      return false;
    }
    HttpServerResponse response = request.response();
    response.headers().set(HttpHeaders.CONTENT_TYPE, mediaType).set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    response.setStatusCode(200).setChunked(true);
    return true;
  }

  /// An answer that was begun is over, whoever ended it.
  void over() {
    if (!done) {
      ended(200);
    }
  }

  /// Answers with a problem.
  void problem(Problem problem) {
    if (begins()) {
      problem.send(request.response());
      ended(problem.status());
    }
  }

  /// Answers with a problem and closes the connection, since the rest of the request cannot be
  /// waited for. What the client is still sending is read and dropped for a moment: closing a
  /// socket with unread bytes would reset it, and the client would never see the answer.
  void problemThenClose(Problem problem) {
    if (!begins()) {
      return;
    }
    boolean multiplexed = request.version() == HttpVersion.HTTP_2;
    if (!multiplexed) {
      responseHeaders().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    problem.send(request.response());
    ended(problem.status());
    if (multiplexed) {
      request.response().reset(0);
    } else {
      linger();
    }
  }

  private void linger() {
    Deadlines.Timed closing =
        new Deadlines.Timed() {
          @Override
          void expired() {
            connection.cut();
          }
        };
    if (request.isEnded()) {
      connection.http.close();
      return;
    }
    request.handler(_ -> {});
    request.endHandler(_ -> {
      closing.stop();
      connection.http.close();
    });
    request.exceptionHandler(_ -> closing.stop());
    loop().lingering.start(closing);
  }

  /// The client has gone before it was answered.
  void gone() {
    if (!done) {
      ended(499);
    }
  }

  private boolean begins() {
    if (done) {
      return false;
    }
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      gone();
      return false;
    }
    return true;
  }

  private void ended(int status) {
    done = true;
    connection.end();
    loop().meters.answered(route, status);
    Access.log(request, route.template(), status, System.nanoTime() - startNanos);
  }
}
