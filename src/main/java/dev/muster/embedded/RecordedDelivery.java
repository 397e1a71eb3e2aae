package dev.muster.embedded;

import dev.muster.intake.Delivery;

/// A delivery that is in the log.
///
/// @param id names it; as answered to its sender
/// @param delivery what came and what became of it
public record RecordedDelivery(String id, Delivery delivery) {}
