package dev.muster.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// A number of connections to one server, each with one request on its way: as soon as an answer is
/// in, the next request goes out. One thread drives all of them with plain non-blocking sockets and
/// requests whose bytes are ready, so that most of a shared machine is left to the server.
///
/// Latency is counted from the moment a request is written. In a closed loop a slow server gets
/// fewer requests, so it says what a client that waits its turn sees, not what a crowd would.
public final class ClosedLoop implements AutoCloseable {
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);
  private static final Duration SILENCE_MAX = Duration.ofSeconds(20);

  private final Requests requests;
  private final Selector selector;
  private final List<Connection> connections = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private @Nullable Consumer<String> bodies;
  private Histogram latency = new Histogram(LONGEST_MICROS, 3);
  private long next;
  private long last;
  private long sendUntil;
  private int waiting;

  private ClosedLoop(Requests requests, Selector selector) {
    this.requests = requests;
    this.selector = selector;
  }

  /// Connects.
  ///
  /// @param connections how many
  public static ClosedLoop open(InetSocketAddress server, int connections, Requests requests)
      throws IOException {
    ClosedLoop loop = new ClosedLoop(requests, Selector.open());
    for (int i = 0; i < connections; i++) {
      SocketChannel channel = SocketChannel.open(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      loop.connections.add(loop.new Connection(channel));
    }
    return loop;
  }

  /// Sends for this long, then waits for what is on its way.
  ///
  /// @throws IllegalStateException if an answer was not 2xx or a connection broke
  public Load run(Duration time) throws IOException {
    return run(System.nanoTime() + time.toNanos(), Long.MAX_VALUE);
  }

  /// Sends this many more requests, the next ones in order.
  ///
  /// @param body given the body of every answer, in the order in which they come
  /// @throws IllegalStateException if an answer was not 2xx or a connection broke
  public Load send(long count, Consumer<String> body) throws IOException {
    bodies = body;
    try {
      return run(System.nanoTime() + TimeUnit.HOURS.toNanos(1), next + count);
    } finally {
      bodies = null;
    }
  }

  private Load run(long until, long numberEnd) throws IOException {
    latency = new Histogram(LONGEST_MICROS, 3);
    sendUntil = until;
    last = numberEnd;
    long start = System.nanoTime();
    for (Connection connection : connections) {
      connection.sendNext(start);
    }
    while (waiting > 0) {
      if (selector.select(this::ready, SILENCE_MAX.toMillis()) == 0) {
        throw new IllegalStateException(
            waiting + " requests have had no answer for " + SILENCE_MAX);
      }
    }
    long nanos = System.nanoTime() - start;
    if (!failures.isEmpty()) {
      throw new IllegalStateException(failures.size() + " failures, first: " + failures.getFirst());
    }
    return new Load(latency, nanos);
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      connection.ready();
    } catch (IOException | IllegalStateException e) {
      failures.add(e.toString());
      sendUntil = 0;
      connection.giveUp();
    }
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.channel.close();
    }
    selector.close();
  }

  private final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(requests.bytesMax());
    private final Response response = new Response();
    private final SelectionKey key;
    private boolean asked;
    private long sentNanos;

    Connection(SocketChannel channel) throws IOException {
      this.channel = channel;
      this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void sendNext(long now) throws IOException {
      if (now >= sendUntil || next >= last) {
        return;
      }
      out.clear();
      requests.write(next++, out);
      out.flip();
      sentNanos = now;
      asked = true;
      waiting++;
      channel.write(out);
      if (out.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
    }

    void ready() throws IOException {
      if (out.hasRemaining() && key.isWritable()) {
        channel.write(out);
        if (!out.hasRemaining()) {
          key.interestOps(SelectionKey.OP_READ);
        }
      }
      if (!key.isReadable()) {
        return;
      }
      if (channel.read(response.room()) < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (response.whole()) {
        answered();
      }
    }

    private void answered() throws IOException {
      long now = System.nanoTime();
      latency.recordValue(Math.min(LONGEST_MICROS, (now - sentNanos) / 1_000));
      int status = response.status();
      if (status / 100 != 2) {
        throw new IllegalStateException(status + ": " + response.body());
      }
      Consumer<String> wanted = bodies;
      if (wanted != null) {
        wanted.accept(response.body());
      }
      response.clear();
      asked = false;
      waiting--;
      sendNext(now);
    }

    void giveUp() {
      key.cancel();
      if (asked) {
        asked = false;
        waiting--;
      }
    }
  }
}
