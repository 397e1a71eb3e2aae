package dev.muster.web;

import dev.muster.intake.Intake;
import dev.muster.pageload.PageLoads;
import java.time.InstantSource;
import java.util.function.Consumer;

/// What answers the calls of senders and pages. Runs on event loops and never blocks them.
public final class DataPlane {
  private final Consumer<Exchange> deliveries;
  private final Consumer<Exchange> pageLoads;

  DataPlane(Consumer<Exchange> deliveries, Consumer<Exchange> pageLoads) {
    this.deliveries = deliveries;
    this.pageLoads = pageLoads;
  }

  /// The data plane of an engine.
  ///
  /// @param intake takes deliveries
  /// @param pageLoads answers page loads
  /// @param clock what time it is
  public static DataPlane of(Intake intake, PageLoads pageLoads, InstantSource clock) {
    return new DataPlane(
        new DeliveryEndpoint(intake)::handle, new PageLoadEndpoint(pageLoads, clock)::handle);
  }

  void delivery(Exchange exchange) {
    deliveries.accept(exchange);
  }

  void pageLoad(Exchange exchange) {
    pageLoads.accept(exchange);
  }
}
