package dev.muster.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/// One event loop of the server and what only its thread touches.
final class Loop {
  private static final long SWEEP_MILLIS = 250;
  private static final Duration LINGER = Duration.ofSeconds(2);

  final Vertx vertx;
  final Hops hops;
  final ServeOptions options;
  final Meters meters;

  /// Connections that have not sent their first request's head.
  final Deadlines heads;

  /// Connections without a request.
  final Deadlines idle;

  /// Requests whose body has not arrived whole.
  final Deadlines bodies;

  /// Connections that are to be closed, but not before the answer has had time to get through.
  final Deadlines lingering;

  /// Streams of events that have nothing to tell.
  final Deadlines beats;

  /// What all bodies take that have not arrived whole.
  long bodyBytes;

  /// Called on the loop.
  Loop(Vertx vertx, Context context, ServeOptions options, Meters meters) {
    this.vertx = vertx;
    this.hops = new Hops(context);
    this.options = options;
    this.meters = meters;
    this.heads = new Deadlines(options.limits().head(), System::nanoTime);
    this.idle = new Deadlines(options.limits().idle(), System::nanoTime);
    this.bodies = new Deadlines(options.limits().body(), System::nanoTime);
    this.lingering = new Deadlines(LINGER, System::nanoTime);
    this.beats = new Deadlines(EventStreams.BEAT, System::nanoTime);
    vertx.setPeriodic(SWEEP_MILLIS, _ -> sweep());
  }

  private void sweep() {
    heads.expire();
    idle.expire();
    bodies.expire();
    lingering.expire();
    beats.expire();
  }
}
