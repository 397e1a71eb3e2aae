package dev.muster.web.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Writes Server-Sent Events (HTML Living Standard, section 9.2) to one client. Each call waits
/// until the client has room, so that one that does not read is found out.
///
/// @param patience how long one write may take before it is a [TimeoutException]
record EventWriter(HttpServerResponse response, Duration patience) {

  /// Writes the head, and a comment so that it is sent.
  void begin(String comment) throws InterruptedException, ExecutionException, TimeoutException {
    response
        .setStatusCode(200)
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("X-Accel-Buffering", "no");
    comment(comment);
  }

  /// Writes what clients pass over.
  void comment(String text) throws InterruptedException, ExecutionException, TimeoutException {
    write(": " + text + "\n\n");
  }

  /// Writes an event.
  ///
  /// @param json without line breaks, as [Wire] writes it
  void event(String name, Optional<String> id, byte[] json)
      throws InterruptedException, ExecutionException, TimeoutException {
    write(
        "event: "
            + name
            + id.map(one -> "\nid: " + one).orElse("")
            + "\ndata: "
            + new String(json, StandardCharsets.UTF_8)
            + "\n\n");
  }

  private void write(String text)
      throws InterruptedException, ExecutionException, TimeoutException {
    response
        .write(Buffer.buffer(text))
        .toCompletionStage()
        .toCompletableFuture()
        .get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
