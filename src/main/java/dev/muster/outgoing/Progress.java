package dev.muster.outgoing;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.ArrayList;
import java.util.List;

/// How far a webhook is with what it has to tell.
///
/// @param cursor everything before is done, but for what is open
/// @param open what is before the cursor and not done, by sequence
/// @param counts since it was made or enabled
record Progress(long cursor, List<Open> open, Counts counts) {

  /// A message that is not done.
  ///
  /// @param attempts how many have failed
  record Open(long sequence, int attempts) {}

  /// Messages that were taken, attempts that failed, and messages that were given up.
  record Counts(long sent, long failed, long givenUp) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts oneSent() {
      return new Counts(sent + 1, failed, givenUp);
    }

    Counts oneFailed() {
      return new Counts(sent, failed + 1, givenUp);
    }

    Counts oneGivenUp() {
      return new Counts(sent, failed, givenUp + 1);
    }
  }

  /// Copies the list.
  Progress {
    open = List.copyOf(open);
  }

  static Progress from(long cursor) {
    return new Progress(cursor, List.of(), Counts.NONE);
  }

  int bytesMax() {
    return 50 + 15 * open.size();
  }

  void write(RecordBuffer out) {
    out.putVarLong(cursor)
        .putVarLong(counts.sent)
        .putVarLong(counts.failed)
        .putVarLong(counts.givenUp)
        .putVarInt(open.size());
    long before = 0;
    for (Open one : open) {
      out.putVarLong(one.sequence - before).putVarInt(one.attempts);
      before = one.sequence;
    }
  }

  /// Reads what [#write] put.
  static Progress read(RecordReader in) {
    long cursor = in.getVarLong();
    Counts counts = new Counts(in.getVarLong(), in.getVarLong(), in.getVarLong());
    List<Open> open = new ArrayList<>();
    long before = 0;
    for (int left = in.getVarInt(); left > 0; left--) {
      before += in.getVarLong();
      open.add(new Open(before, in.getVarInt()));
    }
    return new Progress(cursor, open, counts);
  }
}
