package dev.muster.outgoing;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.ArrayList;
import java.util.List;

/// How far webhooks are, and what they have tried since the note before, as it is written into the
/// log.
///
/// @param webhooks those of which there is something to say
public record ProgressNote(List<Of> webhooks) {

  private static final int FORM = 1;

  /// @param generation [WebhookState#generation]
  record Of(int webhookId, long generation, Progress progress, List<AttemptNote> attempts) {
    Of {
      attempts = List.copyOf(attempts);
    }
  }

  /// Copies the list.
  public ProgressNote {
    webhooks = List.copyOf(webhooks);
  }

  /// A bound on what [#write] puts.
  public int bytesMax() {
    return 10
        + webhooks.stream()
            .mapToInt(one ->
                30
                    + one.progress.bytesMax()
                    + one.attempts.stream().mapToInt(AttemptNote::bytesMax).sum())
            .sum();
  }

  /// Puts it into a record.
  public void write(RecordBuffer out) {
    out.putByte(FORM).putVarInt(webhooks.size());
    for (Of one : webhooks) {
      out.putVarInt(one.webhookId).putVarLong(one.generation);
      one.progress.write(out);
      out.putVarInt(one.attempts.size());
      one.attempts.forEach(attempt -> attempt.write(out));
    }
  }

  /// Reads what [#write] put.
  ///
  /// @throws IllegalStateException if it is of a newer form
  public static ProgressNote read(RecordReader in) {
    int form = in.getByte();
    if (form != FORM) {
      throw new IllegalStateException("progress of webhooks of the unknown form " + form);
    }
    List<Of> webhooks = new ArrayList<>();
    for (int left = in.getVarInt(); left > 0; left--) {
      int id = in.getVarInt();
      long generation = in.getVarLong();
      Progress progress = Progress.read(in);
      List<AttemptNote> attempts = new ArrayList<>();
      for (int more = in.getVarInt(); more > 0; more--) {
        attempts.add(AttemptNote.read(in));
      }
      webhooks.add(new Of(id, generation, progress, attempts));
    }
    return new ProgressNote(webhooks);
  }
}
