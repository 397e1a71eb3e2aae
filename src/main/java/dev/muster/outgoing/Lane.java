package dev.muster.outgoing;

import dev.muster.catalog.SecretBox;
import dev.muster.signature.StandardWebhooksSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// What one webhook has to tell: the messages of one user one after the other, those of others
/// beside them. One that fails holds up only those of its user; when several fail in a row, all
/// wait, and one tries whether it works again. Only for the dispatcher's thread, but for [#view].
final class Lane {

  /// So many messages are looked after at once; the rest waits in the outbox.
  static final int OPEN_MAX = 4_096;

  /// So many are on their way at the same time.
  static final int ON_THEIR_WAY_MAX = 8;

  /// After so many failures in a row it is the target that fails, not a message.
  private static final int FAILS_FROM = 5;

  private static final int NOBODY = -1;

  private final long generation;
  private final NavigableMap<Long, Pending> open = new TreeMap<>();
  private final Map<Integer, Deque<Pending>> byUser = new HashMap<>();
  private final List<AttemptNote> news = new ArrayList<>();
  private Recipient recipient;
  private Optional<StandardWebhooksSigner> signer = Optional.empty();
  private Instant signerUntil = Instant.MIN;
  private long cursor;
  private Progress.Counts counts;
  private int onTheirWay;

  /// The user whose first message somebody wants to be sent before all others.
  private int wanted = NOBODY;

  private int failuresInRow;
  private @Nullable Instant failingSince;
  private String trouble = "";
  private int troubleOf = NOBODY;
  private long pausedUntilMillis;
  private boolean changed;
  private volatile View view;

  /// How it is.
  ///
  /// @param cursor [Progress#cursor]
  /// @param open how many messages are looked after
  /// @param failingSince since when no message has got through, where one has failed
  /// @param trouble of the latest failure
  /// @param troubleOf whose message that was; negative where there is none
  /// @param pausedUntil until when nothing is sent, where the target fails
  record View(
      long cursor,
      int open,
      Progress.Counts counts,
      Optional<Instant> failingSince,
      String trouble,
      int troubleOf,
      Optional<Instant> pausedUntil) {}

  Lane(long generation, Recipient recipient, Progress from, List<Pending> left) {
    this.generation = generation;
    this.recipient = recipient;
    this.cursor = from.cursor();
    this.counts = from.counts();
    left.forEach(this::add);
    this.view = look();
  }

