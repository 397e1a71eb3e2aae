package dev.muster.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a client and a server, and cuts connections that have carried too much.
final class CuttingProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int port;
  private final long bytesMax;
  private final AtomicInteger cutsLeft;

  /// @param port of the server
  /// @param bytesMax how much of a connection is let through
  /// @param cuts how many are cut; those after them are not
  CuttingProxy(int port, long bytesMax, int cuts) throws IOException {
    this.port = port;
    this.bytesMax = bytesMax;
    this.cutsLeft = new AtomicInteger(cuts);
    this.listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
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
        Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        Thread.ofVirtual().start(() -> copy(client, server, true));
        Thread.ofVirtual().start(() -> copy(server, client, false));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void copy(Socket from, Socket to, boolean counts) {
    byte[] buffer = new byte[16 << 10];
    long carried = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        carried += length;
        if (counts && carried > bytesMax && cutsLeft.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
          return;
        }
        out.write(buffer, 0, length);
      }
    } catch (IOException _) {
      // One side has gone, and so goes the other.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
