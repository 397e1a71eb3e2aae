package dev.muster.pageload;

import dev.muster.pageload.ActivityBatch.Load;
import dev.muster.population.UserId;

/// Where page loads of known users are noted.
public interface ActivityJournal {

  /// Takes a page load. Returns at once, never throws for want of room, and may forget it rather
  /// than delay an answer.
  ///
  /// @param environmentId where
  /// @param user known there
  void seen(int environmentId, UserId user, Load load);
}
