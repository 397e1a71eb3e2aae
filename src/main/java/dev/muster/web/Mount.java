package dev.muster.web;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/// A part of the server that brings its own routes, such as the management plane. What it serves
/// may block if it is wrapped in [Blocking]; route handlers themselves run on an event loop.
@FunctionalInterface
public interface Mount {

  /// Adds the routes. Called once, before the first request is routed; the router serves all event
  /// loops.
  void mount(Vertx vertx, Router router);

  /// The server is about to stop: whatever would go on for long, such as a stream of events, ends
  /// now. Any thread.
  default void stopping() {}
}
