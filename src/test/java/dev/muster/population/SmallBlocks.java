package dev.muster.population;

import java.util.OptionalLong;

/// Populations with few users a block, so that a test of some hundred users has many blocks.
public final class SmallBlocks {

  private SmallBlocks() {}

  /// A population of 64 users a block.
  public static Population population() {
    return new Population(64);
  }

  /// Notes one page load, as a record of the log does.
  ///
  /// @param position of the record
  public static void seen(Population population, UserId user, long atMillis, long position) {
    int ordinal = population.ordinalOf(user);
    boolean begins = population.beginsSession(ordinal, OptionalLong.empty(), atMillis);
    population.seen(ordinal, new Population.Seen(atMillis, atMillis, 1, begins ? 1 : 0), position);
  }
}
