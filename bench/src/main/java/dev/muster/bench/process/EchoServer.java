package dev.muster.bench.process;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.transport.Transport;
import java.util.concurrent.CompletableFuture;

/// What the real server is compared with: the same HTTP stack, transport and number of event loops,
/// which reads a whole request and answers a fixed text, and does nothing else.
public final class EchoServer extends VerticleBase {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  private final Buffer answer;
  private final CharSequence answerLength;
  private final CompletableFuture<Integer> port;

  private EchoServer(Buffer answer, CompletableFuture<Integer> port) {
    this.answer = answer;
    this.answerLength = HttpHeaders.createOptimized(Integer.toString(answer.length()));
    this.port = port;
  }

  /// Serves on a free port of 127.0.0.1 until the process is ended.
  ///
  /// @param arguments the body of every answer, JSON
  public static void main(String[] arguments) {
    int loops = Runtime.getRuntime().availableProcessors();
    Transport epoll = Transport.EPOLL;
    Vertx vertx =
        Vertx.builder()
            .with(new VertxOptions().setEventLoopPoolSize(loops))
            .withTransport(epoll != null && epoll.available() ? epoll : Transport.NIO)
            .build();
    Buffer answer = Buffer.buffer(arguments[0]);
    CompletableFuture<Integer> port = new CompletableFuture<>();
    vertx
        .deployVerticle(
            () -> new EchoServer(answer, port), new DeploymentOptions().setInstances(loops))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    System.out.println("echo: ready on http://127.0.0.1:" + port.join());
  }

  @Override
  public Future<?> start() {
    // A negative port is a free one that all instances share.
    HttpServerOptions options =
        new HttpServerOptions().setHost("127.0.0.1").setPort(-1).setTcpNoDelay(true);
    return vertx
        .createHttpServer(options)
        .requestHandler(this::serve)
        .listen()
        .onSuccess(server -> port.complete(server.actualPort()));
  }

  private void serve(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET)) {
      answer(request);
    } else {
      request.body().onSuccess(_ -> answer(request));
    }
  }

  private void answer(HttpServerRequest request) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .putHeader(HttpHeaders.CONTENT_LENGTH, answerLength)
        .end(answer);
  }
}
