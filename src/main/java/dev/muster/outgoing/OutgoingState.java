package dev.muster.outgoing;

import dev.muster.catalog.Catalog;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Publication;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.Webhook;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What the records of the log say of what goes out: of whom receivers know that they are in which
/// segment, which changes wait to be told, and how far each webhook is. Changed by the log's writer
/// only, read by many; a checkpoint has it as of its exact position.
public final class OutgoingState {

  private static final long COUNTED_AT_ONCE = 100_000;

  private static final int SECTION_BYTES_MAX = 1 << 30;
  private static final int FORM = 1;

  private final Map<SegmentPlace, Told> told = new ConcurrentHashMap<>();
  private final Map<Integer, WebhookState> webhooks = new HashMap<>();
  private final ErasedUsers erased;
  private Outbox outbox = new Outbox();

  /// Nothing is watched yet.
  ///
  /// @param erased who is erased by now
  public OutgoingState(ErasedUsers erased) {
    this.erased = erased;
  }

  /// Whose row belongs to nobody any more.
  public interface ErasedUsers {
    /// Whether a user was erased.
    boolean has(int environmentId, int ordinal);
  }

  // ---- for the writer

  /// A change of the catalog has taken effect.
  public synchronized void applyCatalog(Catalog before, Catalog after) {
    if (webhooks.isEmpty() && environments(after).allMatch(one -> one.webhooks().isEmpty())) {
      return;
    }
    Set<Integer> there = new HashSet<>();
    Map<Integer, Webhook> old = new HashMap<>();
    environments(before)
        .flatMap(one -> one.webhooks().values().stream())
        .forEach(one -> old.put(one.id(), one));
    for (Environment environment : environments(after).toList()) {
      for (Webhook webhook : environment.webhooks().values()) {
        there.add(webhook.id());
        Webhook was = old.get(webhook.id());
        boolean goesOn = was != null && was.content().isEnabled();
        if (webhook.content().isEnabled() && !goesOn) {
          begin(webhook.id(), after.version());
        }
      }
    }
    webhooks.keySet().retainAll(there);
    watch(before, after);
    trim(after);
  }

  private void begin(int webhookId, long version) {
    WebhookState known = webhooks.get(webhookId);
    if (known == null) {
      webhooks.put(webhookId, WebhookState.begins(version, outbox.next()));
    } else {
      known.beginAgain(version, outbox.next());
    }
  }

  private void watch(Catalog before, Catalog after) {
    Set<SegmentPlace> now = places(after);
    told.keySet().removeIf(place -> !now.contains(place) && !isToldOf(after, place));
    for (SegmentPlace place : now) {
      // Who is in a segment that is live already is not told; of one that becomes live, all are.
      if (isLive(after, place) && !isLive(before, place)) {
        told.computeIfAbsent(place, _ -> Told.nobody(true));
      }
    }
  }

  private static boolean isToldOf(Catalog catalog, SegmentPlace place) {
    return environments(catalog)
        .filter(one -> one.id() == place.environmentId())
        .flatMap(one -> one.webhooks().values().stream())
        .anyMatch(one -> one.content().tells(place.segment()));
  }

  private static boolean isLive(Catalog catalog, SegmentPlace place) {
    return environments(catalog)
        .filter(one -> one.id() == place.environmentId())
        .flatMap(one -> one.live().stream())
        .anyMatch(live -> live.segment(place.segment()).isPresent());
  }

  /// Live segments that are told of.
  static Set<SegmentPlace> places(Catalog catalog) {
    Set<SegmentPlace> places = new HashSet<>();
    environments(catalog)
        .filter(one -> !one.webhooks().isEmpty())
        .forEach(environment ->
            environment.live().map(Publication::segments).orElse(List.of()).stream()
                .filter(segment ->
                    environment.webhooks().values().stream()
                        .anyMatch(webhook -> webhook.content().tells(segment.key())))
                .forEach(segment -> places.add(new SegmentPlace(environment.id(), segment.key()))));
    return places;
  }

  private static Stream<Environment> environments(Catalog catalog) {
    return catalog.systems().values().stream()
        .map(SystemDefinition::environments)
        .flatMap(List::stream);
  }

  /// Who is said to have changed takes effect, as far as that is not known.
  public synchronized void apply(SegmentChanges changes) {
    for (SegmentChanges.Part part : changes.parts()) {
      if (part.kind() == SegmentChanges.Kind.FIRST) {
        told.put(part.place(), Told.nobody(false));
      }
      Told one = told.get(part.place());
      if (one == null) {
        continue;
      }
      boolean tells = part.kind() == SegmentChanges.Kind.TOLD;
      for (int user : part.users()) {
        int ordinal = SegmentChanges.Part.ordinal(user);
        boolean in = SegmentChanges.Part.isIn(user);
        if (one.put(ordinal, in) && tells) {
          outbox.add(part.place(), ordinal, in, changes.atMillis());
        }
      }
      if (part.kind() == SegmentChanges.Kind.LAST) {
        one.completed();
      }
    }
  }

  /// Webhooks are so far.
  public synchronized void apply(ProgressNote note) {
    for (ProgressNote.Of one : note.webhooks()) {
      WebhookState known = webhooks.get(one.webhookId());
      if (known != null) {
        known.note(withoutErased(one), outbox);
      }
    }
    long needed =
        webhooks.values().stream()
            .mapToLong(one -> one.progress().cursor())
            .min()
            .orElse(outbox.next());
    outbox.dropBefore(needed);
  }

