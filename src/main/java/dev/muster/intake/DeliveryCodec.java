package dev.muster.intake;

import dev.muster.attribute.AttributeValue;
import dev.muster.intake.Delivery.Refusal;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Deliveries as they are in records of the log.
///
/// A record begins with the form and flags; the parts follow in the order of [Delivery]. The user
/// is written once: an update's user is the delivery's.
public final class DeliveryCodec {

  /// What most deliveries are: no replay.
  private static final int FORM = 1;

  /// The same, with the replayed delivery's id at the end.
  private static final int FORM_OF_REPLAY = 2;

  private static final int HAS_UPDATE = 1;
  private static final int HAS_USER = 2;
  private static final int HAS_REFUSAL = 4;
  private static final int USER_IS_UPDATES = 8;

  /// What a change is; never used again for something else.
  private static final int CLEAR = 0;

  private static final int TEXT = 1;
  private static final int NUMBER = 2;
  private static final int FALSE = 3;
  private static final int TRUE = 4;
  private static final int DATE = 5;
  private static final int TEXTS = 6;

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
      Update update = delivery.update().get();
      bytes += 2 * VAR_INT_MAX + UserId.BYTES_MAX;
      for (Change change : update.changes()) {
        bytes += changeMax(change);
      }
    }
    for (RejectedProperty one : delivery.rejected()) {
      bytes += textMax(one.attribute()) + textMax(one.path()) + textMax(one.reason());
    }
    if (delivery.refusal().isPresent()) {
      Refusal refusal = delivery.refusal().get();
      bytes += VAR_INT_MAX + textMax(refusal.code()) + textMax(refusal.detail());
    }
    bytes += delivery.replayOf().map(DeliveryCodec::textMax).orElse(0);
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
    out.putByte(delivery.replayOf().isPresent() ? FORM_OF_REPLAY : FORM)
        .putByte(flags)
        .putByte(delivery.outcome().number());
    out.putVarLong(delivery.at().toEpochMilli());
    out.putVarInt(delivery.environmentId()).putVarInt(delivery.integrationId());
    out.putVarInt(delivery.bytes()).putUtf8(delivery.source());
    if (delivery.user().isPresent() && !usersAreOne) {
      out.putUtf8(delivery.user().get());
    }
    if (update.isPresent()) {
      write(update.get(), out);
    }
    out.putVarInt(delivery.rejected().size());
    for (RejectedProperty one : delivery.rejected()) {
      out.putUtf8(one.attribute()).putUtf8(one.path()).putUtf8(one.reason());
    }
    if (delivery.refusal().isPresent()) {
      Refusal refusal = delivery.refusal().get();
      out.putVarInt(refusal.status()).putUtf8(refusal.code()).putUtf8(refusal.detail());
    }
    delivery.replayOf().ifPresent(out::putUtf8);
  }

  private static void write(Update update, RecordBuffer out) {
    out.putSized(update.user().utf8()).putVarInt(update.changes().size());
    for (Change change : update.changes()) {
      out.putVarInt(change.attributeId());
      switch (change) {
        case Change.Clear _ -> out.putByte(CLEAR);
        case Change.Set(_, AttributeValue value) -> write(value, out);
      }
    }
  }

  private static void write(AttributeValue value, RecordBuffer out) {
    switch (value) {
      case AttributeValue.Text(String text) -> out.putByte(TEXT).putUtf8(text);
      case AttributeValue.Numeric(double number) -> out.putByte(NUMBER).putDouble(number);
      case AttributeValue.Bool(boolean bool) -> out.putByte(bool ? TRUE : FALSE);
      case AttributeValue.Date(long millis) -> out.putByte(DATE).putLong(millis);
      case AttributeValue.Texts(List<String> texts) -> {
        out.putByte(TEXTS).putVarInt(texts.size());
        texts.forEach(out::putUtf8);
      }
    }
  }

  /// Reads what [#write] put.
  ///
  /// @throws IllegalStateException if it is not a delivery, or one of a newer form
  public static Delivery read(RecordReader in) {
    int form = in.getByte();
    if (form != FORM && form != FORM_OF_REPLAY) {
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
        (flags & HAS_UPDATE) != 0 ? Optional.of(update(in)) : Optional.empty();
    if ((flags & USER_IS_UPDATES) != 0) {
      user = update.map(one -> one.user().toString());
    }
    List<RejectedProperty> rejected = rejected(in);
    Optional<Refusal> refusal =
        (flags & HAS_REFUSAL) != 0
            ? Optional.of(new Refusal(in.getVarInt(), in.getUtf8(), in.getUtf8()))
            : Optional.empty();
    Optional<String> replayOf =
        form == FORM_OF_REPLAY ? Optional.of(in.getUtf8()) : Optional.empty();
    return new Delivery(
        at,
        environmentId,
        integrationId,
        outcome,
        update,
        user,
        rejected,
        refusal,
        bytes,
        source,
        replayOf);
  }

  private static Outcome outcome(int number) {
    return Outcome.ofNumber(number)
        .orElseThrow(() -> new IllegalStateException("the unknown outcome " + number));
  }

  private static Update update(RecordReader in) {
    UserId user = UserId.ofUtf8(in.getSized());
    int count = in.getVarInt();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(change(in));
    }
    return new Update(user, changes);
  }

  private static Change change(RecordReader in) {
    int attributeId = in.getVarInt();
    int form = in.getByte();
    AttributeValue value =
        switch (form) {
          case CLEAR -> null;
          case TEXT -> new AttributeValue.Text(in.getUtf8());
          case NUMBER -> new AttributeValue.Numeric(in.getDouble());
          case FALSE -> new AttributeValue.Bool(false);
          case TRUE -> new AttributeValue.Bool(true);
          case DATE -> new AttributeValue.Date(in.getLong());
          case TEXTS -> texts(in);
          default -> throw new IllegalStateException("a change of the unknown form " + form);
        };
    return value == null ? new Change.Clear(attributeId) : new Change.Set(attributeId, value);
  }

  private static AttributeValue.Texts texts(RecordReader in) {
    int count = in.getVarInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(in.getUtf8());
    }
    return new AttributeValue.Texts(texts);
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

  private static int changeMax(Change change) {
    int bytes = VAR_INT_MAX + 1;
    if (change instanceof Change.Set(_, AttributeValue value)) {
      bytes +=
          switch (value) {
            case AttributeValue.Text(String text) -> textMax(text);
            case AttributeValue.Texts(List<String> texts) ->
                VAR_INT_MAX + texts.stream().mapToInt(DeliveryCodec::textMax).sum();
            case AttributeValue.Numeric _, AttributeValue.Bool _, AttributeValue.Date _ ->
                Long.BYTES;
          };
    }
    return bytes;
  }
}
