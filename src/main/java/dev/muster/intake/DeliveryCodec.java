package dev.muster.intake;

import dev.muster.intake.Delivery.Event;
import dev.muster.intake.Delivery.Refusal;
import dev.muster.population.Update;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Deliveries as they are in records of the log.
///
/// A record begins with the form and flags; the parts follow in the order of [Delivery]. The user
/// is written once: an update's user is the delivery's.
public final class DeliveryCodec {

  /// What most deliveries are: no replay.
  private static final int FORM = 1;

  /// The same, with the replayed delivery's id at the end.
  private static final int FORM_OF_REPLAY = 2;

  /// The same, with what the sender says of the event after it; the id may be empty.
  private static final int FORM_WITH_EVENT = 3;

  private static final int EVENT_HAS_ID = 1;
  private static final int EVENT_HAS_TYPE = 2;
  private static final int EVENT_HAS_TIME = 4;

  private static final int HAS_UPDATE = 1;
  private static final int HAS_USER = 2;
  private static final int HAS_REFUSAL = 4;
  private static final int USER_IS_UPDATES = 8;

  /// The longest form of a number.
  private static final int VAR_INT_MAX = 5;

  private static final int VAR_LONG_MAX = 10;

  /// UTF-8 takes at most three bytes for a UTF-16 unit.
  private static final int UNIT_BYTES_MAX = 3;

  private DeliveryCodec() {}

  /// A bound on the bytes of a delivery, cheap to have.
  public static int bytesMax(Delivery delivery) {
    int bytes = 3 + 2 * VAR_LONG_MAX + 4 * VAR_INT_MAX + textMax(delivery.source());
    bytes += delivery.user().map(DeliveryCodec::textMax).orElse(0);
    if (delivery.update().isPresent()) {
      bytes += UpdateCodec.bytesMax(delivery.update().get());
    }
    for (RejectedProperty one : delivery.rejected()) {
      bytes += textMax(one.attribute()) + textMax(one.path()) + textMax(one.reason());
    }
    if (delivery.refusal().isPresent()) {
      Refusal refusal = delivery.refusal().get();
      bytes += VAR_INT_MAX + textMax(refusal.code()) + textMax(refusal.detail());
    }
    bytes += delivery.replayOf().map(DeliveryCodec::textMax).orElse(0);
    if (!delivery.event().equals(Event.NONE)) {
      bytes += 1 + VAR_LONG_MAX + VAR_INT_MAX;
      bytes += delivery.event().id().map(DeliveryCodec::textMax).orElse(0);
      bytes += delivery.event().type().map(DeliveryCodec::textMax).orElse(0);
    }
    return bytes + VAR_INT_MAX;
  }

  /// Puts a delivery.
  public static void write(Delivery delivery, RecordBuffer out) {
    Optional<Update> update = delivery.update();
    boolean usersAreOne =
        update.isPresent() && delivery.user().equals(Optional.of(update.get().user().toString()));
    int flags =
        (update.isPresent() ? HAS_UPDATE : 0)
            | (delivery.user().isPresent() ? HAS_USER : 0)
            | (delivery.refusal().isPresent() ? HAS_REFUSAL : 0)
            | (usersAreOne ? USER_IS_UPDATES : 0);
    boolean hasEvent = !delivery.event().equals(Event.NONE);
    int form = delivery.replayOf().isPresent() ? FORM_OF_REPLAY : FORM;
    out.putByte(hasEvent ? FORM_WITH_EVENT : form)
        .putByte(flags)
        .putByte(delivery.outcome().number());
    out.putVarLong(delivery.at().toEpochMilli());
    out.putVarInt(delivery.environmentId()).putVarInt(delivery.integrationId());
    out.putVarInt(delivery.bytes()).putUtf8(delivery.source());
    if (delivery.user().isPresent() && !usersAreOne) {
      out.putUtf8(delivery.user().get());
    }
    if (update.isPresent()) {
      UpdateCodec.write(update.get(), out);
    }
    out.putVarInt(delivery.rejected().size());
    for (RejectedProperty one : delivery.rejected()) {
      out.putUtf8(one.attribute()).putUtf8(one.path()).putUtf8(one.reason());
    }
    if (delivery.refusal().isPresent()) {
      Refusal refusal = delivery.refusal().get();
      out.putVarInt(refusal.status()).putUtf8(refusal.code()).putUtf8(refusal.detail());
    }
    if (hasEvent) {
      out.putUtf8(delivery.replayOf().orElse(""));
      write(delivery.event(), out);
    } else {
      delivery.replayOf().ifPresent(out::putUtf8);
    }
  }

