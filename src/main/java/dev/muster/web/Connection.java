package dev.muster.web;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.SocketAddress;
import java.util.List;

/// A client's connection. While it serves nothing its time runs, however many bytes trickle in.
final class Connection extends Deadlines.Timed {
  final HttpConnection http;
  final Loop loop;

  /// The peer's address as numbers; a proxy's if there is one before us.
  final String peer;

  /// Whether the peer is a proxy whose word counts.
  final boolean proxied;

  private String authority = "";
  private String base = "";
  private int serving;
  private boolean closed;

  Connection(Loop loop, HttpConnection http) {
    this.loop = loop;
    this.http = http;
    SocketAddress remote = http.remoteAddress();
    String numbers = remote == null ? null : remote.hostAddress();
    this.peer = numbers == null ? "unknown" : numbers;
    this.proxied = Caller.isTrusted(peer, loop.options.trustedProxies());
  }

  /// Where the client of a request reaches the server, as far as it can be believed.
  String base(HttpServerRequest request) {
    if (proxied || loop.options.publicUrl().isPresent()) {
      return loop.options.base(Caller.of(request, loop.options.trustedProxies()));
    }
    String now = String.valueOf(request.authority());
    if (!now.equals(authority)) {
      authority = now;
      base = Caller.of(request, List.of()).base();
    }
    return base;
  }

  /// A request's head has come.
  void begin() {
    if (serving++ == 0) {
      stop();
    }
  }

  /// A request is answered.
  void end() {
    if (--serving == 0 && !closed) {
      loop.idle.start(this);
    }
  }

  /// It is closed: no time runs any more, also not from the end of a request that is still served.
  void closed() {
    closed = true;
    stop();
  }

  @Override
  void expired() {
    loop.meters.timeouts.increment();
    cut();
  }

  /// Closes it at once. The library's own way waits until everything is written, which a client
  /// that does not read can put off for ever.
  void cut() {
    if (http instanceof HttpServerConnection served) {
      var _ = served.channelHandlerContext().close();
    } else {
      http.close();
    }
  }
}
