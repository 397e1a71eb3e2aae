package dev.muster.web.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// A file on its way to a client: writes, and waits until the client has room.
final class Download {

  /// How long a client may take nothing; longer than of a live stream, since people pause
  /// downloads.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration ASK_AGAIN = Duration.ofSeconds(15);

  private final HttpServerResponse response;
  private final BooleanSupplier stillGranted;
  private long askAgainNanos = System.nanoTime() + ASK_AGAIN.toNanos();

  Download(HttpServerResponse response, BooleanSupplier stillGranted) {
    this.response = response;
    this.stillGranted = stillGranted;
  }

  /// @throws IOException if the client went, takes too long or may not any more, or if the server
  ///   stops
  void write(byte[] piece) throws IOException {
    if (System.nanoTime() - askAgainNanos >= 0) {
      if (!stillGranted.getAsBoolean()) {
        throw new IOException("whoever asked for it may not any more");
      }
      askAgainNanos = System.nanoTime() + ASK_AGAIN.toNanos();
    }
    try {
      Void _ =
          response
              .write(Buffer.buffer(piece))
              .toCompletionStage()
              .toCompletableFuture()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server stops", e);
    } catch (ExecutionException e) {
      throw new IOException("the client went", e);
    } catch (TimeoutException e) {
      throw new IOException("the client takes nothing", e);
    }
  }
}
