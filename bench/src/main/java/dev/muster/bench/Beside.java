package dev.muster.bench;

import dev.muster.bench.load.ClosedLoop;
import dev.muster.bench.load.Requests;
import dev.muster.bench.process.Child;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Requests that go on beside something else, so many a second whatever becomes of them: latency is
/// counted from when a request was due, so that nothing is left out while the server stands still.
final class Beside implements Runnable {

  private final Child server;
  private final Requests requests;
  private final long everyNanos;
  private final Thread thread = Thread.ofPlatform().name("beside").unstarted(this);
  private long[] nanos = new long[1 << 12];
  private int count;
  private volatile boolean stopping;
  private volatile @Nullable IOException failure;

  private Beside(Child server, Requests requests, int aSecond) {
    this.server = server;
    this.requests = requests;
    this.everyNanos = 1_000_000_000L / aSecond;
  }

  /// Begins to send.
  static Beside start(Child server, Requests requests, int aSecond) {
    Beside beside = new Beside(server, requests, aSecond);
    beside.thread.start();
    return beside;
  }

  @Override
  public void run() {
    try (ClosedLoop loop = ClosedLoop.open(server.address(), 1, requests)) {
      long due = System.nanoTime();
      while (!stopping) {
        due += everyNanos;
        while (due - System.nanoTime() > 0) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        var _ = loop.send(1, _ -> {});
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = System.nanoTime() - due;
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /// Waits for what is on its way.
  void stop() throws IOException, InterruptedException {
    stopping = true;
    thread.join();
    if (failure != null) {
      throw failure;
    }
    Arrays.sort(nanos, 0, count);
  }

  /// So many of all took at most so long; after [#stop].
  ///
  /// @param share more than 0, up to 1
  double percentileMillis(double share) {
    return nanos[Math.clamp((int) Math.ceil(share * count) - 1, 0, count - 1)] / 1e6;
  }
}
