package dev.muster.intake;

import static java.util.Objects.requireNonNull;

import dev.muster.intake.Delivery.Refusal;
import dev.muster.intake.IntakeAnswer.Result;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes what senders send: reads it as its endpoint's mapping says, records every delivery in the
/// journal (those that are refused, too), and says what became of it. Safe for use by many threads.
public final class Intake {

  private static final String AGAIN = "; send it again later";
  private static final String ALL_AGAIN =
      "; send the whole array again later: what of it was taken already is not harmed by that";

  private final Endpoints endpoints;
  private final Journal journal;
  private final IntakeLimits limits;
  private final InstantSource clock;

  /// @param endpoints where deliveries can be sent
  /// @param journal where they are made durable
  /// @param limits how much a body may hold
  /// @param clock what time it is
  public Intake(Endpoints endpoints, Journal journal, IntakeLimits limits, InstantSource clock) {
    this.endpoints = endpoints;
    this.journal = journal;
    this.limits = limits;
    this.clock = clock;
  }

  /// Takes a body. Returns once it is read and submitted, without waiting for the disk.
  ///
  /// @param token of the endpoint, as the sender gave it
  /// @param content what the request says about the body
  /// @param body as it was sent; must not be changed any more
  /// @param source the address that it came from, as text
  /// @param answered called exactly once with what the sender is to be told, on this thread or on
  ///   the journal's, which must not be held up
  public void receive(
      String token, Content content, byte[] body, String source, Consumer<IntakeAnswer> answered) {
    Optional<Endpoint> endpoint = endpoints.find(token);
    if (endpoint.isEmpty()) {
      answered.accept(new IntakeAnswer.UnknownEndpoint());
      return;
    }
    Arrival arrival =
        new Arrival(
            endpoint.get(), source, body.length, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    BodyReading.Body read;
    try {
      content.requireJson();
      if (body.length > limits.bodyBytesMax()) {
        throw new RefusedBodyException(
            Flaw.BODY_TOO_LARGE, "a body may have at most " + limits.bodyBytesMax() + " bytes");
      }
      byte[] json = content.gzip() ? Inflation.inflate(body, limits.bodyBytesMax()) : body;
      read = endpoint.get().mapping().body(json, limits);
    } catch (RefusedBodyException refused) {
      refuse(arrival, refused, answered);
      return;
    }
    if (read.batch()) {
      batch(arrival, read.items(), answered);
    } else {
      single(arrival, read.items().getFirst(), answered);
    }
  }

  /// A body that came.
  private record Arrival(Endpoint endpoint, String source, int bytes, Instant at) {

    Delivery delivery(Mapping.Read read, int itemBytes) {
      return new Delivery(
          at,
          endpoint.environmentId(),
          endpoint.integrationId(),
          read.outcome(),
          read.update(),
          read.user(),
          read.rejected(),
          read.refusal(),
          itemBytes,
          source);
    }

    Delivery refused(Refusal refusal) {
      return new Delivery(
          at,
          endpoint.environmentId(),
          endpoint.integrationId(),
          Outcome.REJECTED,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.of(refusal),
          bytes,
          source);
    }
  }

  /// What a whole body is refused for stays true even if it cannot be recorded.
  private void refuse(
      Arrival arrival, RefusedBodyException refused, Consumer<IntakeAnswer> answered) {
    Refusal refusal = refused.refusal();
    submit(
        arrival.refused(refusal),
        (id, _) ->
            answered.accept(
                new IntakeAnswer.Single(
                    new Result.Refused(
                        Optional.ofNullable(id),
                        refusal,
                        title(refusal),
                        refused.byteOffset(),
                        List.of()))));
  }

  private void single(Arrival arrival, BodyReading.Item item, Consumer<IntakeAnswer> answered) {
    Delivery delivery = arrival.delivery(arrival.endpoint.mapping().read(item), item.bytes());
    submit(
        delivery,
        (id, why) ->
            answered.accept(
                why == null || delivery.refusal().isPresent()
                    ? new IntakeAnswer.Single(result(delivery, id))
                    : new IntakeAnswer.Unavailable(why + AGAIN)));
  }

  private void batch(
      Arrival arrival, List<BodyReading.Item> items, Consumer<IntakeAnswer> answered) {
    if (items.isEmpty()) {
      answered.accept(new IntakeAnswer.Batch(List.of()));
      return;
    }
    Mapping mapping = arrival.endpoint.mapping();
    AtomicReferenceArray<Result> results = new AtomicReferenceArray<>(items.size());
    AtomicReference<@Nullable String> unavailable = new AtomicReference<>();
    AtomicInteger left = new AtomicInteger(items.size());
    for (int i = 0; i < items.size(); i++) {
      int index = i;
      BodyReading.Item item = items.get(i);
      Delivery delivery = arrival.delivery(mapping.read(item), item.bytes());
      submit(
          delivery,
          (id, why) -> {
            if (why == null || delivery.refusal().isPresent()) {
              results.set(index, result(delivery, id));
            } else {
              unavailable.set(why);
            }
            if (left.decrementAndGet() == 0) {
              answered.accept(answer(results, unavailable.get()));
            }
          });
    }
  }

  private static IntakeAnswer answer(
      AtomicReferenceArray<Result> results, @Nullable String unavailable) {
    if (unavailable != null) {
      return new IntakeAnswer.Unavailable(unavailable + ALL_AGAIN);
    }
    List<Result> all = new ArrayList<>();
    for (int i = 0; i < results.length(); i++) {
      all.add(results.get(i));
    }
    return new IntakeAnswer.Batch(all);
  }

  private static Result result(Delivery delivery, @Nullable String id) {
    if (delivery.refusal().isPresent()) {
      Refusal refusal = delivery.refusal().get();
      return new Result.Refused(
          Optional.ofNullable(id),
          refusal,
          title(refusal),
          OptionalInt.empty(),
          delivery.rejected());
    }
    return new Result.Taken(
        requireNonNull(id),
        delivery.outcome(),
        delivery.user().orElseThrow(),
        delivery.update().orElseThrow().changes().size(),
        delivery.rejected());
  }

  private static String title(Refusal refusal) {
    return Flaw.ofCode(refusal.code()).orElseThrow().title();
  }

  /// What became of a submission: exactly one of both is there.
  private interface Recorded {
    void done(@Nullable String id, @Nullable String whyNot);
  }

  private void submit(Delivery delivery, Recorded recorded) {
    journal.submit(
        delivery,
        new Journal.Confirmation() {
          @Override
          public void recorded(String deliveryId) {
            recorded.done(deliveryId, null);
          }

          @Override
          public void unavailable(String why) {
            recorded.done(null, why);
          }
        });
  }
}
