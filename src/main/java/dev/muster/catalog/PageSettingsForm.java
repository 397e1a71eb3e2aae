package dev.muster.catalog;

import java.util.List;
import java.util.Optional;

/// What is sent to change the settings of pages.
///
/// @param identifier [PageSettings#identifier]
/// @param waitMillis [PageSettings#waitMillis]
/// @param anonymous [PageSettings#anonymous]
/// @param hashing whether identifiers are kept hashed only
/// @param salt for the hash; empty: as it was, or a new one
/// @param visible the attributes whose values pages get, as conditions name them: `crm.plan`
/// @param applicationUrl [PageSettings#applicationUrl]
public record PageSettingsForm(
    IdentifierSource identifier,
    int waitMillis,
    boolean anonymous,
    boolean hashing,
    Optional<String> salt,
    List<String> visible,
    Optional<String> applicationUrl) {

  /// Copies the list.
  public PageSettingsForm {
    visible = List.copyOf(visible);
  }
}
