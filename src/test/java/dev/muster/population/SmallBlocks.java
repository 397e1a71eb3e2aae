package dev.muster.population;

/// Populations with few users a block, so that a test of some hundred users has many blocks.
public final class SmallBlocks {

  private SmallBlocks() {}

  /// A population of 64 users a block.
  public static Population population() {
    return new Population(64);
  }
}
