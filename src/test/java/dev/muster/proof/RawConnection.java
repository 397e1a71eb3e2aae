package dev.muster.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/// A bare socket to the server, for requests that no HTTP client would send.
final class RawConnection implements AutoCloseable {
  private static final int ANSWER_MILLIS_MAX = 20_000;

  /// @param status the HTTP status; 0 if the connection was closed without an answer
  /// @param body as text
  record Reply(int status, String body) {}

  private final Socket socket;

  RawConnection(URI base) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(ANSWER_MILLIS_MAX);
  }

  /// Sends some bytes, of a request or of a part of one.
  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /// Sends some text, of a request or of a part of one.
  void send(String text) throws IOException {
    send(text.getBytes(UTF_8));
  }

  /// Says that nothing more will be sent, and still listens.
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  /// Posts JSON.
  ///
  /// @param headers more of them, each ended by CR LF
  void post(String path, byte[] body, String headers) throws IOException {
    send(head(path, body.length, headers));
    send(body);
  }

  /// The head of a `POST`.
  static String head(String path, int length, String headers) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n"
        + headers
        + "\r\n";
  }

  /// Reads one answer with a length.
  Reply reply() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int one = in.read();
      if (one < 0) {
        return new Reply(0, "");
      }
      head.write(one);
    }
    String text = head.toString(ISO_8859_1);
    int length = 0;
    for (String line : text.toLowerCase(Locale.ROOT).split("\r\n", -1)) {
      if (line.startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    return new Reply(
        Integer.parseInt(text.substring(9, 12)), new String(in.readNBytes(length), UTF_8));
  }

  /// Whether the server closes the connection, without another word, within the time that an answer
  /// may take.
  boolean isClosed() {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return e.getMessage() != null && e.getMessage().contains("reset");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
