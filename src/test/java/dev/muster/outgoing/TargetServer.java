package dev.muster.outgoing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.signature.SignatureScheme;
import dev.muster.signature.SignedRequest;
import dev.muster.signature.Verification;
import dev.muster.signature.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A system that is told things, on a port of its own; it remembers what came.
public final class TargetServer implements AutoCloseable {

  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<Received> taken = new CopyOnWriteArrayList<>();
  private volatile Function<Received, Answer> behaviour = _ -> Answer.of(200);

  /// @param headers by their names in lower case
  public record Received(Map<String, String> headers, String path, String body) {

    /// What `webhook-id` says.
    public String id() {
      return headers.getOrDefault("webhook-id", "");
    }

    /// Whether it was signed with a secret, as a receiver finds out.
    public boolean isSignedWith(String secret) {
      Verifier verifier =
          Verifier.of(
              SignatureScheme.StandardWebhooks.STANDARD_WEBHOOKS,
              List.of(secret),
              Verifier.TOLERANCE);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return verifier.verify(
              new SignedRequest("POST", () -> path, headers::get, bytes), Instant.now())
          instanceof Verification.Verified;
    }
  }

  /// What the server says.
  public record Answer(int status, Map<String, String> headers, String body) {

    /// Without a body.
    public static Answer of(int status) {
      return new Answer(status, Map.of(), "");
    }
  }

  private TargetServer(HttpServer server) {
    this.server = server;
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// One that answers 200.
  public static TargetServer start() {
    return start(0);
  }

  /// @param port 0 for a free one
  public static TargetServer start(int port) {
    try {
      return on(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TargetServer on(HttpServer server) {
    return new TargetServer(server);
  }

  private void serve(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    Received one =
        new Received(
            headers,
            exchange.getRequestURI().toString(),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Answer answer = behaviour.apply(one);
    received.add(one);
    if (answer.status / 100 == 2) {
      taken.add(one);
    }
    answer.headers.forEach(exchange.getResponseHeaders()::add);
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// What it answers from now on.
  public void answers(Function<Received, Answer> other) {
    behaviour = other;
  }

  /// What came, in the order in which it was answered.
  public List<Received> received() {
    return List.copyOf(received);
  }

  /// What of it was answered 2xx.
  public List<Received> taken() {
    return List.copyOf(taken);
  }

  /// Where it is.
  public int port() {
    return server.getAddress().getPort();
  }

  /// Such as `http://127.0.0.1:1234/hook`.
  public String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
