package dev.muster.outgoing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// One attempt to tell a webhook that a user entered or left a segment.
///
/// @param messageId the same for each attempt of a message
/// @param segment the segment's key
/// @param user the identifier; empty if the user was erased since
/// @param entered false: left
/// @param changedAt when the user was found to have
/// @param at when the attempt began
/// @param state `delivered`, `failed` or `given-up`
/// @param status what HTTP answered
/// @param trouble why it failed; empty if it did not
/// @param number 1 for the first attempt of the message
/// @param nextAt when the next one was to be
public record WebhookAttempt(
    String messageId,
    String segment,
    Optional<String> user,
    boolean entered,
    Instant changedAt,
    Instant at,
    String state,
    OptionalInt status,
    String trouble,
    Duration took,
    int number,
    Optional<Instant> nextAt) {}
