package dev.muster.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a client and a server, and cuts or holds connections that have carried too much:
/// so a test has a file half way there on any machine, however fast.
final class CuttingProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int port;
  private final long bytesMax;
  private final AtomicInteger cutsLeft;
  private final CountDownLatch letOn = new CountDownLatch(1);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /// @param port of the server
  /// @param bytesMax how much of a connection is let through
  /// @param cuts how many are cut; those after them are not
  CuttingProxy(int port, long bytesMax, int cuts) throws IOException {
    this.port = port;
    this.bytesMax = bytesMax;
    this.cutsLeft = new AtomicInteger(cuts);
    if (cuts > 0) {
      letOn.countDown();
    }
    this.listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  /// One that holds what is more than so much, until [#letOn].
  ///
  /// @param port of the server
  /// @param bytesMax how much of a connection is let through
  static CuttingProxy holding(int port, long bytesMax) throws IOException {
    return new CuttingProxy(port, bytesMax, 0);
  }

  /// Lets all through from now on.
  void letOn() {
    letOn.countDown();
  }

  /// Cuts all connections that there are.
  void cut() throws IOException {
    for (Socket one : open) {
      one.close();
    }
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  int cutsLeft() {
    return cutsLeft.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> join(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void join(Socket client) {
    try {
      Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
      Thread.ofVirtual().start(() -> copy(client, server, true));
      copy(server, client, false);
    } catch (IOException _) {
      // As where nobody listens, for the client.
      try (client) {
        return;
      } catch (IOException _) {
        return;
      }
    }
  }

  private void copy(Socket from, Socket to, boolean counts) {
    byte[] buffer = new byte[16 << 10];
    long carried = 0;
    open.add(from);
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        carried += length;
        if (counts && carried > bytesMax && cutsLeft.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
          return;
        }
        if (counts && carried > bytesMax) {
          letOn.await();
        }
        out.write(buffer, 0, length);
      }
    } catch (IOException | InterruptedException _) {
      // One side has gone, and so goes the other.
    } finally {
      open.remove(from);
    }
  }

  @Override
  public void close() throws IOException {
    letOn.countDown();
    listener.close();
  }
}
