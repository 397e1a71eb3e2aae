package dev.muster.upload;

import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.population.Change;
import dev.muster.population.Population;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One run of a merge or a replace: from the last durable step to the end of the file. One thread.
///
/// A batch is compared with what is stored, what there was goes into the undo file, what was
/// refused into the file of refused rows, and then the rows and how far that is become durable in
/// one record of the log. So a run that is cut off anywhere goes on from its last record: both
/// files are cut to what the record says, and the rows that it counts are passed over.
final class UploadRun {

  /// Users of a batch of the replacing at the end.
  private static final int USERS = 1_000;

  private final Running running;
  private final Population population;
  private final int[] attributeIds;
  private final OrdinalSet touched = new OrdinalSet();
  private final OrdinalSet differing = new OrdinalSet();
  private final OrdinalSet inRefusedRow = new OrdinalSet();
  private final UploadCounts.Counting counts;
  private Set<UserId> arrivals = new HashSet<>();

  UploadRun(Running running, Integration integration, Population population) {
    this.running = running;
    this.population = population;
    this.attributeIds = integration.properties().stream().mapToInt(Property::attributeId).toArray();
    this.counts = new UploadCounts.Counting(running.upload().progress().counts());
  }

  /// Runs to the end.
  ///
  /// @param batches not started
  /// @throws IOException if something cannot be read or written; what is durable stays
  /// @throws UnreadableFileException if the file cannot be read on
  void run(RowBatches batches, UploadFiles files) throws IOException, UnreadableFileException {
    UploadProgress from = running.upload().progress();
    long number = running.upload().number();
    batches.skip(
        from.counts().read(),
        from.refusedBytes() > 0,
        user -> {
          note(touched, user);
          // What was stored before is overwritten by now. Of who was in a row that changed nothing
          // and is in another one behind the cut, it stays said that nothing changed.
          note(differing, user);
        },
        user -> note(inRefusedRow, user));
    try (UndoFile undo = UndoFile.write(files.undo(number), from.undoBytes());
        FileChannel refused =
            FileChannel.open(
                files.refused(number), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      refused.truncate(from.refusedBytes());
      refused.position(from.refusedBytes());
      files.syncDirectory();
      UploadProgress reached = from;
      if (from.place() < 0) {
        batches.start();
        reached = rows(batches, undo, refused, from);
      }
      if (running.upload().mode().replaces()) {
        requireTaken();
        clearOthers(undo, reached);
      }
    }
  }

  private void note(OrdinalSet set, UserId user) {
    int ordinal = population.ordinalOf(user);
    if (ordinal >= 0) {
      set.add(ordinal);
    }
  }

  private UploadProgress rows(
      RowBatches batches, UndoFile undo, FileChannel refused, UploadProgress from)
      throws IOException, UnreadableFileException {
    UploadProgress reached = from;
    boolean more = true;
    while (more) {
      RowBatches.Batch batch = batches.next();
      running.requireGoing();
      more = !batch.last();
      int[] ordinals = ordinals(batch.updates());
      List<UploadStep.Before> before = compare(batch, ordinals);
      long undoBytes = undo.add(before);
      write(refused, batch.refusedRows());
      reached =
          new UploadProgress(batch.readBytes(), counts.now(), refused.position(), undoBytes, -1);
      running.apply(reached, batch, ordinals);
      settle();
    }
    return reached;
  }

  private static void write(FileChannel refused, byte[] rows) throws IOException {
    if (rows.length > 0) {
      ByteBuffer bytes = ByteBuffer.wrap(rows);
      while (bytes.hasRemaining()) {
        int _ = refused.write(bytes);
      }
      refused.force(false);
    }
  }

  private int[] ordinals(List<Update> updates) {
    int[] ordinals = new int[updates.size()];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = population.ordinalOf(updates.get(i).user());
    }
    return ordinals;
  }

