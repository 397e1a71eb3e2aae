package dev.muster.cli.demo;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The shop's own web server, of another origin than Muster's as in life: its page, and beside it
/// what billing sends when a customer is on another plan.
public final class Storefront implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int BODY_BYTES_MAX = 1_024;

  /// What is answered.
  private record Reply(int status, ShopFiles.File file) {

    static Reply json(int status, JsonNode body) {
      return new Reply(
          status, new ShopFiles.File("application/json", "default-src 'none'", body.toString()));
    }

    static Reply refusal(int status, String why) {
      return json(status, JsonNodeFactory.instance.objectNode().put("refused", why));
    }
  }

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable Billing billing;

  private Storefront(HttpServer server) {
    this.server = server;
  }

  /// Takes a port of this machine; who comes before it is opened waits.
  ///
  /// @param port 0 for a free one
  /// @throws IOException if it cannot be taken; the message says why
  public static Storefront at(int port) throws IOException {
    try {
      InetAddress address = InetAddress.ofLiteral(HOST);
      return new Storefront(HttpServer.create(new InetSocketAddress(address, port), 0));
    } catch (BindException e) {
      throw new IOException(
          "the shop cannot listen on %s:%d: %s"
              .formatted(
                  HOST,
                  port,
                  port < 1_024
                      ? e.getMessage()
                      : "another process listens there; choose another port with --shop-port, or 0"
                          + " for a free one"),
          e);
    }
  }

  /// Where it is reached.
  public URI url() {
    return URI.create("http://" + HOST + ":" + server.getAddress().getPort());
  }

  /// Begins to serve.
  ///
  /// @param files what there is
  /// @param billing what passes on to Muster; closed with this
  void open(ShopFiles files, Billing billing) {
    this.billing = billing;
    server.setExecutor(workers);
    var _ = server.createContext("/", exchange -> handle(exchange, files, billing));
    server.start();
  }

  private void handle(HttpExchange exchange, ShopFiles files, Billing billing) throws IOException {
    try (exchange) {
      write(
          exchange,
          isOurs(exchange.getRequestHeaders())
              ? reply(exchange, files, billing)
              : Reply.refusal(421, "this is " + url()));
    }
  }

  private static Reply reply(HttpExchange exchange, ShopFiles files, Billing billing)
      throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String method = exchange.getRequestMethod();
    if (path.equals("/send")) {
      return method.equals("POST") ? send(exchange, billing) : otherMethod(exchange, "POST");
    }
    Optional<Reply> found =
        path.equals("/webhooks")
            ? Optional.of(Reply.json(200, Billing.all()))
            : files.at(path).map(file -> new Reply(200, file));
    if (found.isEmpty()) {
      return Reply.refusal(404, "there is nothing here");
    }
    boolean reads = method.equals("GET") || method.equals("HEAD");
    return reads ? found.get() : otherMethod(exchange, "GET, HEAD");
  }

  private static Reply otherMethod(HttpExchange exchange, String allowed) {
    exchange.getResponseHeaders().set("Allow", allowed);
    return Reply.refusal(405, "only by " + allowed);
  }

  /// Whether we were asked by our own name, and not by that of somebody who points it here.
  private boolean isOurs(Headers headers) {
    int port = server.getAddress().getPort();
    return Stream.of(HOST, "localhost")
        .anyMatch(host -> (host + ":" + port).equals(headers.getFirst("Host")));
  }

  /// Whether one of our own pages asks, or no page at all.
  private static boolean isFromOurselves(Headers headers) {
    String site = requireNonNullElse(headers.getFirst("Sec-Fetch-Site"), "same-origin");
    String own = "http://" + headers.getFirst("Host");
    return site.equals("same-origin")
        && requireNonNullElse(headers.getFirst("Origin"), own).equals(own);
  }

  private static Reply send(HttpExchange exchange, Billing billing) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    if (!isFromOurselves(headers)) {
      return Reply.refusal(403, "only the shop's own page sends from here");
    }
    if (!"application/json".equals(headers.getFirst("Content-Type"))) {
      return Reply.refusal(415, "send application/json");
    }
    byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
    if (body.length > BODY_BYTES_MAX) {
      return Reply.refusal(413, "at most " + BODY_BYTES_MAX + " bytes");
    }
    Optional<JsonNode> webhook = Billing.asked(body);
    return webhook.isEmpty()
        ? Reply.refusal(
            422, "give one of the sample customers as user, and upgraded or downgraded as event")
        : passOn(webhook.get(), billing);
  }

  private static Reply passOn(JsonNode webhook, Billing billing) {
    long begin = System.nanoTime();
    try {
      HttpResponse<String> answer = billing.send(webhook);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      return Reply.json(
          200,
          JsonNodeFactory.instance
              .objectNode()
              .put("status", answer.statusCode())
              .put("answer", answer.body())
              .put("millis", millis));
    } catch (IOException e) {
      return Reply.refusal(502, "Muster does not answer: " + requireNonNullElse(e.getMessage(), e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Reply.refusal(503, "the shop is closing");
    }
  }

  private static void write(HttpExchange exchange, Reply reply) throws IOException {
    ShopFiles.File file = reply.file();
    byte[] body = file.text().getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", file.type());
    headers.set("Content-Security-Policy", file.policy());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
    headers.set("Cache-Control", "no-cache");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(reply.status(), -1);
    } else {
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
    if (billing != null) {
      billing.close();
    }
  }
}
