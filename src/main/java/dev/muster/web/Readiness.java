package dev.muster.web;

import java.util.Optional;

/// Whether the server can do its work right now.
@FunctionalInterface
public interface Readiness {

  /// @return why not, in words; empty if it can
  Optional<String> obstacle();
}
