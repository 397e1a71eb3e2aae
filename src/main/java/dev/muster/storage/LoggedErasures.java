package dev.muster.storage;

import java.util.List;
import java.util.Optional;

/// Says whom a record of the log erases. The storage does not know what records say.
@FunctionalInterface
public interface LoggedErasures {

  /// Users of whom nothing from before their record may be left.
  ///
  /// @param environmentId whose
  /// @param users as UTF-8
  record Erased(int environmentId, List<byte[]> users) {}

  /// Whom a record erases; empty if it is another record.
  ///
  /// @param bytes valid only during the call
  Optional<Erased> of(int kind, RecordReader bytes);
}
