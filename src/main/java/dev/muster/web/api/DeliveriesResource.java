package dev.muster.web.api;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.DeliveryPage;
import dev.muster.embedded.DeliveryQuery;
import dev.muster.embedded.Engine;
import dev.muster.embedded.RecordedDelivery;
import dev.muster.intake.Delivery;
import dev.muster.intake.Delivery.Refusal;
import dev.muster.intake.Outcome;
import dev.muster.intake.RejectedProperty;
import dev.muster.population.Change;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What senders sent and what became of it, as a list and live.
final class DeliveriesResource {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveriesResource.class);

  private final Engine engine;
  private final Streams streams;
  private final Lookup lookup;

  DeliveriesResource(Engine engine, Streams streams) {
    this.engine = engine;
    this.streams = streams;
    this.lookup = new Lookup(engine.catalog());
  }

  private record Updated(String attribute, @Nullable Object value) {}

  /// A delivery as it is written.
  private record View(
      String id,
      Instant at,
      String environment,
      String integration,
      String outcome,
      @Nullable String user,
      List<Updated> updated,
      List<RejectedProperty> rejected,
      @Nullable String reason,
      @Nullable String code,
      int bytes,
      String source) {}

  Answer list(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    Environment environment = lookup.askedEnvironment(system, request);
    DeliveryQuery query = query(request, environment, integration);
    Shown shown = new Shown(integration, environment.key());
    if (request.wantsEvents()) {
      DeliveryStream stream =
          new DeliveryStream(engine, streams, query, recorded -> Wire.write(shown.view(recorded)));
      return new Answer.Live(response ->
          stream.run(
              response,
              request.lastEventId(),
              () ->
                  request.stillGranted().getAsBoolean()
                      && isThere(system.key(), environment, integration)));
    }
    Page page = request.page();
    DeliveryPage found = find(query, page);
    return Answer.of(
        new Page.Of<>(
            found.items().stream().map(shown::view).toList(),
            found.nextCursor().map(Page::cursor).orElse(null)));
  }

  /// Whether both are still in the catalog; one that was made anew under the same key is another.
  private boolean isThere(String system, Environment environment, Integration integration) {
    return engine
        .catalog()
        .current()
        .system(system)
        .filter(now ->
            now.environment(environment.key()).filter(it -> it.id() == environment.id()).isPresent()
                && now.integration(integration.key())
                    .filter(it -> it.id() == integration.id())
                    .isPresent())
        .isPresent();
  }

  Answer read(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    String id = request.in("delivery");
    Optional<RecordedDelivery> found;
    try {
      found = engine.deliveries().find(id);
    } catch (IOException e) {
      throw unreadable(e);
    }
    RecordedDelivery recorded =
        found
            .filter(one -> one.delivery().integrationId() == integration.id())
            .orElseThrow(() ->
                Problems.unknown(
                    "integration "
                        + Words.quoted(integration.key())
                        + " has no delivery "
                        + Words.quoted(id)
                        + ", or it is too old to be kept"));
    String environment =
        system.environments().stream()
            .filter(one -> one.id() == recorded.delivery().environmentId())
            .map(Environment::key)
            .findFirst()
            .orElse("");
    return Answer.of(new Shown(integration, environment).view(recorded));
  }

  private DeliveryPage find(DeliveryQuery query, Page page) {
    try {
      return engine.deliveries().find(query, page.after(), page.limit());
    } catch (IllegalArgumentException _) {
      throw Page.unknownCursor();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static ProblemException unreadable(IOException e) {
    LOG.error("deliveries cannot be read from the log", e);
    return new ProblemException(
        Problem.of(
            503,
            "log-unreadable",
            "The log cannot be read",
            "The deliveries that are kept cannot be read; the server's log says why."));
  }

  private static DeliveryQuery query(
      Request request, Environment environment, Integration integration) {
    Set<Outcome> outcomes =
        request
            .asked("outcome")
            .map(code -> EnumSet.copyOf(List.of(outcome(code))))
            .orElse(EnumSet.allOf(Outcome.class));
    return new DeliveryQuery(
        environment.id(),
        OptionalLong.of(integration.id()),
        outcomes,
        request.asked("user"),
        request.asked("text").map(DeliveriesResource::mentions).orElse(_ -> true));
  }

  private static Outcome outcome(String code) {
    for (Outcome outcome : Outcome.values()) {
      if (outcome.code().equals(code)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("the contract lets no other outcome through: " + code);
  }

  private static Predicate<RecordedDelivery> mentions(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return recorded -> {
      Delivery delivery = recorded.delivery();
      List<String> texts = new ArrayList<>();
      delivery.user().ifPresent(texts::add);
      delivery.refusal().map(Refusal::detail).ifPresent(texts::add);
      for (RejectedProperty one : delivery.rejected()) {
        texts.addAll(List.of(one.attribute(), one.path(), one.reason()));
      }
      return texts.stream().anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(wanted));
    };
  }

  /// Shows deliveries of one integration in one environment.
  private static final class Shown {
    private final Map<Integer, String> attributes = new HashMap<>();
    private final String environment;
    private final String integration;

    Shown(Integration integration, String environment) {
      this.integration = integration.key();
      this.environment = environment;
      for (Attribute attribute : integration.attributes()) {
        attributes.put(attribute.id(), attribute.name());
      }
    }

    View view(RecordedDelivery recorded) {
      Delivery delivery = recorded.delivery();
      List<Updated> updated = new ArrayList<>();
      delivery
          .update()
          .ifPresent(update -> {
            for (Change change : update.changes()) {
              // An attribute that has been removed since is erased here, too.
              String name = attributes.get(change.attributeId());
              if (name != null) {
                updated.add(new Updated(name, value(change)));
              }
            }
          });
      return new View(
          recorded.id(),
          delivery.at(),
          environment,
          integration,
          delivery.outcome().code(),
          delivery.user().orElse(null),
          updated,
          delivery.rejected(),
          delivery.refusal().map(Refusal::detail).orElse(null),
          delivery.refusal().map(Refusal::code).orElse(null),
          delivery.bytes(),
          delivery.source());
    }

    private static @Nullable Object value(Change change) {
      return switch (change) {
        case Change.Set(_, AttributeValue value) -> Values.json(value);
        case Change.Clear _ -> null;
      };
    }
  }
}
