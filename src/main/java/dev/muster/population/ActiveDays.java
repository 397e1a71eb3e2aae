package dev.muster.population;

import java.util.Arrays;

/// On how many days users were active.
public interface ActiveDays {

  /// Nobody ever was.
  ActiveDays NONE =
      new ActiveDays() {
        @Override
        public int of(int ordinal, long firstDay, long lastDay) {
          return 0;
        }

        @Override
        public void ofBlock(int block, long firstDay, long lastDay, byte[] into) {
          Arrays.fill(into, (byte) 0);
        }
      };

  /// On how many days a user was active.
  ///
  /// @param firstDay counted from 1970-01-01
  /// @param lastDay at most 126 days later
  int of(int ordinal, long firstDay, long lastDay);

  /// The same for each user of a block.
  ///
  /// @param into a number a row; overwritten
  void ofBlock(int block, long firstDay, long lastDay, byte[] into);
}
