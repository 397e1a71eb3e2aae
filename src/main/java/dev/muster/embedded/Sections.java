package dev.muster.embedded;

import dev.muster.intake.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// The sections of a checkpoint that the engine writes itself.
final class Sections {

  static final String CATALOG = "catalog";
  static final String HEADS = "heads";
  static final String TIMES = "times";
  static final String SIZES = "segment-sizes";
  static final String TALLIES = "tallies";
  static final String ERASURES = "erasures";
  static final String REPLAYS = "replays";
  static final String SENDER_IDS = "sender-ids";
  static final String UPLOADS = "uploads";
  static final String OUTGOING = "outgoing";
  static final String ACTIVITY = "activity";
  private static final String POPULATION = "population/";
  private static final int HEAD_BYTES = 3 * Integer.BYTES + Long.BYTES;

  private Sections() {}

  /// What the names of the sections of an environment's population begin with.
  static String population(int environmentId) {
    return POPULATION + environmentId + "/";
  }

  static ByteBuffer heads(Map<Chain, Long> heads) {
    ByteBuffer bytes = ByteBuffer.allocate(heads.size() * HEAD_BYTES);
    heads.forEach((chain, position) ->
        bytes
            .putInt(chain.environmentId())
            .putInt(chain.integrationId())
            .putInt(chain.outcome().number())
            .putLong(position));
    return bytes.flip();
  }

  static Map<Chain, Long> heads(ByteBuffer bytes) throws IOException {
    if (bytes.remaining() % HEAD_BYTES != 0) {
      throw new IOException("section " + HEADS + ": " + bytes.remaining() + " bytes");
    }
    Map<Chain, Long> heads = new HashMap<>();
    while (bytes.hasRemaining()) {
      int environmentId = bytes.getInt();
      int integrationId = bytes.getInt();
      int number = bytes.getInt();
      Outcome outcome =
          Outcome.ofNumber(number)
              .orElseThrow(() -> new IOException("section " + HEADS + ": outcome " + number));
      heads.put(new Chain(environmentId, integrationId, outcome), bytes.getLong());
    }
    return heads;
  }
}
