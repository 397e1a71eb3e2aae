package dev.muster.outgoing;

import java.time.Instant;
import java.util.Optional;

/// How a webhook is.
///
/// @param waiting messages that are to be sent, or sent again
/// @param sent messages that its target took, since it was made or enabled
/// @param failed attempts that failed, since then
/// @param givenUp messages that are not tried any more, since then
/// @param failingSince since when no message has got through, where one has failed
/// @param trouble why the latest attempt failed; empty if it did not
/// @param pausedUntil until when nothing is sent, as the target fails
public record WebhookStatus(
    long waiting,
    long sent,
    long failed,
    long givenUp,
    Optional<Instant> failingSince,
    String trouble,
    Optional<Instant> pausedUntil) {

  /// Of one that tells nothing.
  public static final WebhookStatus IDLE =
      new WebhookStatus(0, 0, 0, 0, Optional.empty(), "", Optional.empty());
}
