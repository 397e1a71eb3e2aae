package dev.muster.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/// Runs a route's work on a virtual thread of its own, where it may block. The body has to be read
/// before (by a body handler on the event loop); the answer may be written from the virtual thread.
public final class Blocking {
  private Blocking() {}

  /// @param work what it throws fails the request, as if thrown on the event loop
  /// @return a handler that returns at once
  public static Handler<RoutingContext> handler(Handler<RoutingContext> work) {
    return context ->
        Thread.ofVirtual()
            .name("request")
            .start(() -> {
              try {
                work.handle(context);
              } catch (Throwable e) {
                context.fail(e);
              }
            });
  }
}
