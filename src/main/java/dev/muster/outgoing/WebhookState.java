package dev.muster.outgoing;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What is known of a webhook beside what people have set up. Not safe for use by several threads.
final class WebhookState {

  /// So many of its latest attempts are kept.
  static final int ATTEMPTS_MAX = 500;

  private final Deque<AttemptNote> attempts = new ArrayDeque<>();

  /// What is open, by sequence. It is kept here, so that a message that is tried for long needs no
  /// room in the outbox, and holds up nothing behind it.
  private final NavigableMap<Long, Change> open = new TreeMap<>();

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
    open.clear();
  }

  /// It is so far.
  ///
  /// @param outbox has what is open since it was last noted
  void note(ProgressNote.Of note, Outbox outbox) {
    if (note.generation() != generation) {
      return;
    }
    progress = note.progress();
    Map<Long, Change> before = Map.copyOf(open);
    open.clear();
    for (Progress.Open one : progress.open()) {
      Optional.ofNullable(before.get(one.sequence()))
          .or(() -> outbox.get(one.sequence()))
          .ifPresent(change -> open.put(one.sequence(), change));
    }
    for (AttemptNote one : note.attempts()) {
      attempts.addFirst(one);
      if (attempts.size() > ATTEMPTS_MAX) {
        attempts.removeLast();
      }
    }
  }

  /// What it was still to be told, by sequence.
  List<Pending> pending() {
    List<Pending> all = new ArrayList<>();
    for (Progress.Open one : progress.open()) {
      Change change = open.get(one.sequence());
      if (change != null) {
        all.add(new Pending(change, one.attempts()));
      }
    }
    return all;
  }

  /// The latest first.
  List<AttemptNote> attempts() {
    return List.copyOf(attempts);
  }

  /// Forgets what targets have answered about users.
  void erase(int environmentId, BitSet ordinals) {
    List<AttemptNote> all = List.copyOf(attempts);
    attempts.clear();
    for (AttemptNote one : all) {
      Change change = one.change();
      boolean erased =
          change.place().environmentId() == environmentId && ordinals.get(change.ordinal());
      attempts.addLast(erased ? one.withoutAnswer() : one);
    }
  }

  WebhookState copy() {
    WebhookState copy = new WebhookState(generation, progress);
    copy.attempts.addAll(attempts);
    copy.open.putAll(open);
    return copy;
  }

  void write(RecordBuffer out) {
    out.putVarLong(generation);
    progress.write(out);
    out.putVarInt(open.size());
    open.values().forEach(one -> one.write(out));
    out.putVarInt(attempts.size());
    attempts.forEach(one -> one.write(out));
  }

  /// Reads what [#write] put.
  static WebhookState read(RecordReader in) {
    WebhookState state = new WebhookState(in.getVarLong(), Progress.read(in));
    for (int left = in.getVarInt(); left > 0; left--) {
      Change change = Change.read(in);
      state.open.put(change.sequence(), change);
    }
    List<AttemptNote> all = new ArrayList<>();
    for (int left = in.getVarInt(); left > 0; left--) {
      all.add(AttemptNote.read(in));
    }
    state.attempts.addAll(all);
    return state;
  }
}
