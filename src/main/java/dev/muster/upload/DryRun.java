package dev.muster.upload;

import dev.muster.catalog.Integration;
import dev.muster.population.Change;
import dev.muster.population.Population;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One run that changes nothing: counts what an upload would do. Reads the file twice, since of a
/// user in several rows only the last counts for the segments. One thread.
final class DryRun {

  /// More users than this in several rows each are not told apart.
  private static final int REPEATED_MAX = 1_000_000;

  /// How many users are looked at between two reports of how far it is.
  private static final int USERS = 10_000;

  private final Running running;
  private final Population population;
  private final Comparison comparison;

  /// The last row of each user who is in several, by the number of the taken row.
  private final Map<UserId, Long> lastRows = new HashMap<>();

  DryRun(Running running, Integration integration, Population population) {
    this.running = running;
    this.population = population;
    this.comparison =
        new Comparison(integration, population, new Fingerprints()::add, UploadCounts.NONE);
  }

  /// Opens the file from its beginning.
  interface Opening {
    RowBatches open() throws IOException, UnreadableFileException;
  }

  /// Runs to the end.
  ///
  /// @param shifts counts what would become of the live segments
  void run(Opening opening, ShiftCount shifts, UploadFiles files)
      throws IOException, UnreadableFileException {
    long refusedBytes;
    try (RowBatches batches = opening.open();
        OutputStream refused = Files.newOutputStream(files.refused(running.upload().number()))) {
      comparison.takeAway(batches.attributeIds());
      batches.start();
      refusedBytes = count(batches, refused, files, shifts.isOfUse() ? 2 : 1);
    }
    if (!running.upload().mode().replaces() && !shifts.isOfUse()) {
      return;
    }
    if (shifts.isOfUse()) {
      try (RowBatches batches = opening.open()) {
        batches.start();
        shift(batches, shifts, refusedBytes);
      }
    }
    if (running.upload().mode().replaces() && comparison.counts().taken > 0) {
      clearOthers(shifts, refusedBytes);
    }
  }

  private long count(RowBatches batches, OutputStream refused, UploadFiles files, int passes)
      throws IOException, UnreadableFileException {
    long refusedBytes = 0;
    boolean more = true;
    while (more) {
      RowBatches.Batch batch = batches.next();
      running.requireGoing();
      more = !batch.last();
      long row = comparison.counts().taken;
      comparison.count(batch);
      running.refused(batch.refusals());
      running.found(batch.columns());
      for (Update update : batch.updates()) {
        count(update, row++);
      }
      if (running.remark().isPresent()
          || refusedBytes + batch.refusedRows().length > RefusedRows.BYTES_MAX) {
        running.remark(RefusedRows.TOO_MANY);
      } else {
        refused.write(batch.refusedRows());
        refusedBytes += batch.refusedRows().length;
      }
      files.requireRoom();
      reached(batch.readBytes() / passes, refusedBytes);
    }
    return refusedBytes;
  }

  private void reached(long readBytes, long refusedBytes) {
    running.reached(new UploadProgress(readBytes, comparison.counts().now(), refusedBytes, 0, -1));
  }

  private void count(Update update, long row) {
    int ordinal = population.ordinalOf(update.user());
    Comparison.Whose whose = comparison.compare(update, ordinal, comparison.held(ordinal));
    boolean isRoom = lastRows.size() < REPEATED_MAX || lastRows.containsKey(update.user());
    boolean again = whose == Comparison.Whose.AGAIN || whose == Comparison.Whose.CHANGED_AGAIN;
    if (again && isRoom) {
      lastRows.put(update.user(), row);
    }
  }

  private void shift(RowBatches batches, ShiftCount shifts, long refusedBytes)
      throws IOException, UnreadableFileException {
    long half = running.upload().progress().readBytes();
    long row = 0;
    boolean more = true;
    while (more) {
      RowBatches.Batch batch = batches.next();
      running.requireGoing();
      more = !batch.last();
      for (Update update : batch.updates()) {
        Long last = lastRows.isEmpty() ? null : lastRows.get(update.user());
        if (last == null || last == row) {
          shifts.add(update);
        }
        row++;
      }
      reached(half + batch.readBytes() / 2, refusedBytes);
    }
  }

  private void clearOthers(ShiftCount shifts, long refusedBytes) {
    int end = population.rows();
    for (int ordinal = 0; ordinal < end; ordinal++) {
      if (ordinal % USERS == 0) {
        running.requireGoing();
        reached(running.upload().progress().readBytes(), refusedBytes);
      }
      if (!comparison.isLeftOut(ordinal)) {
        continue;
      }
      UserId user = population.idOf(ordinal);
      List<UserState.Held> held = comparison.lost(comparison.held(ordinal));
      if (!held.isEmpty()) {
        comparison.counts().cleared++;
        List<Change> changes = new ArrayList<>(held.size());
        held.forEach(one -> changes.add(new Change.Clear(one.attributeId())));
        shifts.add(new Update(user, changes));
      }
    }
    reached(running.upload().progress().readBytes(), refusedBytes);
  }
}