  /// An attempt is noted some time after its end, maybe after its user was erased.
  private ProgressNote.Of withoutErased(ProgressNote.Of note) {
    List<AttemptNote> attempts =
        note.attempts().stream()
            .map(one -> {
              Change change = one.change();
              return erased.has(change.place().environmentId(), change.ordinal())
                  ? one.withoutAnswer()
                  : one;
            })
            .toList();
    return new ProgressNote.Of(note.webhookId(), note.generation(), note.progress(), attempts);
  }

  /// What is disabled needs nothing.
  private void trim(Catalog catalog) {
    environments(catalog)
        .flatMap(one -> one.webhooks().values().stream())
        .filter(one -> !one.content().isEnabled())
        .map(one -> webhooks.get(one.id()))
        .filter(one -> one != null)
        .forEach(one -> one.beginAgain(catalog.version(), Long.MAX_VALUE));
    apply(new ProgressNote(List.of()));
  }

  /// Nobody is told of users who are erased, and what targets answered about them is forgotten.
  public synchronized void erase(int environmentId, BitSet ordinals) {
    told.forEach((place, one) -> {
      if (place.environmentId() == environmentId) {
        ordinals.stream()
            .forEach(ordinal -> {
              boolean _ = one.put(ordinal, false);
            });
      }
    });
    webhooks.values().forEach(one -> one.erase(environmentId, ordinals));
  }

  // ---- for any thread

  /// Of whom receivers know that they are in a segment.
  Optional<Told> told(SegmentPlace place) {
    return Optional.ofNullable(told.get(place));
  }

  /// Whom receivers know to be in segments of an environment.
  List<SegmentPlace> toldIn(int environmentId) {
    return told.keySet().stream().filter(one -> one.environmentId() == environmentId).toList();
  }

  synchronized int waiting() {
    return outbox.size();
  }

  synchronized long next() {
    return outbox.next();
  }

  /// Changes from a sequence on.
  synchronized List<Change> changes(long from, int most) {
    List<Change> found = new ArrayList<>();
    long at = Math.max(from, outbox.first());
    while (found.size() < most && at < outbox.next()) {
      outbox.get(at).ifPresent(found::add);
      at++;
    }
    return found;
  }

  /// How many changes of some places wait from a sequence on. Lets the writer of the log come
  /// between, so of many that come and go meanwhile the number is about right.
  long waiting(long from, Predicate<SegmentPlace> isCounted) {
    long count = 0;
    for (long at = from; at < next(); at += COUNTED_AT_ONCE) {
      count += count(at, at + COUNTED_AT_ONCE, isCounted);
    }
    return count;
  }

  private synchronized int count(long from, long end, Predicate<SegmentPlace> isCounted) {
    return outbox.count(from, end, isCounted);
  }

  /// What a webhook was still to be told when that was last noted, by sequence, before its cursor.
  synchronized List<Pending> pending(int webhookId) {
    WebhookState known = webhooks.get(webhookId);
    return known == null ? List.of() : known.pending();
  }

  /// @return empty if it was never enabled
  synchronized Optional<Progress> progress(int webhookId) {
    return Optional.ofNullable(webhooks.get(webhookId)).map(WebhookState::progress);
  }

  synchronized long generation(int webhookId) {
    WebhookState known = webhooks.get(webhookId);
    return known == null ? 0 : known.generation();
  }

  /// The latest first.
  synchronized List<AttemptNote> attempts(int webhookId) {
    WebhookState known = webhooks.get(webhookId);
    return known == null ? List.of() : known.attempts();
  }

  // ---- checkpoints

  /// What there was at a moment.
  public static final class Copy {
    private final Map<SegmentPlace, Told> told = new HashMap<>();
    private final Map<Integer, WebhookState> webhooks = new HashMap<>();
    private final Outbox outbox;

    private Copy(OutgoingState of) {
      of.told.forEach((place, one) -> told.put(place, one.copy()));
      of.webhooks.forEach((id, one) -> webhooks.put(id, one.copy()));
      this.outbox = of.outbox.copy();
    }

    /// For [OutgoingState#read]; any thread.
    public ByteBuffer bytes() {
      RecordBuffer out = new RecordBuffer(SECTION_BYTES_MAX);
      out.putByte(FORM).putVarInt(told.size());
      told.forEach((place, one) -> {
        out.putVarInt(place.environmentId()).putUtf8(place.segment());
        one.write(out);
      });
      out.putVarInt(webhooks.size());
      webhooks.forEach((id, one) -> {
        out.putVarInt(id);
        one.write(out);
      });
      outbox.write(out);
      return ByteBuffer.wrap(out.toBytes());
    }
  }

  /// As it is now; to be called by the writer, whom it hardly holds up.
  public synchronized Copy copy() {
    return new Copy(this);
  }

  /// Takes over what [Copy#bytes] gave.
  ///
  /// @throws IllegalStateException if it is of a newer form
  public synchronized void read(byte[] bytes) {
    RecordReader in = new RecordReader(bytes);
    int form = in.getByte();
    if (form != FORM) {
      throw new IllegalStateException("webhooks of the unknown form " + form);
    }
    for (int left = in.getVarInt(); left > 0; left--) {
      SegmentPlace place = new SegmentPlace(in.getVarInt(), in.getUtf8());
      told.put(place, Told.read(in));
    }
    for (int left = in.getVarInt(); left > 0; left--) {
      int id = in.getVarInt();
      webhooks.put(id, WebhookState.read(in));
    }
    outbox = Outbox.read(in);
  }
}
