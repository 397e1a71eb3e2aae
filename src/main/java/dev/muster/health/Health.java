package dev.muster.health;

import java.util.List;
import java.util.Locale;

/// How an integration is.
///
/// @param words the verdict and its reason, in one sentence or two
/// @param findings what is found, the worst first
public record Health(State state, String words, List<HealthFinding> findings) {

  /// Copies the list.
  public Health {
    findings = List.copyOf(findings);
  }

  /// The verdict.
  public enum State {
    /// Nothing came yet.
    NEW,
    /// It comes and is taken, as usual.
    OK,
    /// It comes, and something about it has changed.
    CHANGED,
    /// Nothing came for much longer than usual.
    QUIET,
    /// Most of the latest is refused.
    FAILING;

    /// Its name in JSON.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
