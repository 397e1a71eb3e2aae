package dev.muster.catalog;

import java.util.Optional;

/// What is sent to use a one-time link.
///
/// @param email whose account it becomes; for [OneTimeLink.Kind#SET_UP]
/// @param name theirs; needed for [OneTimeLink.Kind#SET_UP], else what the person is called stays
/// @param password in the clear; kept as a hash only
public record LinkForm(Optional<String> email, Optional<String> name, String password) {

  /// Without the password, so that it ends up in no log.
  @Override
  public String toString() {
    return "LinkForm[]";
  }
}
