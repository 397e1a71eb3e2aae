package dev.muster.cli.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/// Calls the API of a server with a token.
public final class ServerClient implements AutoCloseable {

  /// How long a connection may take.
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

  /// How long nothing may move before a call is given up.
  private static final Duration STILL_MAX = Duration.ofSeconds(90);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final String token;
  private final Interrupts interrupts;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          // Elsewhere nobody knows what is done with the token.
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /// @param base where the server is
  /// @param token which it accepts
  /// @param interrupts looked at while an answer is waited for
  public ServerClient(URI base, String token, Interrupts interrupts) {
    this.base = base;
    this.token = token;
    this.interrupts = interrupts;
  }

  /// Where the server is.
  URI base() {
    return base;
  }

  /// An answer that is no refusal.
  ///
  /// @param body missing where there is none
  record Reply(HttpResponse<?> response, JsonNode body) {

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    /// How much of the file has arrived.
    long offset() throws IOException {
      String text = header("Upload-Offset").orElse("");
      if (!text.matches("[0-9]{1,18}")) {
        throw new IOException("the server did not say how much of the file has arrived");
      }
      return Long.parseLong(text);
    }

    boolean isComplete() {
      return header("Upload-Complete").equals(Optional.of("?1"));
    }
  }

  /// Asks for something.
  ///
  /// @param path with its query
  Reply get(String path) throws IOException, RefusedException, InterruptedException {
    return send(request(path).GET().build(), () -> 0);
  }

  /// Has something done.
  Reply post(String path, Map<String, String> headers)
      throws IOException, RefusedException, InterruptedException {
    HttpRequest.Builder request = request(path).POST(BodyPublishers.noBody());
    headers.forEach(request::setHeader);
    return send(request.build(), () -> 0);
  }

  /// Sends a part of a file.
  ///
  /// @param moved how much of it has been taken from the body
  Reply patch(String path, Map<String, String> headers, BodyPublisher body, LongSupplier moved)
      throws IOException, RefusedException, InterruptedException {
    HttpRequest.Builder request = request(path).method("PATCH", body);
    headers.forEach(request::setHeader);
    return send(request.build(), moved);
  }

  /// Puts what there is at a path into a file.
  void download(String path, Path file) throws IOException, RefusedException, InterruptedException {
    BodyHandler<Object> toFile =
        head ->
            head.statusCode() == 200
                ? HttpResponse.BodySubscribers.mapping(
                    HttpResponse.BodySubscribers.ofFile(file), Object.class::cast)
                : HttpResponse.BodySubscribers.mapping(
                    HttpResponse.BodySubscribers.ofByteArray(), Object.class::cast);
    HttpResponse<Object> response = await(http.sendAsync(request(path).build(), toFile), () -> 0);
    if (response.body() instanceof byte[] bytes) {
      throw refusal(response, tree(bytes));
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json");
  }

  private Reply send(HttpRequest request, LongSupplier moved)
      throws IOException, RefusedException, InterruptedException {
    HttpResponse<byte[]> response =
        await(http.sendAsync(request, BodyHandlers.ofByteArray()), moved);
    JsonNode body = tree(response.body());
    if (response.statusCode() / 100 != 2) {
      throw refusal(response, body);
    }
    return new Reply(response, body);
  }

  /// Waits for an answer for as long as something moves.
  private <T> HttpResponse<T> await(
      CompletableFuture<HttpResponse<T>> answer, LongSupplier movedNow)
      throws IOException, InterruptedException {
    long moved = movedNow.getAsLong();
    long since = System.nanoTime();
    try {
      while (true) {
        try {
          return answer.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          interrupts.check();
        }
        long now = movedNow.getAsLong();
        if (now != moved) {
          moved = now;
          since = System.nanoTime();
        } else if (System.nanoTime() - since > STILL_MAX.toNanos()) {
          throw new IOException("nothing has moved for " + STILL_MAX.toSeconds() + " seconds");
        }
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw new IOException(failed.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      return bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    } catch (IOException impossible) {
      throw new IllegalStateException("bytes in memory cannot be read", impossible);
    }
  }

  private static RefusedException refusal(HttpResponse<?> response, JsonNode problem) {
    int status = response.statusCode();
    String said = problem.path("detail").asText("");
    String detail =
        status < 400
            ? "the server answered "
                + status
                + response.headers().firstValue("Location").map(to -> ", to " + to).orElse("")
                + "; --server names another than is meant"
            : said.isEmpty() ? "the server answered " + status : said;
    String type = problem.path("type").asText("");
    Optional<Duration> after =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("[0-9]{1,5}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    return new RefusedException(status, type.substring(type.lastIndexOf('/') + 1), detail, after);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
