package dev.muster.catalog;

/// A token that was just given out.
///
/// @param kept what the catalog keeps of it
/// @param token the token itself; told this once
public record NewToken(ApiToken kept, String token) {

  /// Without the token, so that it ends up in no log.
  @Override
  public String toString() {
    return "NewToken[" + kept.id() + "]";
  }
}
