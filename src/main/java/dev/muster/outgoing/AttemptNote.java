package dev.muster.outgoing;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One attempt to tell a webhook of a change.
///
/// @param change which
/// @param atMillis when it began, in epoch milliseconds
/// @param state what became of it
/// @param status what HTTP answered; 0 where nothing did
/// @param trouble in words; empty where it was taken
/// @param tookMillis how long it took
/// @param number 1 for the first attempt of the message
/// @param nextMillis when the next one is to be, in epoch milliseconds; 0 for none
record AttemptNote(
    Change change,
    long atMillis,
    State state,
    int status,
    String trouble,
    int tookMillis,
    int number,
    long nextMillis) {

  private static final int TROUBLE_CHARACTERS_MAX = 500;
  private static final int BYTES_MAX = 100 + 3 * TROUBLE_CHARACTERS_MAX + 300;

  /// What became of an attempt.
  enum State {
    /// The target has the message.
    DELIVERED(0),
    /// It is tried again.
    FAILED(1),
    /// It is not.
    GIVEN_UP(2);

    private static final List<State> ALL = List.of(values());

    private final int number;

    State(int number) {
      this.number = number;
    }

    static State ofNumber(int number) {
      return ALL.stream()
          .filter(state -> state.number == number)
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("an attempt of the unknown state " + number));
    }
  }

  /// Cuts what is too long to keep.
  AttemptNote {
    if (trouble.length() > TROUBLE_CHARACTERS_MAX) {
      trouble = trouble.substring(0, TROUBLE_CHARACTERS_MAX - 1) + "…";
    }
  }

  Instant at() {
    return Instant.ofEpochMilli(atMillis);
  }

  OptionalInt answered() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  Optional<Instant> next() {
    return nextMillis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(nextMillis));
  }

  /// The same without what the target has written, which may name the user.
  AttemptNote withoutAnswer() {
    return new AttemptNote(
        change,
        atMillis,
        state,
        status,
        Trouble.withoutAnswer(trouble),
        tookMillis,
        number,
        nextMillis);
  }

  int bytesMax() {
    return BYTES_MAX;
  }

  void write(RecordBuffer out) {
    out.putVarLong(change.sequence())
        .putVarInt(change.place().environmentId())
        .putUtf8(change.place().segment())
        .putVarInt(change.ordinal())
        .putByte(change.entered() ? 1 : 0)
        .putVarLong(change.atMillis())
        .putVarLong(atMillis)
        .putByte(state.number)
        .putVarInt(status)
        .putUtf8(trouble)
        .putVarInt(tookMillis)
        .putVarInt(number)
        .putVarLong(nextMillis);
  }

  /// Reads what [#write] put.
  static AttemptNote read(RecordReader in) {
    long sequence = in.getVarLong();
    SegmentPlace place = new SegmentPlace(in.getVarInt(), in.getUtf8());
    Change change = new Change(sequence, place, in.getVarInt(), in.getByte() != 0, in.getVarLong());
    return new AttemptNote(
        change,
        in.getVarLong(),
        State.ofNumber(in.getByte()),
        in.getVarInt(),
        in.getUtf8(),
        in.getVarInt(),
        in.getVarInt(),
        in.getVarLong());
  }
}
