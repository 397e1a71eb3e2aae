package dev.muster.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of a request as it comes, of any size, for a thread that may wait: only a few pieces
/// are held at a time, and a client that is faster than they are taken is held up. In place of the
/// time that other bodies have as a whole, each piece has one.
public final class BodyStream implements AutoCloseable {

  /// Under which the request's routing context has the deadline of its body.
  static final String DEADLINE = "body-deadline";

  private static final int PIECES = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// How long what nobody wants is still read, so that the client gets to see the answer.
  private static final long LINGER_MILLIS = 5_000;

  private static final Object END = new Object();
  private static final Object BROKEN = new Object();

  private final HttpServerRequest request;
  private final Context loop;
  private final BlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
  private boolean asked;
  private volatile boolean over;

  private BodyStream(HttpServerRequest request, Context loop) {
    this.request = request;
    this.loop = loop;
  }

  /// Takes hold of a request's body; on its event loop, before anything of it has been read.
  public static BodyStream of(RoutingContext context) {
    HttpServerRequest request = context.request();
    request.pause();
    Deadlines.@Nullable Timed deadline = context.get(DEADLINE);
    if (deadline != null) {
      deadline.stop();
    }
    BodyStream body = new BodyStream(request, context.vertx().getOrCreateContext());
    request.handler(body.pieces::add);
    request.endHandler(_ -> {
      body.over = true;
      body.pieces.add(END);
    });
    request.exceptionHandler(_ -> {
      body.over = true;
      body.pieces.add(BROKEN);
    });
    return body;
  }

  /// How large the body is going to be, if the client has said so.
  public Optional<Long> length() {
    return Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_LENGTH))
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::valueOf);
  }

  /// The next piece; waits for it.
  ///
  /// @return empty at the end
  /// @throws IOException if the client has gone, or has sent nothing for a minute
  public Optional<Buffer> next() throws IOException {
    loop.runOnContext(_ -> {
      if (!over) {
        request.fetch(asked ? 1 : PIECES);
        welcome();
        asked = true;
      }
    });
    try {
      Object piece = pieces.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (piece instanceof Buffer buffer) {
        return Optional.of(buffer);
      }
      if (piece == END) {
        return Optional.empty();
      }
      throw new IOException(
          piece == null ? "nothing more came for a minute" : "the connection broke off");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private void welcome() {
    boolean waits = "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    if (!asked && waits && request.version() == HttpVersion.HTTP_1_1) {
      request.response().writeContinue();
    }
  }

  /// Reads no more. A client that still sends is listened to for a moment, or it would not see the
  /// answer.
  @Override
  public void close() {
    loop.runOnContext(_ -> {
      if (over) {
        return;
      }
      request.handler(_ -> {});
      request.resume();
      loop.owner()
          .setTimer(
              LINGER_MILLIS,
              _ -> {
                if (over) {
                  return;
                }
                if (request.version() == HttpVersion.HTTP_2) {
                  // Of the connection, others have streams.
                  request.response().reset(0);
                } else {
                  request.connection().close();
                }
              });
    });
  }
}
