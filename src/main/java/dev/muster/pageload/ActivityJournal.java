package dev.muster.pageload;

import dev.muster.population.UserId;

/// Where page loads of known users are noted, for first and last seen and sessions.
public interface ActivityJournal {

  /// Takes a page load. Returns at once, never throws for want of room, and may forget it rather
  /// than delay an answer.
  ///
  /// @param environmentId where
  /// @param user known there
  /// @param atMillis when, in epoch milliseconds
  void seen(int environmentId, UserId user, long atMillis);
}
