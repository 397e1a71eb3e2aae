package dev.muster.intake;

import dev.muster.catalog.Rate;
import java.util.List;
import java.util.Locale;

/// Whether a request may come in now, by how many came before it.
public sealed interface Passage {

  /// What is limited.
  enum Limit {
    /// All requests to an endpoint.
    ENDPOINT,
    /// Those of one address to an endpoint.
    SOURCE,
    /// Those of one address to an endpoint that are not proved to be the sender's.
    REFUSED;

    /// Its name in JSON and in header fields.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How much of a limit is left.
  ///
  /// @param left how many requests may come at once now
  /// @param resetSeconds until the limit is as if nothing had come; where nothing is left, until
  ///   the next request may; rounded up
  record Standing(Limit limit, Rate rate, long left, long resetSeconds) {}

  /// It may.
  ///
  /// @param standings of each limit that counted it; empty where none does
  record Open(List<Standing> standings) implements Passage {
    /// Where nothing is limited.
    static final Open FREE = new Open(List.of());

    /// Copies the list.
    public Open {
      standings = List.copyOf(standings);
    }
  }

  /// It may not, and nothing of it is looked at or recorded.
  ///
  /// @param by the limit that it is beyond
  record Closed(Standing by) implements Passage {}
}
