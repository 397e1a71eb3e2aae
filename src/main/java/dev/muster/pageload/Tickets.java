package dev.muster.pageload;

import dev.muster.catalog.SecretBox;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Gives out tickets, and says what they are good for. Thread-safe.
public final class Tickets {

  private static final String PURPOSE = "event stream";

  private final SecretBox box;
  private final IntFunction<@Nullable LiveEnvironment> environments;

  /// @param environments those that there are now, by id
  Tickets(SecretBox box, IntFunction<@Nullable LiveEnvironment> environments) {
    this.box = box;
    this.environments = environments;
  }

  /// A ticket for the user whom somebody may ask about.
  public Ticket give(Admission.Granted granted, Instant now) {
    return Ticket.of(granted, now);
  }

  /// The ticket as it is given out: it can neither be read nor be made by anybody else.
  public String closed(Ticket ticket) {
    return box.closeAlike(PURPOSE, ticket.text());
  }

  /// Takes a ticket back.
  ///
  /// @return empty if it is none, or too old, or what it came with is not good any more
  public Optional<Ticket> open(String closed, Instant now) {
    return box.open(PURPOSE, closed)
        .flatMap(Ticket::read)
        .filter(ticket -> !ticket.isOld(now) && isGood(ticket));
  }

  /// Whether what a ticket came with is good still: the environment, its client key, and the secret
  /// that proved the user.
  public boolean isGood(Ticket ticket) {
    LiveEnvironment environment = environments.apply(ticket.environmentId());
    return environment != null
        && environment.selectors().contains(ticket.selector())
        && environment.proofs().stillProved(ticket.secretId());
  }

  /// Whether pages of an origin may use it.
  ///
  /// @param origin null where no page of another origin asks
  public boolean allows(Ticket ticket, @Nullable String origin) {
    LiveEnvironment environment = environments.apply(ticket.environmentId());
    return environment != null && (origin == null || environment.allows(origin));
  }

  /// What changes whenever something changes that the ticket tells of: what is live, or the user.
  /// Nothing can be read from it. To be asked before what it stands for is looked at.
  public String state(Ticket ticket) {
    LiveEnvironment environment = environments.apply(ticket.environmentId());
    return environment == null ? "" : environment.stateOf(ticket.user());
  }
}
