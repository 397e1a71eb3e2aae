package dev.muster.intake;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SystemDefinition;
import dev.muster.intake.Delivery.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Takes what senders send: reads it as its endpoint's mapping says, records every delivery in the
/// journal (those that are refused, too), and says what became of it. Safe for use by many threads.
public final class Intake {

  private final Endpoints endpoints;
  private final Journal journal;
  private final IntakeLimits limits;
  private final RateLimits rates;
  private final InstantSource clock;
  private final Captures captures = new Captures();

  /// @param endpoints where deliveries can be sent
  /// @param journal where they are made durable
  /// @param limits how much a body may hold
  /// @param clock what time it is
  public Intake(Endpoints endpoints, Journal journal, IntakeLimits limits, InstantSource clock) {
    this(endpoints, journal, limits, IntakeRates.DEFAULT, clock, System::nanoTime);
  }

  /// The same with other limits of how often.
  ///
  /// @param rates how often requests may come to each endpoint
  /// @param nanos a clock like [System#nanoTime]
  public Intake(
      Endpoints endpoints,
      Journal journal,
      IntakeLimits limits,
      IntakeRates rates,
      InstantSource clock,
      LongSupplier nanos) {
    this.endpoints = endpoints;
    this.journal = journal;
    this.limits = limits;
    this.rates = new RateLimits(rates, nanos);
    this.clock = clock;
  }

  /// Counts a request that comes to an endpoint, before anything of its body is read. Each is
  /// counted once: what is [Posted#counted] is not again by [#receive].
  ///
  /// @param token of the endpoint, as the sender gave it; to one that there is not, it may come in
  ///   and is told so
  /// @param source the address that it comes from, as text
  public Passage pass(String token, String source) {
    return rates.holdForAll() || endpoints.isAnyLimited()
        ? endpoints
            .find(token)
            .map(endpoint -> rates.pass(endpoint, source))
            .orElse(Passage.Open.FREE)
        : Passage.Open.FREE;
  }

  /// How many requests to an endpoint did not come in since too many came, in the last 60 minutes.
  public long limitedLastHour(int environmentId, int integrationId) {
    return rates.closedLastHour(environmentId, integrationId);
  }

  /// Takes a body. Returns once it is read and submitted, without waiting for the disk.
  ///
  /// @param token of the endpoint, as the sender gave it
  /// @param answered called exactly once with what the sender is to be told, on this thread or on
  ///   the journal's, which must not be held up
  public void receive(String token, Posted posted, Consumer<IntakeAnswer> answered) {
    receive(token, posted, Endpoint::mapping, answered);
  }

  /// Where deliveries can be sent.
  public Endpoints endpoints() {
    return endpoints;
  }

  /// Takes what an analytics SDK sends.
  ///
  /// @param token of the endpoint: what the SDK calls its write key
  /// @param call which one it is
  /// @param answered as for [#receive]
  public void receive(
      String token, Posted posted, Analytics call, Consumer<IntakeAnswer> answered) {
    receive(token, posted, endpoint -> endpoint.mapping(call), answered);
  }

  private void receive(
      String token,
      Posted posted,
      Function<Endpoint, Mapping> mapping,
      Consumer<IntakeAnswer> answered) {
    Optional<Endpoint> endpoint = endpoints.find(token);
    if (endpoint.isEmpty()) {
      answered.accept(new IntakeAnswer.UnknownEndpoint());
      return;
    }
    if (!posted.counted()
        && rates.pass(endpoint.get(), posted.source()) instanceof Passage.Closed closed) {
      answered.accept(new IntakeAnswer.Limited(closed));
      return;
    }
    Arrival arrival =
        arrival(endpoint.get(), mapping.apply(endpoint.get()), posted, Optional.empty());
    try {
      endpoint.get().guard().admit(posted, arrival.at);
    } catch (RefusedBodyException refused) {
      // What may be anybody's is not kept.
      refuseUnproved(arrival, posted.body().length, refused, answered);
      return;
    }
    take(arrival, answered);
  }

