package dev.muster.catalog;

/// A session that has just begun.
///
/// @param kept what the catalog keeps of it
/// @param person whose it is
/// @param key by which it is known from now on; told this once
public record NewSession(Session kept, Person person, String key) {

  /// Without the key, so that it ends up in no log.
  @Override
  public String toString() {
    return "NewSession[" + kept.id() + "]";
  }
}
