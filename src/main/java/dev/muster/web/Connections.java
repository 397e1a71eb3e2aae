package dev.muster.web;

import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The open connections of all event loops.
final class Connections {
  private final Map<HttpConnection, Connection> open = new ConcurrentHashMap<>();
  private final int most;
  private final Meters meters;

  Connections(int most, Meters meters) {
    this.most = most;
    this.meters = meters;
  }

  /// A client has connected. Called on its loop.
  void connected(Loop loop, HttpConnection http) {
    if (meters.connections.incrementAndGet() > most) {
      meters.connections.decrementAndGet();
      meters.refusedConnections.increment();
      new Connection(loop, http).cut();
      return;
    }
    Connection connection = new Connection(loop, http);
    open.put(http, connection);
    loop.heads.start(connection);
    http.closeHandler(_ -> disconnected(connection));
  }

  private void disconnected(Connection connection) {
    connection.closed();
    open.remove(connection.http);
    meters.connections.decrementAndGet();
  }

  /// @return what is known of the connection of a request that is being served
  /// @throws IllegalStateException if it is closed
  Connection of(HttpConnection http) {
    Connection known = open.get(http);
    if (known == null) {
      throw new IllegalStateException("the connection is closed");
    }
    return known;
  }

  /// @param loop the loop that serves it
  /// @return what is known of a request's connection; also of one that is being closed
  Connection of(Loop loop, HttpConnection http) {
    Connection known = open.get(http);
    return known == null ? new Connection(loop, http) : known;
  }
}
