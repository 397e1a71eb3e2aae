package dev.muster.embedded;

import dev.muster.activity.Activity;
import dev.muster.activity.Day;
import dev.muster.storage.CheckpointReader;
import dev.muster.storage.CheckpointWriter;
import dev.muster.storage.Checkpoints;
import dev.muster.storage.CorruptCheckpointException;
import dev.muster.storage.Pace;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The days of activity beside the checkpoints. A day that has passed does not change any more, so
/// each is written once, into a file of the days that changed since the checkpoint before, and a
/// checkpoint only names them.
final class ActivityFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ActivityFiles.class);

  private final Checkpoints files;

  /// Where the days of the newest checkpoint are.
  private SortedMap<Place, Kept> kept = new TreeMap<>();

  /// By the position of a checkpoint, the files that it needs.
  private final Map<Long, Set<Long>> needed = new HashMap<>();

  ActivityFiles(Checkpoints files) {
    this.files = files;
  }

  private record Place(int environmentId, long epochDay) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::environmentId).thenComparingLong(Place::epochDay);

    String section() {
      return environmentId + "/" + epochDay;
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private record Kept(Day day, long file) {}

  /// Writes what is not written yet.
  ///
  /// @param position of the checkpoint
  /// @return what names all of it, for a section of the checkpoint
  ByteBuffer write(long position, Map<Integer, Activity> activity, Pace pace) throws IOException {
    SortedMap<Place, Kept> now = new TreeMap<>();
    SortedMap<Place, Day> changed = new TreeMap<>();
    activity.forEach((environmentId, one) ->
        one.days()
            .forEach((epochDay, day) -> {
              Place place = new Place(environmentId, epochDay);
              Kept before = kept.get(place);
              if (before == null || before.day != day) {
                changed.put(place, day);
                now.put(place, new Kept(day, position));
              } else {
                now.put(place, before);
              }
            }));
    if (!changed.isEmpty()) {
      try (CheckpointWriter writer = files.begin(position, pace)) {
        for (Map.Entry<Place, Day> one : changed.entrySet()) {
          writer.put(one.getKey().section(), Activity.bytes(one.getValue()));
        }
        writer.commit();
      }
    }
    kept = now;
    needed.put(position, filesOf(now));
    return index(activity);
  }

  private static Set<Long> filesOf(SortedMap<Place, Kept> days) {
    Set<Long> files = new HashSet<>();
    days.values().forEach(one -> files.add(one.file));
    return files;
  }

  /// The names of each environment, and the places of all days.
  private ByteBuffer index(Map<Integer, Activity> activity) {
    SortedMap<Integer, ByteBuffer> names = new TreeMap<>();
    activity.forEach((environmentId, one) -> names.put(environmentId, one.names()));
    int size = 2 * Integer.BYTES + kept.size() * (Integer.BYTES + 2 * Long.BYTES);
    for (ByteBuffer one : names.values()) {
      size += 2 * Integer.BYTES + one.remaining();
    }
    ByteBuffer out = ByteBuffer.allocate(size).putInt(names.size());
    names.forEach(
        (environmentId, bytes) -> out.putInt(environmentId).putInt(bytes.remaining()).put(bytes));
    out.putInt(kept.size());
    kept.forEach(
        (place, one) -> out.putInt(place.environmentId).putLong(place.epochDay).putLong(one.file));
    return out.flip();
  }

  /// Reads what a checkpoint names. A file that is gone is passed over with a warning: its days are
  /// lost, and everything else is right.
  ///
  /// @param position of the checkpoint
  /// @param index what [#write] gave
  /// @throws IOException if a file is not whole; the message names it
  Map<Integer, Activity> read(long position, ByteBuffer index) throws IOException {
    SortedMap<Integer, ByteBuffer> names = new TreeMap<>();
    SortedMap<Place, Long> places = new TreeMap<>();
    try {
      for (int left = index.getInt(); left > 0; left--) {
        int environmentId = index.getInt();
        int length = index.getInt();
        names.put(environmentId, index.slice(index.position(), length));
        index.position(index.position() + length);
      }
      for (int left = index.getInt(); left > 0; left--) {
        Place place = new Place(index.getInt(), index.getLong());
        places.put(place, index.getLong());
      }
      Map<Place, Day> days = read(places);
      Map<Integer, Activity> all = new HashMap<>();
      for (Map.Entry<Integer, ByteBuffer> one : names.entrySet()) {
        List<Day> own = new ArrayList<>();
        days.forEach((place, day) -> {
          if (place.environmentId == one.getKey()) {
            own.add(day);
          }
        });
        all.put(one.getKey(), Activity.restore(one.getValue(), own));
      }
      kept = new TreeMap<>();
      places.forEach((place, file) -> {
        Day day = days.get(place);
        if (day != null) {
          kept.put(place, new Kept(day, file));
        }
      });
      needed.put(position, filesOf(kept));
      return all;
    } catch (CorruptCheckpointException damaged) {
      throw new IOException(
          damaged.getMessage()
              + "; bring the file back from a backup, or delete it to start without the activity of"
              + " the days in it",
          damaged);
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("the activity that the checkpoint names cannot be read", e);
    }
  }

  private Map<Place, Day> read(SortedMap<Place, Long> places) throws IOException {
    Map<Long, List<Place>> byFile = new TreeMap<>();
    places.forEach(
        (place, file) -> byFile.computeIfAbsent(file, _ -> new ArrayList<>()).add(place));
    Map<Place, Day> days = new HashMap<>();
    for (Map.Entry<Long, List<Place>> one : byFile.entrySet()) {
      Optional<CheckpointReader> found = opened(one.getKey());
      if (found.isPresent()) {
        try (CheckpointReader reader = found.get()) {
          for (Place place : one.getValue()) {
            days.put(place, Activity.day(reader.get(place.section())));
          }
        }
      }
    }
    return days;
  }

  private Optional<CheckpointReader> opened(long file) throws IOException {
    Optional<CheckpointReader> reader = files.read(file);
    if (reader.isEmpty()) {
      LOG.warn("the file {} of days of activity is gone; these days have no activity", file);
    }
    return reader;
  }

  /// Deletes the files that no checkpoint needs, once it is known what each needs.
  ///
  /// @param checkpoints the positions of those that are kept
  void retire(List<Long> checkpoints) throws IOException {
    if (!needed.keySet().containsAll(checkpoints)) {
      return;
    }
    needed.keySet().retainAll(Set.copyOf(checkpoints));
    Set<Long> stay = new HashSet<>();
    needed.values().forEach(stay::addAll);
    files.keepOnly(stay);
  }
}