  private View look() {
    return new View(
        cursor,
        open.size(),
        counts,
        Optional.ofNullable(failingSince),
        trouble,
        troubleOf,
        pausedUntilMillis == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(pausedUntilMillis)));
  }

  /// As of a moment ago; any thread.
  View view() {
    return view;
  }

  void show() {
    view = look();
  }

  long generation() {
    return generation;
  }

  Recipient recipient() {
    return recipient;
  }

  /// What its messages are signed with. Opened once, as there may be many messages.
  ///
  /// @return empty if none of its secrets can be opened
  Optional<StandardWebhooksSigner> signer(SecretBox box, Instant now) {
    if (!now.isBefore(signerUntil)) {
      signer = recipient.signer(box, now);
      signerUntil = recipient.signsAlikeUntil(now);
    }
    return signer;
  }

  /// The webhook has been changed; what it is not told of any more is dropped.
  void changeTo(Recipient now) {
    if (recipient.webhook().equals(now.webhook())) {
      recipient = now;
      return;
    }
    recipient = now;
    signerUntil = Instant.MIN;
    for (Pending one : List.copyOf(open.values())) {
      if (!one.isOnItsWay() && !now.isToldOf(one.change())) {
        remove(one);
      }
    }
    // Whoever has changed it wants to see whether it works now.
    tryAll();
    pausedUntilMillis = 0;
  }

  long cursor() {
    return cursor;
  }

  boolean hasRoom() {
    return open.size() < OPEN_MAX;
  }

  /// Takes the next changes of the outbox, as many as there is room for.
  void take(List<Change> next) {
    for (Change change : next) {
      if (!hasRoom()) {
        return;
      }
      cursor = change.sequence() + 1;
      changed = true;
      if (recipient.isToldOf(change)) {
        add(new Pending(change, 0));
      }
    }
  }

  private void add(Pending one) {
    open.put(one.change().sequence(), one);
    byUser.computeIfAbsent(one.change().ordinal(), _ -> new ArrayDeque<>()).addLast(one);
  }

  private void remove(Pending one) {
    open.remove(one.change().sequence());
    Deque<Pending> queue = byUser.get(one.change().ordinal());
    if (queue != null) {
      queue.remove(one);
      if (queue.isEmpty()) {
        byUser.remove(one.change().ordinal());
      }
    }
    changed = true;
  }

  /// The messages that are to be sent now.
  List<Pending> due(long nowMillis) {
    int room = failuresInRow >= FAILS_FROM ? 1 : ON_THEIR_WAY_MAX;
    if (open.isEmpty() || onTheirWay >= room || nowMillis < pausedUntilMillis) {
      return List.of();
    }
    if (wanted != NOBODY) {
      Deque<Pending> queue = byUser.get(wanted);
      wanted = NOBODY;
      Pending first = queue == null ? null : queue.peekFirst();
      if (first != null && !first.isOnItsWay()) {
        return List.of(first);
      }
    }
    // Whether the target works again is tried with what has failed least: it may be a single
    // message that it does not like.
    return isFailing()
        ? open.values().stream()
            .filter(one -> isFirst(one) && one.isDue(nowMillis))
            .min(Comparator.comparingInt(Pending::attempts))
            .stream()
            .toList()
        : open.values().stream()
            .filter(one -> isFirst(one) && one.isDue(nowMillis))
            .limit(room - (long) onTheirWay)
            .toList();
  }

  /// Whether nothing has to be sent to its user before it.
  @SuppressWarnings("ReferenceEquality")
  private boolean isFirst(Pending one) {
    Deque<Pending> queue = byUser.get(one.change().ordinal());
    return queue != null && queue.peekFirst() == one;
  }

  void begins(Pending one) {
    one.begins();
    onTheirWay++;
  }

  /// It is not sent, since its user was erased.
  void drop(Pending one) {
    remove(one);
  }

  /// What became of a message.
  ///
  /// @param startedMillis when it was sent
  /// @return whether it is given up
  boolean ended(Pending one, Reply reply, long startedMillis, long nowMillis) {
    onTheirWay--;
    one.ended();
    int number = one.attempts() + 1;
    if (reply.isTaken()) {
      counts = counts.oneSent();
      remove(one);
      note(one, reply, startedMillis, AttemptNote.State.DELIVERED, number, 0);
      if (failuresInRow >= FAILS_FROM) {
        tryAll();
      }
      failuresInRow = 0;
      failingSince = null;
      trouble = "";
      troubleOf = NOBODY;
      pausedUntilMillis = 0;
      return false;
    }
    failuresInRow++;
    counts = counts.oneFailed();
    trouble = reply.trouble();
    troubleOf = one.change().ordinal();
    failingSince = failingSince == null ? Instant.ofEpochMilli(nowMillis) : failingSince;
    Optional<Duration> asked =
        reply instanceof Reply.Answered answered ? answered.retryAfter() : Optional.empty();
    long next = nowMillis + pause(number, asked);
    boolean over = next - one.change().atMillis() >= Pauses.TOLD_FOR.toMillis();
    note(
        one,
        reply,
        startedMillis,
        over ? AttemptNote.State.GIVEN_UP : AttemptNote.State.FAILED,
        number,
        over ? 0 : next);
    if (over) {
      counts = counts.oneGivenUp();
      remove(one);
    } else {
      one.failed(next);
    }
    if (failuresInRow >= FAILS_FROM || asked.isPresent()) {
      pausedUntilMillis =
          Math.max(
              pausedUntilMillis,
              nowMillis + pause(Math.max(1, failuresInRow - FAILS_FROM + 1), asked));
    }
    changed = true;
    return over;
  }

  private static long pause(int failures, Optional<Duration> asked) {
    return Pauses.after(failures, asked, ThreadLocalRandom.current()).toMillis();
  }

  private void tryAll() {
    open.values().forEach(Pending::now);
  }

  private void note(
      Pending one,
      Reply reply,
      long startedMillis,
      AttemptNote.State state,
      int number,
      long nextMillis) {
    note(
        new AttemptNote(
            one.change(),
            startedMillis,
            state,
            reply instanceof Reply.Answered answered ? answered.status() : 0,
            reply.trouble(),
            (int) Math.min(reply.took().toMillis(), Integer.MAX_VALUE),
            number,
            nextMillis));
  }

  private void note(AttemptNote attempt) {
    news.add(attempt);
    if (news.size() > WebhookState.ATTEMPTS_MAX) {
      news.removeFirst();
    }
    changed = true;
  }

  /// Gives up what is too old.
  ///
  /// @return how many messages
  int expire(long nowMillis) {
    List<Pending> over =
        open.values().stream().filter(one -> !one.isOnItsWay() && one.isOver(nowMillis)).toList();
    over.forEach(one -> giveUp(one, nowMillis, "it could not be told within 24 hours"));
    return over.size();
  }

  private void giveUp(Pending one, long nowMillis, String why) {
    counts = counts.oneGivenUp();
    remove(one);
    note(
        new AttemptNote(
            one.change(),
            nowMillis,
            AttemptNote.State.GIVEN_UP,
            0,
            // What was answered last was about somebody else.
            trouble.isEmpty() ? why : why + "; at last " + Trouble.withoutAnswer(trouble),
            0,
            one.attempts(),
            0));
  }

  /// Whether its target fails.
  boolean isFailing() {
    return failuresInRow >= FAILS_FROM;
  }

  /// Gives up the oldest, to take others out of the outbox in their place.
  ///
  /// @return how many messages
  int giveUpOldest(int most, long nowMillis) {
    List<Pending> oldest =
        open.values().stream().filter(one -> !one.isOnItsWay()).limit(most).toList();
    oldest.forEach(one -> giveUp(one, nowMillis, "too many changes were waiting"));
    return oldest.size();
  }

  /// Sends a message now, or what has to be sent to its user before it.
  ///
  /// @return whether it waits
  boolean retry(String messageId) {
    Optional<Pending> found =
        open.values().stream()
            .filter(one -> one.change().messageId(recipient.webhook().id()).equals(messageId))
            .findFirst();
    found.ifPresent(one -> {
      Deque<Pending> queue = byUser.get(one.change().ordinal());
      if (queue != null) {
        queue.forEach(Pending::now);
      }
      wanted = one.change().ordinal();
      pausedUntilMillis = 0;
    });
    return found.isPresent();
  }

  /// What is to be noted, if anything.
  Optional<ProgressNote.Of> takeNews() {
    if (!changed) {
      return Optional.empty();
    }
    changed = false;
    List<Progress.Open> left =
        open.values().stream()
            .map(one -> new Progress.Open(one.change().sequence(), one.attempts()))
            .toList();
    ProgressNote.Of note =
        new ProgressNote.Of(
            recipient.webhook().id(), generation, new Progress(cursor, left, counts), news);
    news.clear();
    return Optional.of(note);
  }

  /// It was not noted, so it has to be once more.
  void notNoted(List<AttemptNote> attempts) {
    news.addAll(0, attempts);
    while (news.size() > WebhookState.ATTEMPTS_MAX) {
      news.removeFirst();
    }
    changed = true;
  }
}
