package dev.muster.outgoing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The users of an environment who have changed and were not looked at since. The log's writer puts
/// them in, which costs it next to nothing; the watch takes them out.
final class DirtyUsers {

  /// So many wait one by one; of more, all users are looked at.
  static final int MAX = 1 << 16;

  private static final byte CLEAN = 0;

  /// Waits to be looked at.
  private static final byte WAITING = 1;

  /// Is being looked at.
  private static final byte TAKEN = 2;

  private static final int BLOCK = 1 << 16;
  private static final VarHandle STATE = MethodHandles.arrayElementVarHandle(byte[].class);

  private volatile byte[][] states = new byte[0][];
  private final int[] queue = new int[MAX];
  private final AtomicLong put = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicInteger full = new AtomicInteger();

  // ---- for the writer

  /// A user has changed.
  void changed(int ordinal) {
    byte[] block = block(ordinal);
    if ((byte) STATE.getAndSet(block, ordinal % BLOCK, WAITING) == WAITING) {
      return;
    }
    long at = put.get();
    if (at - taken.get() == MAX) {
      STATE.setVolatile(block, ordinal % BLOCK, CLEAN);
      all();
      return;
    }
    queue[(int) (at % MAX)] = ordinal;
    put.setRelease(at + 1);
  }

  /// Many have, or it is not known who.
  void all() {
    full.set(1);
  }

  /// Whether a user has changed and not been looked at since, and few have.
  boolean waitsAmongFew(int ordinal, int few) {
    byte[][] now = states;
    int block = ordinal / BLOCK;
    return ordinal >= 0
        && block < now.length
        && (byte) STATE.getVolatile(now[block], ordinal % BLOCK) != CLEAN
        && put.get() - taken.get() < few;
  }

  private byte[] block(int ordinal) {
    int block = ordinal / BLOCK;
    byte[][] now = states;
    if (block >= now.length) {
      byte[][] more = Arrays.copyOf(now, block + 1);
      for (int i = now.length; i < more.length; i++) {
        more[i] = new byte[BLOCK];
      }
      states = more;
      return more[block];
    }
    return now[block];
  }

  // ---- for the watch

  boolean isEmpty() {
    return put.get() == taken.get() && full.get() == 0;
  }

  int size() {
    return (int) (put.get() - taken.get());
  }

  /// Whether all users are to be looked at; asked once.
  boolean takeAll() {
    return full.getAndSet(0) == 1;
  }

  /// Takes out some.
  ///
  /// @return their ordinals
  int[] take(int most) {
    long from = taken.get();
    int count = (int) Math.min(most, put.getAcquire() - from);
    int[] ordinals = new int[count];
    byte[][] now = states;
    for (int i = 0; i < count; i++) {
      ordinals[i] = queue[(int) ((from + i) % MAX)];
      STATE.setVolatile(now[ordinals[i] / BLOCK], ordinals[i] % BLOCK, TAKEN);
    }
    taken.set(from + count);
    return ordinals;
  }

  /// They have been looked at; those who have changed meanwhile wait again.
  void done(int[] ordinals) {
    byte[][] now = states;
    for (int ordinal : ordinals) {
      boolean _ = STATE.compareAndSet(now[ordinal / BLOCK], ordinal % BLOCK, TAKEN, CLEAN);
    }
  }
}
