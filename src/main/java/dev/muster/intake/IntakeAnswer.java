package dev.muster.intake;

import dev.muster.intake.Delivery.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a sender is told.
public sealed interface IntakeAnswer {

  /// No endpoint has this token.
  record UnknownEndpoint() implements IntakeAnswer {}

  /// The sender wants to know whether somebody is there, before it sends anything.
  ///
  /// @param text what it is to be told again
  record Challenge(String text) implements IntakeAnswer {}

  /// What became of the only object, or of a body that was refused whole.
  record Single(Result result) implements IntakeAnswer {}

  /// What became of each object of an array, in order.
  record Batch(List<Result> results) implements IntakeAnswer {
    /// Copies the list.
    public Batch {
      results = List.copyOf(results);
    }
  }

  /// Not looked at and not recorded, since too many came; to be sent again later.
  record Limited(Passage.Closed passage) implements IntakeAnswer {}

  /// Not taken, or not all of it; to be sent again.
  ///
  /// @param why in words
  record Unavailable(String why) implements IntakeAnswer {}

  /// What became of one object.
  sealed interface Result {

    /// What it says is durable and visible, or there was nothing to do: it is of a kind that is not
    /// taken, was taken before, or is older than what is known.
    ///
    /// @param deliveryId names the delivery
    /// @param outcome anything but rejected
    /// @param user whom it was about; empty where nobody looked
    /// @param updated how many attributes it changed, clearing included
    /// @param rejected the properties that were refused
    record Taken(
        String deliveryId,
        Outcome outcome,
        Optional<String> user,
        int updated,
        List<RejectedProperty> rejected)
        implements Result {
      /// Copies the list.
      public Taken {
        rejected = List.copyOf(rejected);
      }
    }

    /// Nothing was taken of it.
    ///
    /// @param deliveryId names the delivery that says so; empty if it could not be recorded
    /// @param user whom it was about, as far as that was understood
    /// @param refusal why
    /// @param title the kind of refusal in a few words
    /// @param byteOffset where malformed JSON stops being JSON, in bytes from 0
    /// @param rejected the properties that were refused
    record Refused(
        Optional<String> deliveryId,
        Optional<String> user,
        Refusal refusal,
        String title,
        OptionalInt byteOffset,
        List<RejectedProperty> rejected)
        implements Result {
      /// Copies the list.
      public Refused {
        rejected = List.copyOf(rejected);
      }
    }
  }
}
