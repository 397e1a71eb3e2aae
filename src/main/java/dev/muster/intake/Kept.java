package dev.muster.intake;

/// What was kept of a delivery, to be taken once more.
///
/// @param payload as JSON; must not be changed any more
/// @param whole whether it is all that was sent, and not one object of it
/// @param event what was said of its event then
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Kept(byte[] payload, boolean whole, Delivery.Event event) {}
