package dev.muster.intake;

import dev.muster.population.Update;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One call of a sender (or one object of a batch) and what became of it. The update that it
/// carries is stored in the same record of the log, so neither exists without the other.
///
/// @param at when it arrived, to the millisecond
/// @param environmentId where to
/// @param integrationId through which integration; one per installation, never used again
/// @param outcome what became of it
/// @param update what it changes; empty exactly if it was rejected
/// @param user the identifier as far as it was understood, also of a rejected delivery
/// @param rejected the properties that were refused
/// @param refusal why the whole delivery was rejected; empty unless it was
/// @param bytes the size of the body (of the object's share of a batch), in bytes
/// @param source the address that it came from, as text
/// @param replayOf the delivery whose payload was taken once more; empty unless it was
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
    Optional<String> replayOf) {

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
        Optional.empty());
  }
}
