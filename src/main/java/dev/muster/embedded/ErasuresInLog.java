package dev.muster.embedded;

import dev.muster.population.UserId;
import dev.muster.storage.LoggedErasures;
import dev.muster.storage.RecordReader;
import java.util.Optional;

/// Whom records of an engine's log erase.
public final class ErasuresInLog implements LoggedErasures {

  /// @throws IllegalStateException if the record is of a newer form
  @Override
  public Optional<Erased> of(int kind, RecordReader bytes) {
    if (kind != RecordKind.ERASURE.number()) {
      return Optional.empty();
    }
    ErasureEntry.Erased erased = ErasureEntry.read(bytes);
    return Optional.of(
        new Erased(erased.environmentId(), erased.users().stream().map(UserId::utf8).toList()));
  }
}
