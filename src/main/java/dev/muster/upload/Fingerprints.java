package dev.muster.upload;

import dev.muster.population.UserId;

/// Remembers users by 64 bits of a hash each, at 8 to 16 bytes a user: of ten million users, two
/// have the same about once in 350,000 files. For one thread.
final class Fingerprints {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private long[] slots = new long[1 << 12];
  private int count;

  /// Adds a user.
  ///
  /// @return whether the user is not there yet
  boolean add(UserId user) {
    if (2L * (count + 1) > slots.length) {
      grow();
    }
    boolean isNew = put(slots, of(user));
    count += isNew ? 1 : 0;
    return isNew;
  }

  private void grow() {
    long[] more = new long[2 * slots.length];
    for (long fingerprint : slots) {
      if (fingerprint != 0) {
        boolean _ = put(more, fingerprint);
      }
    }
    slots = more;
  }

  private static boolean put(long[] slots, long fingerprint) {
    int mask = slots.length - 1;
    int slot = (int) (fingerprint >>> 32) & mask;
    while (slots[slot] != 0) {
      if (slots[slot] == fingerprint) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = fingerprint;
    return true;
  }

  /// FNV-1a, with the finalizer of MurmurHash3 to spread it; never 0, which is an empty slot.
  static long of(UserId user) {
    long hash = FNV_OFFSET;
    for (byte one : user.utf8()) {
      hash = (hash ^ (one & 0xFF)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
