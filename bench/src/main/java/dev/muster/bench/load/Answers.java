package dev.muster.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Looks at what a server answers.
public final class Answers {
  private Answers() {}

  /// The body of the answer to the first of the requests.
  public static String first(InetSocketAddress server, Requests requests) throws IOException {
    StringBuilder body = new StringBuilder();
    try (ClosedLoop loop = ClosedLoop.open(server, 1, requests)) {
      loop.send(1, body::append);
    }
    return body.toString();
  }
}
