package dev.muster.outgoing;

import dev.muster.signature.StandardWebhooksSigner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One message on its way, once. What is not said otherwise runs on the client's event loop.
final class Attempt {

  /// What is read of an answer; a longer one is cut off.
  private static final int ANSWER_BYTES_MAX = 64 << 10;

  /// What of an answer is shown where it is a refusal.
  private static final int SHOWN_BYTES_MAX = 300;

  private final Target target;
  private final Message message;
  private final Duration timeMax;
  private final long startedNanos = System.nanoTime();
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private volatile Runnable unlimited = () -> {};

  /// Takes what has come of an answer for all of it.
  private Runnable inTime = () -> {};

  private @Nullable HttpClientRequest request;
  private boolean over;

  Attempt(Target target, Message message, Duration timeMax) {
    this.target = target;
    this.message = message;
    this.timeMax = timeMax;
  }

  /// Completed with what became of it.
  CompletableFuture<Reply> reply() {
    return reply;
  }

  /// Ends it after its time, whatever is waited for. Any thread.
  void limit(Vertx vertx) {
    long timer = vertx.setTimer(timeMax.toMillis(), _ -> runOut());
    unlimited = () -> vertx.cancelTimer(timer);
  }

  private void runOut() {
    inTime.run();
    reply.complete(
        new Reply.Nothing("there was no answer within " + timeMax.toSeconds() + " s", took()));
    cutOff();
  }

  private void cutOff() {
    over = true;
    if (request != null) {
      request.reset();
    }
  }

  /// @param addresses those that were looked at: to one of them the connection is made, whatever
  ///   the name stands for by then; to the next where one cannot be reached
  void begin(
      HttpClient client, List<InetAddress> addresses, long seconds, StandardWebhooksSigner signer) {
    String signatures = signer.signatures(message.id(), seconds, message.body());
    connect(client, addresses, seconds, signatures);
  }

  private void connect(
      HttpClient client, List<InetAddress> addresses, long seconds, String signatures) {
    if (reply.isDone()) {
      return;
    }
    InetAddress address = addresses.getFirst();
    try {
      connect(client, addresses, address, seconds, signatures);
    } catch (IllegalStateException _) {
      ended(WebhookClient.STOPPING);
    }
  }

  private void connect(
      HttpClient client,
      List<InetAddress> addresses,
      InetAddress address,
      long seconds,
      String signatures) {
    client
        .request(options(address, seconds, signatures))
        .onFailure(why -> {
          if (addresses.size() > 1) {
            connect(client, addresses.subList(1, addresses.size()), seconds, signatures);
          } else {
            ended(Trouble.words(why, target, address));
          }
        })
        .onSuccess(made ->
            send(made)
                .onSuccess(this::read)
                .onFailure(why -> ended(Trouble.words(why, target, address))));
  }

  private RequestOptions options(InetAddress address, long seconds, String signatures) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(
                SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.isSecret())
            .setURI(target.pathAndQuery())
            .setFollowRedirects(false)
            .putHeader("content-type", "application/json")
            .putHeader("user-agent", "Muster")
            .putHeader("webhook-id", message.id())
            .putHeader("webhook-timestamp", Long.toString(seconds));
    return signatures.isEmpty() ? options : options.putHeader("webhook-signature", signatures);
  }

  private Future<HttpClientResponse> send(HttpClientRequest made) {
    request = made;
    if (over) {
      return made.reset()
          .transform(_ -> Future.failedFuture(new IllegalStateException("too late")));
    }
    return made.send(Buffer.buffer(message.body()));
  }

  private void read(HttpClientResponse response) {
    boolean taken = response.statusCode() / 100 == 2;
    if (taken) {
      answered(response, "");
    }
    Buffer shown = Buffer.buffer();
    inTime = () -> answered(response, shown);
    int[] bytes = {0};
    response.handler(part -> {
      bytes[0] += part.length();
      if (shown.length() < SHOWN_BYTES_MAX) {
        shown.appendBuffer(part, 0, Math.min(part.length(), SHOWN_BYTES_MAX - shown.length()));
      }
      if (bytes[0] > ANSWER_BYTES_MAX) {
        answered(response, shown);
        cutOff();
      }
    });
    response.endHandler(_ -> {
      answered(response, shown);
      finished();
    });
    response.exceptionHandler(_ -> {
      answered(response, shown);
      finished();
    });
  }

  private void answered(HttpClientResponse response, Buffer shown) {
    if (!reply.isDone()) {
      String text = shown.toString(StandardCharsets.UTF_8);
      answered(
          response, Trouble.words(response.statusCode(), response.getHeader("location"), text));
    }
  }

  private void answered(HttpClientResponse response, String trouble) {
    Optional<Duration> pause =
        RetryAfter.of(response.getHeader("retry-after"), response.getHeader("date"));
    reply.complete(new Reply.Answered(response.statusCode(), trouble, pause, took()));
  }

  private void finished() {
    unlimited.run();
    over = true;
    request = null;
  }

  /// Without an answer, and nothing more is to come. Any thread.
  void ended(String trouble) {
    unlimited.run();
    reply.complete(new Reply.Nothing(trouble, took()));
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }
}