  /// Takes what a client sends that was written for another product (see
  /// docs/wire-formats/end-user-update.md): it shows an access token, and whose endpoint the body
  /// is for stands in it. Of what is refused before that is known, no delivery is recorded.
  ///
  /// @param entered told, before this returns, how the endpoint's limits stand where it was let in
  /// @param answered as for [#receive]
  public void receiveEndUserUpdates(
      Posted posted, Consumer<Passage.Open> entered, Consumer<IntakeAnswer> answered) {
    EndUserUpdates updates;
    Optional<Endpoint> endpoint;
    try {
      BearerCheck.admit(endpoints.accessTokens(), posted, clock.instant());
      updates = EndUserUpdates.of(json(posted));
      endpoint = endpoints.find(updates.token());
    } catch (RefusedBodyException refused) {
      answered.accept(Results.refused(null, refused));
      return;
    }
    if (endpoint.isEmpty()) {
      answered.accept(new IntakeAnswer.UnknownEndpoint());
      return;
    }
    switch (rates.pass(endpoint.get(), posted.source())) {
      case Passage.Open open -> entered.accept(open);
      case Passage.Closed closed -> {
        answered.accept(new IntakeAnswer.Limited(closed));
        return;
      }
    }
    Mapping mapping = endpoint.get().mapping(EndUserUpdates.FORMAT);
    Arrival arrival = arrival(endpoint.get(), mapping, posted, Optional.empty());
    try {
      endpoint.get().guard().admitAddress(posted);
    } catch (RefusedBodyException refused) {
      refuseUnproved(arrival, posted.body().length, refused, answered);
      return;
    }
    try {
      IntakeLimits most = limits.withBatchOf(EndUserUpdates.OBJECTS_MAX);
      read(arrival, updates.objects(), updates.from(), most, answered);
    } catch (RefusedBodyException refused) {
      // What is around the objects has the token of the endpoint.
      refuse(arrival, posted.body().length, refused, null, answered);
    }
  }

  /// A body that has to be JSON.
  private byte[] json(Posted posted) throws RefusedBodyException {
    Content content = posted.content();
    if (content.form() != Content.Form.JSON) {
      throw new RefusedBodyException(
          Flaw.NOT_JSON, "the body says to be a form or XML" + Content.ADVICE);
    }
    return inflated(content, posted.body());
  }

  /// Refuses a body that is larger than is taken, and was not read to its end.
  ///
  /// @param token of the endpoint, as the sender gave it
  /// @param bytes how many were announced or came, more than [IntakeLimits#bodyBytesMax]
  /// @param source the address that it came from, as text
  /// @param answered as for [#receive]
  public void refuseTooLarge(
      String token, long bytes, String source, Consumer<IntakeAnswer> answered) {
    Optional<Endpoint> endpoint = endpoints.find(token);
    if (endpoint.isEmpty()) {
      answered.accept(new IntakeAnswer.UnknownEndpoint());
      return;
    }
    Posted posted = Posted.json(new byte[0], source);
    Arrival arrival = arrival(endpoint.get(), endpoint.get().mapping(), posted, Optional.empty());
    int size = (int) Math.min(bytes, Integer.MAX_VALUE);
    refuseUnproved(arrival, size, tooLarge(), answered);
  }

  /// Each refusal is a record, so whoever is not known to be the sender is given so many only.
  private void refuseUnproved(
      Arrival arrival, int bytes, RefusedBodyException refused, Consumer<IntakeAnswer> answered) {
    Optional<Passage.Closed> closed = rates.refused(arrival.endpoint, arrival.posted.source());
    if (closed.isPresent()) {
      answered.accept(new IntakeAnswer.Limited(closed.get()));
    } else {
      refuse(arrival, bytes, refused, null, answered);
    }
  }

