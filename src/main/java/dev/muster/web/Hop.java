package dev.muster.web;

import org.jspecify.annotations.Nullable;

/// Something that is decided on another thread and has to be finished on an event loop.
abstract class Hop {
  @Nullable Hop older;

  /// Called on the event loop.
  abstract void land();
}
