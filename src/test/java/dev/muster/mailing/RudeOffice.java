package dev.muster.mailing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// An SMTP server that takes mails and then answers as it pleases: what a connection looks like
/// that breaks at the worst moment. It resets the connection instead of an answer that is empty.
final class RudeOffice implements AutoCloseable {

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger taken = new AtomicInteger();
  private final String answer;
  private final String goodbye;

  /// @param answer to all of a mail
  /// @param goodbye answer to `QUIT`
  RudeOffice(String answer, String goodbye) throws IOException {
    this.answer = answer;
    this.goodbye = goodbye;
    Thread.ofVirtual().start(this::serve);
  }

  MailServer plain() {
    return new MailServer(
        "127.0.0.1",
        socket.getLocalPort(),
        MailServer.Security.NONE,
        Optional.empty(),
        "muster@example.com");
  }

  /// How many mails were here as a whole.
  int taken() {
    return taken.get();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        talk(client);
      } catch (IOException _) {
        // It went, or this is closed.
      }
    }
  }

  private void talk(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
    OutputStream out = client.getOutputStream();
    say(client, out, "220 rude\r\n");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("DATA")) {
        say(client, out, "354 go on\r\n");
        while (!".".equals(in.readLine())) {
          // Nothing of it is kept.
        }
        taken.incrementAndGet();
        say(client, out, answer);
      } else if (line.equals("QUIT")) {
        say(client, out, goodbye);
        return;
      } else {
        say(client, out, "250 fine\r\n");
      }
    }
  }

  private static void say(Socket client, OutputStream out, String text) throws IOException {
    if (text.isEmpty()) {
      // Closing resets the connection now.
      client.setSoLinger(true, 0);
      client.close();
      return;
    }
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
