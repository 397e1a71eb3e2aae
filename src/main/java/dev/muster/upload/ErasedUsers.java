package dev.muster.upload;

import dev.muster.population.UserId;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/// Users who were erased after an upload was begun, by a hash of each: of theirs nothing is taken
/// from its file any more, and nothing is kept. Immutable.
public final class ErasedUsers implements Predicate<UserId> {

  static final ErasedUsers NONE = new ErasedUsers(new long[0]);

  /// Ascending.
  private final long[] hashes;

  private ErasedUsers(long[] hashes) {
    this.hashes = hashes;
  }

  ErasedUsers with(Collection<UserId> users) {
    LongStream more = users.stream().mapToLong(Fingerprints::of);
    return new ErasedUsers(
        LongStream.concat(Arrays.stream(hashes), more).sorted().distinct().toArray());
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
