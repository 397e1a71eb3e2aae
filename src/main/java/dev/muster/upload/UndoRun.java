package dev.muster.upload;

import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.population.Population;
import dev.muster.population.UserRows;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

/// One run of taking an upload back, from its last durable step on: batch by batch, the last first,
/// so that of a user in several of them the first is what stays. One thread.
final class UndoRun {

  private final Running running;
  private final Upload undone;
  private final UserRows rows;
  private final int[] attributeIds;
  private final Set<Integer> own;

  UndoRun(Running running, Upload undone, Integration integration, Population population) {
    this.running = running;
    this.undone = undone;
    this.rows = new UserRows(population);
    this.own =
        integration.properties().stream()
            .map(Property::attributeId)
            .collect(Collectors.toUnmodifiableSet());
    this.attributeIds = integration.properties().stream().mapToInt(Property::attributeId).toArray();
  }

  /// Runs to the beginning of the file.
  void run(UploadFiles files) throws IOException {
    UploadProgress from = running.upload().progress();
    long all = undone.progress().undoBytes();
    long end = from.place() < 0 ? all : from.place();
    UploadCounts.Counting counts = new UploadCounts.Counting(from.counts());
    try (UndoFile undo = UndoFile.read(files.undo(undone.number()))) {
      while (end > 0) {
        running.requireGoing();
        UndoFile.Batch batch = undo.before(end);
        end = batch.begin();
        for (UploadStep.Before user : batch.users()) {
          counts.read++;
          if (!user.known() && rows.hasNothingBut(user.user(), own)) {
            counts.removed++;
          } else {
            counts.changed++;
          }
        }
        running.putBack(
            new UploadProgress(all - end, counts.now(), 0, 0, end), attributeIds, batch.users());
      }
    }
  }
}
