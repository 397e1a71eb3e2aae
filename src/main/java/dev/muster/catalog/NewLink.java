package dev.muster.catalog;

/// A one-time link that was just made.
///
/// @param kept what the catalog keeps of it
/// @param secret the link itself; told this once
public record NewLink(OneTimeLink kept, String secret) {

  /// Without the secret, so that it ends up in no log.
  @Override
  public String toString() {
    return "NewLink[" + kept.id() + "]";
  }
}
