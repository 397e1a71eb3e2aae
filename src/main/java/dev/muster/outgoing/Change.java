package dev.muster.outgoing;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.time.Instant;

/// That a user entered or left a segment, as it waits to be told.
///
/// @param sequence counted through the installation, from 1
/// @param place which segment
/// @param ordinal whose, in the population of the environment
/// @param entered false: left
/// @param atMillis when that was found, in epoch milliseconds
record Change(long sequence, SegmentPlace place, int ordinal, boolean entered, long atMillis) {

  void write(RecordBuffer out) {
    out.putVarLong(sequence).putVarInt(place.environmentId()).putUtf8(place.segment());
    out.putVarInt(ordinal).putByte(entered ? 1 : 0).putVarLong(atMillis);
  }

  /// Reads what [#write] put.
  static Change read(RecordReader in) {
    return new Change(
        in.getVarLong(),
        new SegmentPlace(in.getVarInt(), in.getUtf8()),
        in.getVarInt(),
        in.getByte() != 0,
        in.getVarLong());
  }

  Instant at() {
    return Instant.ofEpochMilli(atMillis);
  }

  /// What the message is called: the same however often it is sent.
  String messageId(int webhookId) {
    return "msg_"
        + Long.toString(sequence, 36)
        + "_"
        + Long.toString(atMillis, 36)
        + "_"
        + Integer.toString(webhookId, 36);
  }
}
