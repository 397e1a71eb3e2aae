package dev.muster.upload;

import dev.muster.population.UserId;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The uploads there are, as the log says. Changed by one thread, read by many.
public final class UploadLedger {

  private final NavigableMap<Long, Upload> uploads = new TreeMap<>();

  /// The same, by where they go.
  private final Map<Place, NavigableMap<Long, Upload>> placed = new HashMap<>();

  private final Map<Place, NavigableMap<String, String>> taken = new HashMap<>();
  private final Map<Long, ErasedUsers> erased = new HashMap<>();
  private long newest;

  /// Where files go.
  private record Place(int integrationId, int environmentId) {
    static Place of(Upload upload) {
      return new Place(upload.integrationId(), upload.environmentId());
    }
  }

  /// Takes up a step; what it does to users is somebody else's.
  public synchronized void apply(UploadStep step) {
    switch (step) {
      case UploadStep.Put(Upload upload) -> put(upload);
      case UploadStep.Rows rows -> reached(rows.number(), rows.progress());
      case UploadStep.Back back -> reached(back.number(), back.progress());
      case UploadStep.Forget(long number) -> {
        Upload gone = uploads.remove(number);
        if (gone != null) {
          displace(gone);
        }
        erased.remove(number);
      }
      case UploadStep.Take(Upload upload, String name, String mark) -> {
        put(upload);
        take(new Place(upload.integrationId(), upload.environmentId()), name, mark);
      }
      case UploadStep.Unlisted(int integrationId, int environmentId, List<String> names) ->
          taken
              .getOrDefault(new Place(integrationId, environmentId), new TreeMap<>())
              .keySet()
              .removeAll(new HashSet<>(names));
    }
  }

  private void take(Place place, String name, String mark) {
    taken.computeIfAbsent(place, _ -> new TreeMap<>()).put(name, mark);
  }

  /// The files that were taken by a schedule and are still there, with their marks.
  public synchronized Map<String, String> taken(int integrationId, int environmentId) {
    return Map.copyOf(taken.getOrDefault(new Place(integrationId, environmentId), new TreeMap<>()));
  }

  /// Forgets which files were taken into environments, or by integrations, that are gone.
  public synchronized void forgetTaken(Set<Integer> gone) {
    taken
        .keySet()
        .removeIf(
            place -> gone.contains(place.integrationId()) || gone.contains(place.environmentId()));
  }

  /// Notes that users are erased, for the uploads that were begun before.
  public synchronized void erased(int environmentId, Collection<UserId> users) {
    for (Upload upload : uploads.values()) {
      if (upload.environmentId() == environmentId && upload.mayHaveUsers()) {
        erased.put(
            upload.number(), erased.getOrDefault(upload.number(), ErasedUsers.NONE).with(users));
      }
    }
  }

  /// The users who were erased since an upload was begun.
  public synchronized ErasedUsers erased(long number) {
    return erased.isEmpty() ? ErasedUsers.NONE : erased.getOrDefault(number, ErasedUsers.NONE);
  }

  /// The uploads since whose beginning users were erased.
  synchronized List<Long> withErased() {
    return List.copyOf(erased.keySet());
  }

  /// Forgets who was erased since an upload was begun.
  synchronized void forgetErased(long number) {
    erased.remove(number);
  }

  private void reached(long number, UploadProgress progress) {
    Upload upload = uploads.get(number);
    if (upload != null) {
      put(upload.withProgress(progress));
    }
  }

  /// Takes over an upload as it is.
  public synchronized void put(Upload upload) {
    uploads.put(upload.number(), upload);
    placed.computeIfAbsent(Place.of(upload), _ -> new TreeMap<>()).put(upload.number(), upload);
    newest = Math.max(newest, upload.number());
  }

  /// A number that no upload has or had.
  synchronized long next() {
    return ++newest;
  }

  /// One upload.
  public synchronized Optional<Upload> find(long number) {
    return Optional.ofNullable(uploads.get(number));
  }

  /// Some uploads, the latest first.
  public synchronized List<Upload> find(Predicate<Upload> wanted) {
    return uploads.descendingMap().values().stream().filter(wanted).toList();
  }

  /// Those of an integration into an environment, the latest first.
  public synchronized List<Upload> in(int integrationId, int environmentId) {
    NavigableMap<Long, Upload> there = placed.get(new Place(integrationId, environmentId));
    return there == null ? List.of() : List.copyOf(there.descendingMap().values());
  }

  private void displace(Upload gone) {
    Place place = Place.of(gone);
    NavigableMap<Long, Upload> there = placed.getOrDefault(place, new TreeMap<>());
    there.remove(gone.number());
    if (there.isEmpty()) {
      placed.remove(place);
    }
  }

  /// Forgets some.
  public synchronized void removeIf(Predicate<Upload> gone) {
    find(gone)
        .forEach(upload -> {
          uploads.remove(upload.number());
          displace(upload);
        });
    erased.keySet().retainAll(uploads.keySet());
  }

  /// All of them, for a checkpoint.
  public synchronized ByteBuffer bytes() {
    RecordBuffer out = new RecordBuffer(Integer.MAX_VALUE);
    out.putVarLong(newest).putVarInt(uploads.size());
    uploads.values().forEach(upload -> UploadStepCodec.write(new UploadStep.Put(upload), out));
    out.putVarInt(taken.size());
    taken.forEach((place, files) -> {
      out.putVarInt(place.integrationId()).putVarInt(place.environmentId());
      out.putVarInt(files.size());
      files.forEach((name, mark) -> out.putUtf8(name).putUtf8(mark));
    });
    out.putVarInt(erased.size());
    erased.forEach((number, users) -> users.write(out.putVarLong(number)));
    return ByteBuffer.wrap(out.toBytes());
  }

  /// Takes over what [#bytes] gave; before anything is applied.
  ///
  /// @throws IllegalStateException if it makes no sense
  public synchronized void read(ByteBuffer bytes) {
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    RecordReader in = new RecordReader(all);
    newest = in.getVarLong();
    for (int left = in.getVarInt(); left > 0; left--) {
      apply(UploadStepCodec.read(in));
    }
    // Checkpoints from before there were schedules end here.
    for (int places = in.remaining() > 0 ? in.getVarInt() : 0; places > 0; places--) {
      Place place = new Place(in.getVarInt(), in.getVarInt());
      for (int left = in.getVarInt(); left > 0; left--) {
        take(place, in.getUtf8(), in.getUtf8());
      }
    }
    // And those from before users were erased amid uploads here.
    for (int left = in.remaining() > 0 ? in.getVarInt() : 0; left > 0; left--) {
      erased.put(in.getVarLong(), ErasedUsers.read(in));
    }
  }

  /// All of them, the earliest first.
  public synchronized List<Upload> all() {
    return List.copyOf(uploads.values());
  }
}
