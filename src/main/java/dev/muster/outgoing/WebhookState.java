package dev.muster.outgoing;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What is known of a webhook beside what people have set up. Not safe for use by several threads.
final class WebhookState {

  /// So many of its latest attempts are kept.
  static final int ATTEMPTS_MAX = 500;

  private final Deque<AttemptNote> attempts = new ArrayDeque<>();
  private long generation;
  private Progress progress;

  private WebhookState(long generation, Progress progress) {
    this.generation = generation;
    this.progress = progress;
  }

  static WebhookState begins(long generation, long cursor) {
    return new WebhookState(generation, Progress.from(cursor));
  }

  /// The version of the catalog that made or enabled it: what was noted before is of another time.
  long generation() {
    return generation;
  }

  Progress progress() {
    return progress;
  }

  /// It begins anew; what it has tried is still shown.
  void beginAgain(long at, long cursor) {
    generation = at;
    progress = Progress.from(cursor);
  }

  void note(ProgressNote.Of note) {
    if (note.generation() != generation) {
      return;
    }
    progress = note.progress();
    for (AttemptNote one : note.attempts()) {
      attempts.addFirst(one);
      if (attempts.size() > ATTEMPTS_MAX) {
        attempts.removeLast();
      }
    }
  }

  /// The latest first.
  List<AttemptNote> attempts() {
    return List.copyOf(attempts);
  }

  WebhookState copy() {
    WebhookState copy = new WebhookState(generation, progress);
    copy.attempts.addAll(attempts);
    return copy;
  }

  void write(RecordBuffer out) {
    out.putVarLong(generation);
    progress.write(out);
    out.putVarInt(attempts.size());
    attempts.forEach(one -> one.write(out));
  }

  /// Reads what [#write] put.
  static WebhookState read(RecordReader in) {
    WebhookState state = new WebhookState(in.getVarLong(), Progress.read(in));
    List<AttemptNote> all = new ArrayList<>();
    for (int left = in.getVarInt(); left > 0; left--) {
      all.add(AttemptNote.read(in));
    }
    state.attempts.addAll(all);
    return state;
  }
}
