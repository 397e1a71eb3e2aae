package dev.muster.upload.schedule;

import java.time.Instant;
import java.util.Optional;

/// What is known of the looks of a schedule since the server's start.
///
/// @param isLooking whether it is looked at this moment
/// @param lastAt when the last look ended
/// @param nextAt when it is looked next
/// @param taken how many files the last look has taken
/// @param trouble what went wrong at the last look, as a sentence
public record LookState(
    boolean isLooking,
    Optional<Instant> lastAt,
    Instant nextAt,
    int taken,
    Optional<String> trouble) {}
