package dev.muster.embedded;

import dev.muster.intake.Delivery;
import dev.muster.intake.DeliveryCodec;
import dev.muster.intake.Journal.Confirmation;
import dev.muster.intake.Payload;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import dev.muster.storage.KeptBytes;
import dev.muster.storage.LogEntry;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.UnwritableRecordException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A delivery on its way into the log. Its record begins with how far back the user's and the
/// chain's previous deliveries are, so that both can be read newest first without an index.
final class DeliveryEntry implements LogEntry {

  private final EngineState state;
  private final DeliveryFeed feed;
  private final UserFeed users;
  private final Optional<Payload> payload;
  private final Confirmation confirmation;
  private final @Nullable Population population;
  private final @Nullable UserId user;
  private final OptionalLong senderKey;
  private final int bytesMax;

  /// As it came, and from [#write] on as what it turned out to be.
  private Delivery delivery;

  private ChainHeads.@Nullable Head head;

  DeliveryEntry(
      EngineState state,
      DeliveryFeed feed,
      UserFeed users,
      Delivery delivery,
      Optional<Payload> payload,
      Confirmation confirmation) {
    this.state = state;
    this.feed = feed;
    this.users = users;
    this.bytesMax =
        BackPointers.BYTES_MAX + DeliveryCodec.bytesMax(delivery) + EventOrder.bytesMax(delivery);
    this.delivery = delivery;
    this.senderKey = SenderIds.key(delivery);
    this.payload = payload;
    this.confirmation = confirmation;
    this.population = state.populations().get(delivery.environmentId());
    this.user = userOf(delivery);
  }

  @Override
  public int kind() {
    return RecordKind.DELIVERY.number();
  }

  @Override
  public int bytesMax() {
    return bytesMax;
  }

  @Override
  public void write(RecordBuffer out, long position) {
    delivery = state.order().decide(delivery, senderKey);
    ChainHeads.Head chain =
        state
            .heads()
            .head(
                new Chain(delivery.environmentId(), delivery.integrationId(), delivery.outcome()));
    long previousOfUser = ChainHeads.NONE;
    if (population != null && user != null) {
      previousOfUser = state.tentative().previous(delivery.environmentId(), user, population);
    }
    BackPointers.write(out, position, previousOfUser, chain.tentative());
    DeliveryCodec.write(delivery, out);
    // Only now: what cannot be written must leave no trace for those after it in the group.
    if (user != null && (delivery.update().isPresent() || previousOfUser != ChainHeads.NONE)) {
      // Nobody becomes known by what was refused.
      state.tentative().note(delivery.environmentId(), user, position);
    }
    state.order().note(delivery, senderKey);
    chain.note(position);
    head = chain;
  }

  @Override
  public void committed(long position) {
    state.tentative().clear();
    state.order().clear();
    state.applyDelivery(delivery, senderKey, position);
    payload.ifPresent(one -> state.payloads().keep(label(one, position), one.bytes()));
    feed.tell(delivery, position);
    delivery.update().ifPresent(update -> users.tell(delivery.environmentId(), update.user()));
    confirmation.recorded(DeliveryIds.of(position), delivery);
  }

  @Override
  public void refused(IOException why) {
    if (!(why instanceof UnwritableRecordException)) {
      // The group is lost, not this one alone.
      state.tentative().clear();
      state.order().clear();
      if (head != null) {
        head.forget();
      }
    }
    payload.ifPresent(one -> state.payloads().release(one.bytes().length));
    confirmation.unavailable(Unavailability.words(why));
  }

  private KeptBytes.Label label(Payload kept, long position) {
    return new KeptBytes.Label(
        position,
        delivery.at(),
        delivery.environmentId(),
        delivery.integrationId(),
        user == null ? new byte[0] : user.utf8(),
        kept.truncated(),
        kept.whole());
  }

  /// The user a delivery belongs to, where it says one that could be one.
  static @Nullable UserId userOf(Delivery delivery) {
    if (delivery.update().isPresent()) {
      return delivery.update().get().user();
    }
    Optional<String> named = delivery.user();
    return named.flatMap(UserId::tryOf).orElse(null);
  }
}
