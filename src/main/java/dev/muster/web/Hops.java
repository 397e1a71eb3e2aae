package dev.muster.web;

import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from any thread to one event loop. A stack that the loop takes whole: whoever finds it
/// empty wakes the loop, everyone else (the rest of a commit group) only adds to it, so that many
/// answers cost one task.
final class Hops {
  private static final Logger LOG = LoggerFactory.getLogger(Hops.class);

  private final Context context;
  private final AtomicReference<@Nullable Hop> newest = new AtomicReference<>();

  Hops(Context context) {
    this.context = context;
  }

  /// Any thread. Hops of one thread land in the order in which it added them.
  void add(Hop hop) {
    Hop older;
    do {
      older = newest.get();
      hop.older = older;
    } while (!newest.compareAndSet(older, hop));
    if (older == null) {
      context.runOnContext(_ -> land());
    }
  }

  private void land() {
    Hop oldest = null;
    Hop hop = newest.getAndSet(null);
    while (hop != null) {
      Hop older = hop.older;
      hop.older = oldest;
      oldest = hop;
      hop = older;
    }
    while (oldest != null) {
      Hop next = oldest.older;
      oldest.older = null;
      try {
        oldest.land();
      } catch (RuntimeException e) {
        LOG.error("an answer could not be given", e);
      }
      oldest = next;
    }
  }
}
