package dev.muster.upload;

import dev.muster.population.UserId;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.Arrays;
import java.util.function.Predicate;

/// Users who were erased after an upload was begun, by a hash of each: of theirs nothing is taken
/// from its file any more, and nothing is kept. Immutable.
public final class ErasedUsers implements Predicate<UserId> {

  static final ErasedUsers NONE = new ErasedUsers(new long[0]);

  /// Ascending.
  private final long[] hashes;

  private ErasedUsers(long[] hashes) {
    this.hashes = hashes;
  }

  ErasedUsers with(UserId user) {
    long hash = Fingerprints.of(user);
    int at = Arrays.binarySearch(hashes, hash);
    if (at >= 0) {
      return this;
    }
    long[] more = new long[hashes.length + 1];
    int before = -at - 1;
    System.arraycopy(hashes, 0, more, 0, before);
    more[before] = hash;
    System.arraycopy(hashes, before, more, before + 1, hashes.length - before);
    return new ErasedUsers(more);
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return hashes.length == 0;
  }

  /// Whether a user is one of them.
  @Override
  public boolean test(UserId user) {
    return hashes.length > 0 && Arrays.binarySearch(hashes, Fingerprints.of(user)) >= 0;
  }

  void write(RecordBuffer out) {
    out.putVarInt(hashes.length);
    for (long hash : hashes) {
      out.putLong(hash);
    }
  }

  static ErasedUsers read(RecordReader in) {
    long[] hashes = new long[in.getVarInt()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = in.getLong();
    }
    return new ErasedUsers(hashes);
  }
}
