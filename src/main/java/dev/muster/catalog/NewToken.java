package dev.muster.catalog;

/// A token that was just given out.
///
/// @param kept what the catalog keeps of it
/// @param secret what its holder shows; told this once
public record NewToken(Token kept, String secret) {

  /// Without the secret, so that it ends up in no log.
  @Override
  public String toString() {
    return "NewToken[" + kept.id() + "]";
  }
}