  /// Takes what was sent before once more, as if it came now.
  ///
  /// @param source the address of whoever asked for it
  /// @param replayOf the delivery that it was sent with
  /// @param answered as for [#receive]
  public void replay(
      SystemDefinition system,
      Integration integration,
      Environment environment,
      Kept kept,
      String source,
      String replayOf,
      Consumer<IntakeAnswer> answered) {
    Endpoint endpoint = Endpoint.withoutToken(system, integration, environment);
    Replayed once = new Replayed(replayOf, kept);
    Posted posted = Posted.json(kept.payload(), source);
    take(arrival(endpoint, endpoint.mapping(), posted, Optional.of(once)), answered);
  }

  /// What would become of what was sent before if it were taken once more. Nothing is stored.
  ///
  /// @return one outcome an object, in order; a single one for a body that would be refused whole
  public List<Outcome> rehearse(SystemDefinition system, Integration integration, Kept kept) {
    Mapping mapping = Mapping.of(integration, system.timeZone(), system.pages().salt());
    try {
      byte[] opened = kept.whole() ? mapping.opened(kept.payload()) : kept.payload();
      Instant at = clock.instant();
      return mapping.body(opened, limits).items().stream()
          .map(item -> mapping.again(item, kept.event().happenedMillis(), at).outcome())
          .toList();
    } catch (RefusedBodyException _) {
      return List.of(Outcome.REJECTED);
    }
  }

  /// Those who wait to see the next call.
  public Captures captures() {
    return captures;
  }

  /// How much a body may hold.
  public IntakeLimits limits() {
    return limits;
  }

  /// Whether an endpoint has this token.
  public boolean knows(String token) {
    return endpoints.find(token).isPresent();
  }