  /// Counts a batch's rows and finds what there was before.
  private List<UploadStep.Before> compare(RowBatches.Batch batch, int[] ordinals) {
    counts.read += batch.read();
    counts.taken += batch.updates().size();
    counts.partial += batch.partial();
    counts.refused += batch.read() - batch.updates().size();
    batch.refusedUsers().forEach(user -> note(inRefusedRow, user));
    List<UploadStep.Before> before = new ArrayList<>(batch.updates().size());
    for (int i = 0; i < ordinals.length; i++) {
      UploadStep.Before had = compare(batch.updates().get(i), ordinals[i]);
      if (had != null) {
        before.add(had);
      }
    }
    return before;
  }

  private UploadStep.@Nullable Before compare(Update update, int ordinal) {
    if (ordinal < 0) {
      if (!arrivals.add(update.user())) {
        counts.duplicates++;
        return null;
      }
      counts.added++;
      return new UploadStep.Before(update.user(), false, List.of());
    }
    List<UserState.Held> held = population.held(ordinal, attributeIds);
    if (touched.add(ordinal)) {
      if (differs(update, held)) {
        differing.add(ordinal);
        counts.changed++;
      } else {
        counts.unchanged++;
      }
      return new UploadStep.Before(update.user(), true, held);
    }
    counts.duplicates++;
    if (!differing.has(ordinal) && differs(update, held)) {
      differing.add(ordinal);
      counts.unchanged--;
      counts.changed++;
    }
    return null;
  }

  /// Whether an update says anything else than what a user has.
  static boolean differs(Update update, List<UserState.Held> held) {
    for (Change change : update.changes()) {
      AttributeValue has = null;
      for (UserState.Held one : held) {
        if (one.attributeId() == change.attributeId()) {
          has = one.value();
          break;
        }
      }
      boolean same =
          switch (change) {
            case Change.Set(_, AttributeValue value) -> value.equals(has);
            case Change.Clear _ -> has == null;
          };
      if (!same) {
        return true;
      }
    }
    return false;
  }

  /// The users of the batch are known now.
  private void settle() {
    for (UserId user : arrivals) {
      int ordinal = population.ordinalOf(user);
      if (ordinal >= 0) {
        touched.add(ordinal);
        differing.add(ordinal);
      }
    }
    if (!arrivals.isEmpty()) {
      arrivals = new HashSet<>();
    }
  }

  /// A file of which nothing was understood must not empty an environment.
  private void requireTaken() throws UnreadableFileException {
    if (counts.taken == 0) {
      throw UnreadableFileException.unreadable(
          "No row could be taken, so nobody's attributes were taken away. The refused rows say why.");
    }
  }

  /// Takes the attributes from all who are not in the file.
  private void clearOthers(UndoFile undo, UploadProgress from) throws IOException {
    UploadProgress reached = from;
    int end = population.rows();
    int ordinal = (int) Math.max(0, from.place());
    while (ordinal < end) {
      running.requireGoing();
      List<UploadStep.Before> before = new ArrayList<>();
      while (ordinal < end && before.size() < USERS) {
        if (!touched.has(ordinal) && !inRefusedRow.has(ordinal)) {
          UserId user = population.idOf(ordinal);
          List<UserState.Held> held = population.held(ordinal, attributeIds);
          if (!held.isEmpty()) {
            before.add(new UploadStep.Before(user, true, held));
          }
        }
        ordinal++;
      }
      counts.cleared += before.size();
      reached =
          new UploadProgress(
              reached.readBytes(), counts.now(), reached.refusedBytes(), undo.add(before), ordinal);
      // Not as an update, which would make a user known again who is erased at this moment.
      running.putBack(reached, attributeIds, before.stream().map(UploadRun::nothing).toList());
    }
  }

  private static UploadStep.Before nothing(UploadStep.Before of) {
    return new UploadStep.Before(of.user(), true, List.of());
  }
}
