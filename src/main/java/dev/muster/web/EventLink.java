package dev.muster.web;

import dev.muster.pageload.Admission;
import dev.muster.pageload.Ticket;
import dev.muster.pageload.Tickets;
import java.time.Instant;

/// Where clients are told of the changes of their user.
///
/// @param tickets with which they are let in there
record EventLink(Tickets tickets) {

  /// A URL without an identifier in it. The state in it is as of now: if it is another when the
  /// client comes, it is told at once.
  String of(Exchange exchange, Admission.Granted granted, Instant now) {
    Ticket ticket = tickets.give(granted, now);
    return of(exchange, ticket, tickets.state(ticket));
  }

  /// @param state [Tickets#state], before the user was evaluated
  String of(Exchange exchange, Ticket ticket, String state) {
    return exchange.base()
        + EventStreams.PATH
        + "?token="
        + tickets.closed(ticket)
        + "&at="
        + state;
  }
}
