package dev.muster.population;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// From an identifier to its ordinal: open addressing in shards, so that growing is done a shard at
/// a time and holds no update up for long. One thread adds; readers do not wait.
final class UserIndex {

  private static final int SHARDS = 1024;
  private static final int SLOTS_LEAST = 8;
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle SHARD = MethodHandles.arrayElementVarHandle(int[][].class);

  private final UserIds ids;
  private final int[][] shards = new int[SHARDS][SLOTS_LEAST];
  private final int[] counts = new int[SHARDS];

  UserIndex(UserIds ids) {
    this.ids = ids;
  }

  /// The ordinal of a user, or -1 if it is not known.
  int find(byte[] id, int hash) {
    int[] slots = (int[]) SHARD.getAcquire(shards, shard(hash));
    int mask = slots.length - 1;
    for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
      int ordinal = (int) SLOT.getAcquire(slots, slot) - 1;
      if (ordinal < 0 || ids.is(ordinal, id)) {
        return ordinal;
      }
    }
  }

  /// Adds a user that is in the identifiers and not yet here.
  void add(int ordinal, int hash) {
    int shard = shard(hash);
    int[] slots = shards[shard];
    if (3 * (counts[shard] + 1) > 2 * slots.length) {
      slots = rebuilt(shard, slots);
    }
    insert(slots, ordinal + 1, hash);
    counts[shard]++;
  }

  /// Fills an empty index with all users of an image, on all cores. The users are first put in the
  /// order of their shards, so that each shard is filled while it is in the processor's cache.
  ///
  /// @param hashes of the identifiers, by ordinal
  /// @param erased tells the ordinals of those who are not to be found any more
  void fill(int[] hashes, IntPredicate erased) {
    int[] starts = new int[SHARDS + 1];
    for (int ordinal = 0; ordinal < hashes.length; ordinal++) {
      if (!erased.test(ordinal)) {
        starts[shard(hashes[ordinal]) + 1]++;
      }
    }
    for (int shard = 0; shard < SHARDS; shard++) {
      starts[shard + 1] += starts[shard];
    }
    int[] ordinals = new int[starts[SHARDS]];
    int[] next = Arrays.copyOf(starts, SHARDS);
    for (int ordinal = 0; ordinal < hashes.length; ordinal++) {
      if (!erased.test(ordinal)) {
        ordinals[next[shard(hashes[ordinal])]++] = ordinal;
      }
    }
    IntStream.range(0, SHARDS)
        .parallel()
        .forEach(shard -> {
          int count = starts[shard + 1] - starts[shard];
          int[] slots = new int[slotsFor(count)];
          for (int i = starts[shard]; i < starts[shard + 1]; i++) {
            insert(slots, ordinals[i] + 1, hashes[ordinals[i]]);
          }
          counts[shard] = count;
          SHARD.setRelease(shards, shard, slots);
        });
  }

  /// As many slots as [#add] would have come to.
  private static int slotsFor(int count) {
    int slots = SLOTS_LEAST;
    while (3L * count > 2L * slots) {
      slots *= 2;
    }
    return slots;
  }

  /// Makes room, first of all by leaving out those who were erased.
  private int[] rebuilt(int shard, int[] slots) {
    int live = 0;
    for (int slot : slots) {
      if (slot != 0 && !ids.hasErasedBytes(slot - 1)) {
        live++;
      }
    }
    int[] roomy = new int[2 * (live + 1) > slots.length ? 2 * slots.length : slots.length];
    for (int slot : slots) {
      if (slot != 0 && !ids.hasErasedBytes(slot - 1)) {
        insert(roomy, slot, ids.hash(slot - 1));
      }
    }
    counts[shard] = live;
    SHARD.setRelease(shards, shard, roomy);
    return roomy;
  }

  private static int shard(int hash) {
    return hash >>> 22;
  }

  private static void insert(int[] slots, int entry, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    SLOT.setRelease(slots, slot, entry);
  }

  long memory() {
    long memory = 8L * SHARDS;
    for (int[] slots : shards) {
      memory += 16 + 4L * slots.length;
    }
    return memory;
  }
}
