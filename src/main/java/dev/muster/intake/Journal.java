package dev.muster.intake;

import java.util.Optional;

/// Where deliveries are made durable and visible, in the order in which they are submitted by one
/// thread. The embedded engine is one; a cluster is another.
public interface Journal {

  /// Takes a delivery. Returns at once; never blocks, never throws for want of room.
  ///
  /// @param payload what was sent, if it is to be kept for a while beside the delivery; that it is
  ///   kept is wished for, not promised
  /// @param confirmation called exactly once, on a thread that must not be held up
  void submit(Delivery delivery, Optional<Payload> payload, Confirmation confirmation);

  /// The same without a payload.
  default void submit(Delivery delivery, Confirmation confirmation) {
    submit(delivery, Optional.empty(), confirmation);
  }

  /// What became of a submitted delivery.
  interface Confirmation {

    /// It is durable, and readers see what it changed.
    ///
    /// @param deliveryId names it from now on; URL-safe
    /// @param as what became of it: by then the same may have been taken already, or something
    ///   newer
    void recorded(String deliveryId, Delivery as);

    /// It was not taken and has changed nothing: the sender should send it again.
    ///
    /// @param why in words, without secrets: the queue is full, the disk is full, the log has
    ///   failed
    void unavailable(String why);
  }
}