  private static void write(Event event, RecordBuffer out) {
    out.putByte(
        (event.id().isPresent() ? EVENT_HAS_ID : 0)
            | (event.type().isPresent() ? EVENT_HAS_TYPE : 0)
            | (event.happenedMillis().isPresent() ? EVENT_HAS_TIME : 0));
    event.id().ifPresent(out::putUtf8);
    event.type().ifPresent(out::putUtf8);
    event.happenedMillis().ifPresent(out::putVarLong);
  }

  private static Event event(RecordReader in) {
    int flags = in.getByte();
    Optional<String> id =
        (flags & EVENT_HAS_ID) != 0 ? Optional.of(in.getUtf8()) : Optional.empty();
    Optional<String> type =
        (flags & EVENT_HAS_TYPE) != 0 ? Optional.of(in.getUtf8()) : Optional.empty();
    OptionalLong millis =
        (flags & EVENT_HAS_TIME) != 0 ? OptionalLong.of(in.getVarLong()) : OptionalLong.empty();
    return new Event(id, type, millis);
  }

  /// Reads what [#write] put.
  ///
  /// @throws IllegalStateException if it is not a delivery, or one of a newer form
  public static Delivery read(RecordReader in) {
    int form = in.getByte();
    if (form < FORM || form > FORM_WITH_EVENT) {
      throw new IllegalStateException("a delivery of the unknown form " + form);
    }
    int flags = in.getByte();
    Outcome outcome = outcome(in.getByte());
    Instant at = Instant.ofEpochMilli(in.getVarLong());
    int environmentId = in.getVarInt();
    int integrationId = in.getVarInt();
    int bytes = in.getVarInt();
    String source = in.getUtf8();
    boolean ownUser = (flags & HAS_USER) != 0 && (flags & USER_IS_UPDATES) == 0;
    Optional<String> user = ownUser ? Optional.of(in.getUtf8()) : Optional.empty();
    Optional<Update> update =
        (flags & HAS_UPDATE) != 0 ? Optional.of(UpdateCodec.read(in)) : Optional.empty();
    if ((flags & USER_IS_UPDATES) != 0) {
      user = update.map(one -> one.user().toString());
    }
    List<RejectedProperty> rejected = rejected(in);
    Optional<Refusal> refusal =
        (flags & HAS_REFUSAL) != 0
            ? Optional.of(new Refusal(in.getVarInt(), in.getUtf8(), in.getUtf8()))
            : Optional.empty();
    Optional<String> replayOf =
        form == FORM ? Optional.empty() : Optional.of(in.getUtf8()).filter(id -> !id.isEmpty());
    Event event = form == FORM_WITH_EVENT ? event(in) : Event.NONE;
    return new Delivery(
        at,
        environmentId,
        integrationId,
        outcome,
        update.map(one -> one.asOf(event.happenedMillis())),
        user,
        rejected,
        refusal,
        bytes,
        source,
        replayOf,
        event);
  }

  private static Outcome outcome(int number) {
    return Outcome.ofNumber(number)
        .orElseThrow(() -> new IllegalStateException("the unknown outcome " + number));
  }

  private static List<RejectedProperty> rejected(RecordReader in) {
    int count = in.getVarInt();
    List<RejectedProperty> rejected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rejected.add(new RejectedProperty(in.getUtf8(), in.getUtf8(), in.getUtf8()));
    }
    return rejected;
  }

  private static int textMax(String text) {
    return VAR_INT_MAX + UNIT_BYTES_MAX * text.length();
  }
}
