package dev.muster.embedded;

import dev.muster.catalog.AuditEntry;
import java.util.List;
import java.util.Optional;

/// A part of the audit log.
///
/// @param items the latest first
/// @param next where the next part begins; empty if this is the last
public record AuditPage(List<Item> items, Optional<String> next) {

  /// An entry with its id.
  ///
  /// @param id `17.0`: of which commit, and the how manieth of it
  public record Item(String id, AuditEntry entry) {}

  /// Copies the list.
  public AuditPage {
    items = List.copyOf(items);
  }
}
