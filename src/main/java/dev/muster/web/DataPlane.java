package dev.muster.web;

import java.util.function.Consumer;

/// What answers the calls of senders and pages. Runs on event loops and never blocks them.
public final class DataPlane {
  private final Consumer<Exchange> deliveries;
  private final Consumer<Exchange> pageLoads;

  DataPlane(Consumer<Exchange> deliveries, Consumer<Exchange> pageLoads) {
    this.deliveries = deliveries;
    this.pageLoads = pageLoads;
  }

  void delivery(Exchange exchange) {
    deliveries.accept(exchange);
  }

  void pageLoad(Exchange exchange) {
    pageLoads.accept(exchange);
  }
}
