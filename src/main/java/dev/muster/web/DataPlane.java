package dev.muster.web;

import dev.muster.intake.Intake;
import dev.muster.pageload.PageLoads;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// What answers the calls of senders and pages. Runs on event loops and never blocks them.
public final class DataPlane {
  private final Map<RouteClass, Consumer<Exchange>> endpoints = new EnumMap<>(RouteClass.class);
  private final Runnable stop;

  DataPlane(Consumer<Exchange> deliveries, Consumer<Exchange> pageLoads) {
    endpoints.put(RouteClass.DELIVERY, deliveries);
    endpoints.put(RouteClass.PAGE_LOAD, pageLoads);
    stop = () -> {};
  }

  private DataPlane(Intake intake, PageLoads pageLoads, InstantSource clock) {
    EventStreams streams = new EventStreams(pageLoads, clock);
    EvaluationEndpoint evaluations = new EvaluationEndpoint(pageLoads, clock);
    endpoints.put(RouteClass.DELIVERY, new DeliveryEndpoint(intake)::handle);
    endpoints.put(RouteClass.ANALYTICS, new AnalyticsEndpoint(intake)::handle);
    endpoints.put(RouteClass.END_USER_UPDATE, new EndUserUpdateEndpoint(intake)::handle);
    endpoints.put(RouteClass.PAGE_LOAD, new PageLoadEndpoint(pageLoads, clock)::handle);
    endpoints.put(RouteClass.EVALUATIONS, evaluations::handleAll);
    endpoints.put(RouteClass.EVALUATION, evaluations::handleOne);
    endpoints.put(RouteClass.EVENTS, streams::handle);
    stop = streams::stop;
  }

  /// The data plane of an engine.
  ///
  /// @param intake takes deliveries
  /// @param pageLoads answers page loads
  /// @param clock what time it is
  public static DataPlane of(Intake intake, PageLoads pageLoads, InstantSource clock) {
    return new DataPlane(intake, pageLoads, clock);
  }

  void serve(Exchange exchange) {
    Consumer<Exchange> endpoint = endpoints.get(exchange.route);
    if (endpoint == null) {
      exchange.problem(Problems.notFound());
    } else {
      endpoint.accept(exchange);
    }
  }

  /// The server is about to stop: what would go on for long ends now. Any thread.
  void stopping() {
    stop.run();
  }
}
