package dev.muster.upload;

import dev.muster.catalog.Integration;
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
import java.util.stream.IntStream;

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
  private final Set<UserId> arrivals = new HashSet<>();
  private final Comparison comparison;

  UploadRun(Running running, Integration integration, Population population) {
    this.running = running;
    this.population = population;
    this.comparison =
        new Comparison(
            integration, population, arrivals::add, running.upload().progress().counts());
  }

  /// Runs to the end.
  ///
  /// @param batches not started
  /// @throws IOException if something cannot be read or written; what is durable stays
  /// @throws UnreadableFileException if the file cannot be read on
  void run(RowBatches batches, UploadFiles files) throws IOException, UnreadableFileException {
    UploadProgress from = running.upload().progress();
    long number = running.upload().number();
    comparison.takeAway(batches.attributeIds());
    running.refused(
        batches.skip(
            from.counts().read(),
            from.refusedBytes() > 0,
            running::requireGoing,
            comparison::refused));
    running.found(batches.columns());
    UndoFile.read(files.undo(number), from.undoBytes(), running::requireGoing, comparison::goOn);
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
        reached = rows(batches, undo, refused, files, from);
      }
      if (running.upload().mode().replaces()) {
        requireTaken();
        clearOthers(undo, reached);
      }
    }
  }

  private UploadProgress rows(
      RowBatches batches,
      UndoFile undo,
      FileChannel refused,
      UploadFiles files,
      UploadProgress from)
      throws IOException, UnreadableFileException {
    UploadProgress reached = from;
    boolean more = true;
    while (more) {
      RowBatches.Batch batch = running.withoutErased(batches.next());
      running.requireGoing();
      more = !batch.last();
      int[] ordinals = ordinals(batch.updates());
      long undoBytes = compare(batch, ordinals, undo);
      write(refused, batch.refusedRows());
      files.requireRoom();
      reached =
          new UploadProgress(
              batch.readBytes(), comparison.counts().now(), refused.position(), undoBytes, -1);
      int[] arrived = unknown(ordinals);
      running.apply(reached, batch, ordinals);
      for (int row : arrived) {
        comparison.arrived(ordinals[row]);
      }
      arrivals.clear();
    }
    return reached;
  }

  private void write(FileChannel refused, byte[] rows) throws IOException {
    if (running.remark().isPresent() || refused.position() + rows.length > RefusedRows.BYTES_MAX) {
      running.remark(RefusedRows.TOO_MANY);
    } else if (rows.length > 0) {
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
  ///
  /// @return how long the undo file is then
  private long compare(RowBatches.Batch batch, int[] ordinals, UndoFile undo) throws IOException {
    comparison.count(batch);
    running.refused(batch.refusals());
    running.found(batch.columns());
    List<UndoFile.Entry> before = new ArrayList<>(ordinals.length);
    for (int i = 0; i < ordinals.length; i++) {
      Update update = batch.updates().get(i);
      List<UserState.Held> held = comparison.held(ordinals[i]);
      UserId user = update.user();
      switch (comparison.compare(update, ordinals[i], held)) {
        case NEW -> before.add(entry(UndoFile.Beside.OTHER, user, false, List.of()));
        case CHANGED -> before.add(entry(UndoFile.Beside.OTHER, user, true, held));
        case UNCHANGED -> before.add(entry(UndoFile.Beside.SAME, user, true, held));
        case CHANGED_AGAIN -> before.add(entry(UndoFile.Beside.OTHER_LATER, user, true, List.of()));
        case AGAIN -> {}
      }
    }
    return undo.add(before);
  }

  private static UndoFile.Entry entry(
      UndoFile.Beside beside, UserId user, boolean known, List<UserState.Held> held) {
    return new UndoFile.Entry(beside, new UploadStep.Before(user, known, held));
  }

  /// The rows whose users are not known yet.
  private static int[] unknown(int[] ordinals) {
    return IntStream.range(0, ordinals.length).filter(row -> ordinals[row] < 0).toArray();
  }

  /// A file of which nothing was understood must not empty an environment.
  private void requireTaken() throws UnreadableFileException {
    if (comparison.counts().taken == 0) {
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
      List<UndoFile.Entry> before = new ArrayList<>();
      while (ordinal < end && before.size() < USERS) {
        if (comparison.isLeftOut(ordinal)) {
          UserId user = population.idOf(ordinal);
          List<UserState.Held> held = comparison.held(ordinal);
          if (!comparison.lost(held).isEmpty()) {
            before.add(entry(UndoFile.Beside.OTHER, user, true, held));
          }
        }
        ordinal++;
      }
      comparison.counts().cleared += before.size();
      reached =
          new UploadProgress(
              reached.readBytes(),
              comparison.counts().now(),
              reached.refusedBytes(),
              undo.add(before),
              ordinal);
      // Not as an update, which would make a user known again who is erased at this moment.
      running.putBack(
          reached, comparison.takenAway(), before.stream().map(UploadRun::nothing).toList());
    }
  }

  private static UploadStep.Before nothing(UndoFile.Entry of) {
    return new UploadStep.Before(of.before().user(), true, List.of());
  }
}