  private Arrival arrival(
      Endpoint endpoint, Mapping mapping, Posted posted, Optional<Replayed> replayed) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Arrival(endpoint, mapping, posted, at, replayed);
  }

  private void take(Arrival arrival, Consumer<IntakeAnswer> answered) {
    Content content = arrival.posted.content();
    byte[] body = arrival.posted.body();
    byte @Nullable [] text = content.plain() ? body : null;
    try {
      Content.Form form = content.form();
      text = inflated(content, body);
      text = Conversion.toJson(form, text, content, arrival.posted.headers(), limits);
    } catch (RefusedBodyException refused) {
      show(arrival, text);
      refuse(arrival, body.length, refused, text, answered);
      return;
    }
    read(arrival, text, 0, limits, answered);
  }

  private byte[] inflated(Content content, byte[] body) throws RefusedBodyException {
    if (body.length > limits.bodyBytesMax()) {
      throw tooLarge();
    }
    return content.gzip() ? Inflation.inflate(body, limits.bodyBytesMax()) : body;
  }

  /// @param text JSON
  /// @param from where in what was sent it begins
  private void read(
      Arrival arrival, byte[] text, int from, IntakeLimits most, Consumer<IntakeAnswer> answered) {
    show(arrival, text);
    byte[] opened;
    BodyReading.Body read;
    try {
      opened = arrival.opened(text);
      read = arrival.mapping.body(opened, most);
    } catch (RefusedBodyException refused) {
      refuse(arrival, arrival.posted.body().length, refused.within(from), text, answered);
      return;
    }
    if (read.batch() || arrival.hasEnvelope()) {
      batch(arrival, opened, read.items(), answered);
    } else {
      single(arrival, opened, read.items().getFirst(), answered);
    }
  }

  private RefusedBodyException tooLarge() {
    return new RefusedBodyException(
        Flaw.BODY_TOO_LARGE, "a body may have at most " + limits.bodyBytesMax() + " bytes");
  }

  /// Only calls of senders are shown, not what is taken once more.
  private void show(Arrival arrival, byte @Nullable [] text) {
    if (captures.isAnyOpen() && text != null && arrival.replayed.isEmpty()) {
      captures.show(arrival.endpoint, arrival.at, arrival.posted.source(), text);
    }
  }

  /// What is taken once more.
  private record Replayed(String of, Kept kept) {}

  /// A body that came.
  private record Arrival(
      Endpoint endpoint, Mapping mapping, Posted posted, Instant at, Optional<Replayed> replayed) {

    byte[] opened(byte[] text) throws RefusedBodyException {
      return isWhole() ? mapping.opened(text) : text;
    }

    boolean hasEnvelope() {
      return isWhole() && mapping.hasEnvelope();
    }

    private boolean isWhole() {
      return replayed.map(once -> once.kept.whole()).orElse(true);
    }

    /// A replay is asked for by a person: it is taken whatever event it tells of and although its
    /// sender's name for it may be known, and as of when it happened then.
    Mapping.Read read(BodyReading.Item item) {
      return replayed.isPresent()
          ? mapping.again(item, replayed.get().kept.event().happenedMillis(), at)
          : mapping.read(item, endpoint.fields(posted), at);
    }

    Delivery delivery(BodyReading.Item item) {
      Mapping.Read read = read(item);
      int itemBytes = item.bytes();
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
          posted.source(),
          replayed.map(Replayed::of),
          read.event());
    }

    Delivery refused(Refusal refusal, int bytes) {
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
          posted.source(),
          replayed.map(Replayed::of),
          Delivery.Event.NONE);
    }

    /// Whether what was sent is to be kept. Of what is taken whole, it never is.
    boolean keeps(Delivery delivery) {
      return switch (delivery.outcome()) {
        case PARTIAL, REJECTED -> endpoint.keepsRejected();
        case ACCEPTED, IGNORED, DUPLICATE, STALE -> false;
      };
    }
  }

  /// What a whole body is refused for stays true even if it cannot be recorded.
  private void refuse(
      Arrival arrival,
      int bytes,
      RefusedBodyException refused,
      byte @Nullable [] text,
      Consumer<IntakeAnswer> answered) {
    Delivery delivery = arrival.refused(refused.refusal(), bytes);
    submit(
        delivery,
        text != null && arrival.keeps(delivery)
            ? Optional.of(Payload.ofMalformed(text))
            : Optional.empty(),
        (id, _, _) -> answered.accept(Results.refused(id, refused)));
  }

  private void single(
      Arrival arrival, byte[] text, BodyReading.Item item, Consumer<IntakeAnswer> answered) {
    Delivery delivery = arrival.delivery(item);
    // Whatever changes something is no handshake, which saves most deliveries the look.
    if (delivery.update().isEmpty() && arrival.replayed.isEmpty()) {
      Optional<String> challenge = Challenge.in(text);
      if (challenge.isPresent()) {
        answered.accept(new IntakeAnswer.Challenge(challenge.get()));
        return;
      }
    }
    submit(
        delivery,
        arrival.keeps(delivery) ? Optional.of(Payload.of(text)) : Optional.empty(),
        (id, as, why) -> answered.accept(Results.single(as, id, why)));
  }

  private void batch(
      Arrival arrival, byte[] text, List<BodyReading.Item> items, Consumer<IntakeAnswer> answered) {
    if (items.isEmpty()) {
      answered.accept(new IntakeAnswer.Batch(List.of()));
      return;
    }
    Results results = new Results(items.size(), answered);
    for (int i = 0; i < items.size(); i++) {
      int index = i;
      BodyReading.Item item = items.get(i);
      Delivery delivery = arrival.delivery(item);
      submit(
          delivery,
          arrival.keeps(delivery)
              ? Optional.of(Payload.ofShare(text, item.from(), item.bytes()))
              : Optional.empty(),
          (id, as, why) -> results.put(index, as, id, why));
    }
  }

  /// What became of a submission: either the id or the reason is there.
  private interface Recorded {
    void done(@Nullable String id, Delivery as, @Nullable String whyNot);
  }

  private void submit(Delivery delivery, Optional<Payload> payload, Recorded recorded) {
    journal.submit(
        delivery,
        payload,
        new Journal.Confirmation() {
          @Override
          public void recorded(String deliveryId, Delivery as) {
            recorded.done(deliveryId, as, null);
          }

          @Override
          public void unavailable(String why) {
            recorded.done(null, delivery, why);
          }
        });
  }
}
