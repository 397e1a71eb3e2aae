package dev.muster.population;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Lets readers of a block see each user's update whole, without a lock (a sequence lock): the
/// version is odd while a row is being changed. The rows that were changed last are remembered, so
/// that a scan need only look at those again.
final class BlockVersion {

  /// How many changes are remembered; a power of two.
  private static final int REMEMBERED = 256;

  private static final VarHandle VERSION;

  static {
    try {
      VERSION = MethodHandles.lookup().findVarHandle(BlockVersion.class, "version", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final int[] changed = new int[REMEMBERED];

  @SuppressWarnings("unused")
  private volatile long version;

  /// The writer is about to change a row.
  void begin(int row) {
    long now = (long) VERSION.get(this);
    changed[(int) (now >> 1) & (REMEMBERED - 1)] = row;
    VERSION.setVolatile(this, now + 1);
    // No change of the row may be seen before the version that announces it.
    VarHandle.storeStoreFence();
  }

  /// The row is whole again.
  void end() {
    VERSION.setRelease(this, (long) VERSION.get(this) + 1);
  }

  /// Runs a test of one row until it has seen the row whole.
  boolean holds(IntPredicate test, int ordinal) {
    while (true) {
      long before = stable();
      boolean holds = test.test(ordinal);
      if (isStill(before)) {
        return holds;
      }
    }
  }

  /// The version once no row is being changed.
  long stable() {
    for (int spins = 0; ; spins++) {
      long now = (long) VERSION.getAcquire(this);
      if ((now & 1) == 0) {
        return now;
      }
      if (spins > 1_000) {
        LockSupport.parkNanos(1_000);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  /// Whether nothing has changed since [#stable].
  boolean isStill(long before) {
    VarHandle.loadLoadFence();
    return (long) VERSION.getAcquire(this) == before;
  }

  /// The rows that were changed since [#stable], each maybe several times.
  ///
  /// @return null if they are too many to be remembered
  int @Nullable [] changedSince(long before) {
    VarHandle.loadLoadFence();
    long now = (long) VERSION.getAcquire(this);
    long first = before >> 1;
    long last = (now + 1) >> 1;
    if (last - first > REMEMBERED / 2) {
      return null;
    }
    int[] rows = new int[(int) (last - first)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = changed[(int) (first + i) & (REMEMBERED - 1)];
    }
    VarHandle.loadLoadFence();
    long after = (long) VERSION.getAcquire(this);
    // The one that comes next may be noted already, in the place of the first.
    return ((after + 1) >> 1) - first >= REMEMBERED ? null : rows;
  }
}
