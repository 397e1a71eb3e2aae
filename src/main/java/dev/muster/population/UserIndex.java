package dev.muster.population;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// From an identifier to its ordinal: open addressing in shards, so that growing is done a shard at
/// a time and holds no update up for long. One thread adds; readers do not wait.
///
/// A shard is one array: its slots, and behind them a byte of the hash for each. Of a user who is
/// not known, or in a slot of somebody else, that byte tells so nearly always; to compare the
/// identifiers would be to wait for memory twice a slot, with millions of users.
final class UserIndex {

  private static final int SHARDS = 1024;
  private static final int SLOTS_LEAST = 8;
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle SHARD = MethodHandles.arrayElementVarHandle(int[][].class);

  private final UserIds ids;
  private final int[][] shards = new int[SHARDS][];
  private final int[] counts = new int[SHARDS];

  UserIndex(UserIds ids) {
    this.ids = ids;
    Arrays.setAll(shards, _ -> shardOf(SLOTS_LEAST));
  }

  /// The ordinal of a user, or -1 if it is not known.
  int find(byte[] id, int hash) {
    int[] shard = (int[]) SHARD.getAcquire(shards, shard(hash));
    int slots = slots(shard);
    int tag = tag(hash);
    for (int slot = hash & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      int ordinal = (int) SLOT.getAcquire(shard, slot) - 1;
      if (ordinal < 0 || (tagAt(shard, slots, slot) == tag && ids.is(ordinal, id))) {
        return ordinal;
      }
    }
  }

  /// Adds a user that is in the identifiers and not yet here.
  void add(int ordinal, int hash) {
    int shard = shard(hash);
    int[] entries = shards[shard];
    if (3 * (counts[shard] + 1) > 2 * slots(entries)) {
      entries = rebuilt(shard, entries);
    }
    insert(entries, ordinal + 1, hash);
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
          int[] entries = shardOf(slotsFor(count));
          for (int i = starts[shard]; i < starts[shard + 1]; i++) {
            insert(entries, ordinals[i] + 1, hashes[ordinals[i]]);
          }
          counts[shard] = count;
          SHARD.setRelease(shards, shard, entries);
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
  private int[] rebuilt(int shard, int[] entries) {
    int slots = slots(entries);
    int live = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (entries[slot] != 0 && !ids.hasErasedBytes(entries[slot] - 1)) {
        live++;
      }
    }
    int[] roomy = shardOf(2 * (live + 1) > slots ? 2 * slots : slots);
    for (int slot = 0; slot < slots; slot++) {
      int entry = entries[slot];
      if (entry != 0 && !ids.hasErasedBytes(entry - 1)) {
        insert(roomy, entry, ids.hash(entry - 1));
      }
    }
    counts[shard] = live;
    SHARD.setRelease(shards, shard, roomy);
    return roomy;
  }

  /// @param slots a power of two, 8 or more
  private static int[] shardOf(int slots) {
    return new int[slots + slots / Integer.BYTES];
  }

  private static int slots(int[] shard) {
    return Integer.highestOneBit(shard.length);
  }

  /// Of bits that neither choose the shard nor the first slot alone.
  private static int tag(int hash) {
    return (hash * 0x9E3779B9) >>> 24;
  }

  private static int tagAt(int[] shard, int slots, int slot) {
    return (shard[slots + (slot >> 2)] >>> ((slot & 3) << 3)) & 0xFF;
  }

  private static int shard(int hash) {
    return hash >>> 22;
  }

  private static void insert(int[] shard, int entry, int hash) {
    int slots = slots(shard);
    int slot = hash & (slots - 1);
    while (shard[slot] != 0) {
      slot = (slot + 1) & (slots - 1);
    }
    // A slot is used once, so its byte is zero. Whoever sees the entry sees its byte.
    shard[slots + (slot >> 2)] |= tag(hash) << ((slot & 3) << 3);
    SLOT.setRelease(shard, slot, entry);
  }

  long memory() {
    long memory = 8L * SHARDS;
    for (int[] shard : shards) {
      memory += 16 + 4L * shard.length;
    }
    return memory;
  }
}
