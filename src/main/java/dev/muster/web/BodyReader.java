package dev.muster.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Reads a request's body whole, within limits of size and time.
final class BodyReader extends Deadlines.Timed {
  private static final String CONTINUE = "100-continue";

  private final Exchange exchange;
  private final int bytesMax;
  private final Consumer<Buffer> whole;
  private final LongConsumer tooLarge;
  private @Nullable Buffer body;
  private boolean stopped;

  private BodyReader(
      Exchange exchange, int bytesMax, Consumer<Buffer> whole, LongConsumer tooLarge) {
    this.exchange = exchange;
    this.bytesMax = bytesMax;
    this.whole = whole;
    this.tooLarge = tooLarge;
  }

  /// Reads on; whatever is wrong with the body is answered here, and `whole` is not called then.
  ///
  /// @param whole called with all of it, perhaps before this returns
  static void read(Exchange exchange, int bytesMax, Consumer<Buffer> whole) {
    read(
        exchange, bytesMax, whole, _ -> exchange.problemThenClose(Problems.bodyTooLarge(bytesMax)));
  }

  /// The same, where somebody else answers what is too large.
  ///
  /// @param tooLarge called with how many bytes were announced or came; has to answer and to close
  static void read(Exchange exchange, int bytesMax, Consumer<Buffer> whole, LongConsumer tooLarge) {
    new BodyReader(exchange, bytesMax, whole, tooLarge).read();
  }

  private void read() {
    HttpServerRequest request = exchange.request;
    String declared = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (declared != null && declaredBytes(declared) > bytesMax) {
      tooLarge.accept(declaredBytes(declared));
      return;
    }
    if (CONTINUE.equalsIgnoreCase(request.headers().get(HttpHeaders.EXPECT))
        && request.version() != HttpVersion.HTTP_1_0) {
      request.response().writeContinue();
    }
    exchange.loop().bodies.start(this);
    request.handler(this::add);
    request.endHandler(_ -> end());
    request.exceptionHandler(_ -> broken());
  }

  /// Digits only, or the decoder would have refused it.
  private static long declaredBytes(String declared) {
    return declared.length() > 18 ? Long.MAX_VALUE : Long.parseLong(declared.strip());
  }

  private void add(Buffer chunk) {
    if (stopped || chunk.length() == 0) {
      return;
    }
    Loop loop = exchange.loop();
    Buffer before = body;
    int bytes = (before == null ? 0 : before.length()) + chunk.length();
    if (bytes > bytesMax) {
      finish();
      tooLarge.accept(bytes);
    } else if (loop.bodyBytes + chunk.length() > loop.options.limits().bodiesBytesMax()) {
      finish();
      exchange.responseHeaders().set("Retry-After", "1");
      exchange.problemThenClose(Problems.busy());
    } else {
      loop.bodyBytes += chunk.length();
      body = before == null ? chunk : before.appendBuffer(chunk);
    }
  }

  private void end() {
    if (!stopped) {
      Buffer read = body;
      finish();
      whole.accept(read == null ? Buffer.buffer() : read);
    }
  }

  private void broken() {
    if (!stopped) {
      finish();
      exchange.gone();
    }
  }

  @Override
  void expired() {
    if (!stopped) {
      finish();
      exchange.loop().meters.timeouts.increment();
      exchange.problemThenClose(Problems.bodyTimeOut());
    }
  }

  private void finish() {
    stopped = true;
    stop();
    if (body != null) {
      exchange.loop().bodyBytes -= body.length();
      body = null;
    }
  }
}
