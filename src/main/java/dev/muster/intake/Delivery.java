package dev.muster.intake;

import dev.muster.population.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One call of a sender (or one object of a batch) and what became of it. The update that it
/// carries is stored in the same record of the log, so neither exists without the other.
///
/// @param at when it arrived, to the millisecond
/// @param environmentId where to
/// @param integrationId through which integration; one per installation, never used again
/// @param outcome what became of it
/// @param update what it changes; there exactly if it was accepted, whole or in part
/// @param user the identifier as far as it was understood, also of a rejected delivery
/// @param rejected the properties that were refused
/// @param refusal why the whole delivery was rejected; empty unless it was
/// @param bytes the size of the body (of the object's share of a batch), in bytes
/// @param source the address that it came from, as text
/// @param replayOf the delivery whose payload was taken once more; empty unless it was
/// @param event what the sender says of the event that it tells of
public record Delivery(
    Instant at,
    int environmentId,
    int integrationId,
    Outcome outcome,
    Optional<Update> update,
    Optional<String> user,
    List<RejectedProperty> rejected,
    Optional<Refusal> refusal,
    int bytes,
    String source,
    Optional<String> replayOf,
    Event event) {

  /// What a sender says of an event, where its integration says where to look.
  ///
  /// @param id the sender's own name of the delivery, the same each time it is sent
  /// @param type what kind of event it is
  /// @param happenedMillis when it happened, in epoch milliseconds
  public record Event(Optional<String> id, Optional<String> type, OptionalLong happenedMillis) {

    /// Nothing is said.
    public static final Event NONE =
        new Event(Optional.empty(), Optional.empty(), OptionalLong.empty());
  }

  /// Why a whole delivery was rejected.
  ///
  /// @param status the HTTP status of the answer, 400 to 499
  /// @param code the end of the problem's type, such as `identifier-missing`
  /// @param detail what was wrong, where, and what to do
  public record Refusal(int status, String code, String detail) {}

  /// Copies the list.
  public Delivery {
    rejected = List.copyOf(rejected);
  }

  /// A delivery that a sender sent.
  public Delivery(
      Instant at,
      int environmentId,
      int integrationId,
      Outcome outcome,
      Optional<Update> update,
      Optional<String> user,
      List<RejectedProperty> rejected,
      Optional<Refusal> refusal,
      int bytes,
      String source) {
    this(
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
        Optional.empty(),
        Event.NONE);
  }

  /// The same with another end: it changes nothing.
  public Delivery without(Outcome instead) {
    return new Delivery(
        at,
        environmentId,
        integrationId,
        instead,
        Optional.empty(),
        user,
        rejected,
        refusal,
        bytes,
        source,
        replayOf,
        event);
  }

  /// The same, of which only a part is taken.
  ///
  /// @param less what is left of its update
  /// @param refused the properties that are refused now, too
  public Delivery partly(Update less, List<RejectedProperty> refused) {
    List<RejectedProperty> all = new ArrayList<>(rejected);
    all.addAll(refused);
    return new Delivery(
        at,
        environmentId,
        integrationId,
        Outcome.PARTIAL,
        Optional.of(less),
        user,
        all,
        refusal,
        bytes,
        source,
        replayOf,
        event);
  }
}
