package dev.muster.web.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.DeliveryFilter;
import dev.muster.embedded.DeliveryPage;
import dev.muster.embedded.DeliveryQuery;
import dev.muster.embedded.Engine;
import dev.muster.embedded.RecordedDelivery;
import dev.muster.intake.Intake;
import dev.muster.intake.IntakeAnswer;
import dev.muster.intake.Kept;
import dev.muster.intake.Outcome;
import dev.muster.storage.KeptBytes;
import dev.muster.storage.NotOpenedException;
import dev.muster.web.IntakeJson;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What senders sent and what became of it, as a list and live.
final class DeliveriesResource {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveriesResource.class);

  private final Engine engine;
  private final Intake intake;
  private final Streams streams;
  private final Lookup lookup;

  DeliveriesResource(Engine engine, Intake intake, Streams streams) {
    this.engine = engine;
    this.intake = intake;
    this.streams = streams;
    this.lookup = new Lookup(engine.catalog());
  }

  Answer list(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    Environment environment = lookup.askedEnvironment(system, request);
    DeliveryQuery query = query(request, environment, integration);
    DeliveryViews views = new DeliveryViews(engine, integration, environment.key());
    if (request.wantsEvents()) {
      DeliveryStream stream =
          new DeliveryStream(engine, streams, query, recorded -> Wire.write(views.view(recorded)));
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
            found.items().stream().map(views::view).toList(),
            found.nextCursor().map(Page::cursor).orElse(null)));
  }

  /// Those that touched one user, of all integrations that there are.
  Answer ofUser(Request request) {
    SystemDefinition system = lookup.system(request);
    Environment environment = lookup.environment(system, request.environment());
    Map<Integer, DeliveryViews> views = new HashMap<>();
    for (Integration one : system.integrations().values()) {
      views.put(one.id(), new DeliveryViews(engine, one, environment.key()));
    }
    DeliveryQuery query =
        new DeliveryQuery(
            environment.id(),
            views.keySet(),
            EnumSet.allOf(Outcome.class),
            Optional.of(request.in("user")),
            recorded -> views.containsKey(recorded.delivery().integrationId()));
    DeliveryPage found = find(query, request.page());
    return Answer.of(
        new Page.Of<>(
            found.items().stream()
                .map(one -> requireNonNull(views.get(one.delivery().integrationId())).view(one))
                .toList(),
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
    RecordedDelivery recorded = recorded(integration, request.in("delivery"));
    DeliveryViews views =
        new DeliveryViews(
            engine, integration, environment(system, recorded).map(Environment::key).orElse(""));
    try {
      return Answer.of(views.inFull(recorded, request.seesSecrets()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Takes what was sent once more, through the mapping as it is now.
  Answer replay(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    RecordedDelivery recorded = recorded(integration, request.in("delivery"));
    Environment environment =
        environment(system, recorded)
            .orElseThrow(() -> Problems.unknown("its environment is no more"));
    CompletableFuture<IntakeAnswer> answered = new CompletableFuture<>();
    intake.replay(
        system,
        integration,
        environment,
        kept(recorded),
        request.actor().source(),
        recorded.id(),
        answered::complete);
    return switch (answered.join()) {
      case IntakeAnswer.Single(IntakeAnswer.Result.Taken taken) ->
          Answer.of(raw(IntakeJson.single(taken)));
      case IntakeAnswer.Single(IntakeAnswer.Result.Refused refused) ->
          throw new ProblemException(IntakeJson.problem(refused));
      case IntakeAnswer.Batch(var results) -> Answer.of(raw(IntakeJson.batch(results)));
      case IntakeAnswer.Unavailable(String why) ->
          throw new ProblemException(IntakeJson.unavailable(why));
      case IntakeAnswer.Challenge _ -> throw new IllegalStateException("a replay asks nothing");
      case IntakeAnswer.Limited _ -> throw new IllegalStateException("a replay is not limited");
      case IntakeAnswer.UnknownEndpoint() -> throw new IllegalStateException("it was found");
    };
  }

  /// JSON that is written already.
  private static RawValue raw(Buffer json) {
    return new RawValue(json.toString(StandardCharsets.UTF_8));
  }

  private Kept kept(RecordedDelivery recorded) {
    Optional<KeptBytes.Found> found;
    try {
      found = engine.payload(recorded.id());
    } catch (NotOpenedException closed) {
      throw new ProblemException(
          Problem.of(
              409,
              "payload-unreadable",
              "Payload cannot be opened",
              "The payload cannot be opened: " + closed.getMessage() + "."));
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (found.isEmpty()) {
      throw gone(
          "What was sent with this delivery is not kept: only payloads of rejected and partial"
              + " deliveries are, for a limited time, and unless the integration says not to.");
    }
    if (found.get().truncated()) {
      throw gone(
          "Only the beginning of what was sent is kept, since it was too large. Have the sender"
              + " send it again.");
    }
    return new Kept(found.get().bytes(), found.get().whole(), recorded.delivery().event());
  }

  private static ProblemException gone(String detail) {
    return new ProblemException(Problem.of(409, "payload-gone", "Payload not kept", detail));
  }

  private RecordedDelivery recorded(Integration integration, String id) {
    try {
      return engine
          .deliveries()
          .find(id)
          .filter(one -> one.delivery().integrationId() == integration.id())
          .orElseThrow(() ->
              Problems.unknown(
                  "integration "
                      + Words.quoted(integration.key())
                      + " has no delivery "
                      + Words.quoted(id)
                      + ", or it is too old to be kept"));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Optional<Environment> environment(
      SystemDefinition system, RecordedDelivery recorded) {
    return system.environments().stream()
        .filter(one -> one.id() == recorded.delivery().environmentId())
        .findFirst();
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

  static ProblemException unreadable(IOException e) {
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
        Set.of(integration.id()),
        outcomes,
        request.asked("user"),
        new DeliveryFilter(
            request.asked("code"),
            request.asked("text"),
            request.asked("from").map(DeliveriesResource::instant),
            request.asked("to").map(DeliveriesResource::instant)));
  }

  /// @param text as the contract has it
  static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Outcome outcome(String code) {
    for (Outcome outcome : Outcome.values()) {
      if (outcome.code().equals(code)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("the contract lets no other outcome through: " + code);
  }
}
