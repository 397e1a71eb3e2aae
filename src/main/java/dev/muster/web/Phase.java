package dev.muster.web;

import io.vertx.ext.web.Router;

/// How far the server is in its life.
sealed interface Phase {

  /// It listens and loads its data.
  ///
  /// @param router what is served already
  /// @param progress how far it is, in words
  record Starting(Router router, String progress) implements Phase {}

  /// It serves.
  record Open(DataPlane dataPlane, Router router, Readiness readiness) implements Phase {}

  /// It finishes what it has begun.
  record Stopping() implements Phase {}
}
