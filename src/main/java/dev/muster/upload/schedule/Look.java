package dev.muster.upload.schedule;

import dev.muster.catalog.Schedule;
import dev.muster.upload.FormatWishes;
import dev.muster.upload.Receiving;
import dev.muster.upload.Taken;
import dev.muster.upload.UnreadableFileException;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadException;
import dev.muster.upload.UploadMode;
import dev.muster.upload.UploadPlace;
import dev.muster.upload.Uploads;
import dev.muster.upload.schedule.FileSource.Found;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// One look: takes the files that are new, by name, and forgets those that are no longer there. For
/// one thread.
final class Look {

  static final String BY = "schedule";

  private static final int PIECE_BYTES = 256 << 10;

  /// So many may wait to be run, so that the disk does not fill up with a backlog.
  private static final int WAITING_MAX = 2;

  /// When so many files in a row cannot be read, the rest is left to the next look.
  private static final int FAILURES_MAX = 3;

  private final Uploads uploads;
  private final UploadPlace place;
  private final Schedule schedule;
  private final BooleanSupplier isWanted;

  /// What a look has done.
  ///
  /// @param taken how many files
  /// @param unsettled whether there are files that may not be whole
  /// @param trouble with the last file that could not be taken
  record Result(int taken, boolean unsettled, Optional<String> trouble) {}

  /// @param isWanted whether to go on
  Look(Uploads uploads, UploadPlace place, Schedule schedule, BooleanSupplier isWanted) {
    this.uploads = uploads;
    this.place = place;
    this.schedule = schedule;
    this.isWanted = isWanted;
  }

  Result look(FileSource source) throws SourceException, UploadException, InterruptedException {
    if (place.integration().properties().isEmpty()) {
      throw new SourceException(
          "the integration lists no columns yet; choose the columns to import first");
    }
    List<Found> found = source.list();
    Map<String, String> known = uploads.taken(place);
    forget(found, known);
    int taken = 0;
    boolean unsettled = false;
    int failures = 0;
    List<String> troubles = new ArrayList<>();
    for (Found file : found) {
      String mark = known.getOrDefault(origin(file), "");
      if (mark.equals(file.mark()) || mark.equals(refusedMark(file))) {
        continue;
      }
      if (!file.isSettled()) {
        unsettled = true;
        continue;
      }
      if (file.bytes() > uploads.limits().bytesMax()) {
        troubles.add(
            "the file " + file.name() + " has more bytes than upload-max allows; split it");
        continue;
      }
      waitForRoom();
      if (!isWanted.getAsBoolean()) {
        break;
      }
      try {
        take(source, file);
        taken++;
        failures = 0;
      } catch (UnreadableFileException none) {
        troubles.add("the file " + file.name() + ": " + none.detail());
      } catch (SourceException failed) {
        troubles.add(failed.words());
        failures++;
      } catch (IOException failed) {
        troubles.add("the file " + file.name() + " cannot be read: " + failed.getMessage());
        failures++;
      }
      if (failures == FAILURES_MAX) {
        break;
      }
    }
    return new Result(
        taken, unsettled, troubles.isEmpty() ? Optional.empty() : Optional.of(troubles.getLast()));
  }

  private void forget(List<Found> found, Map<String, String> known) throws UploadException {
    Set<String> there = found.stream().map(this::origin).collect(Collectors.toSet());
    List<String> gone = known.keySet().stream().filter(name -> !there.contains(name)).toList();
    if (!gone.isEmpty()) {
      uploads.forgetTaken(place, gone);
    }
  }

  private void waitForRoom() throws InterruptedException {
    while (isWanted.getAsBoolean() && uploads.waiting(place) >= WAITING_MAX) {
      Thread.sleep(200);
    }
  }

  private void take(FileSource source, Found file)
      throws SourceException, UploadException, UnreadableFileException, IOException {
    Upload upload =
        uploads.begin(
            place,
            schedule.replaces() ? UploadMode.REPLACE : UploadMode.MERGE,
            Optional.of(file.shortName()),
            BY,
            Optional.of(origin(file)),
            FormatWishes.NONE,
            OptionalLong.of(file.bytes()));
    boolean done = false;
    Taken taken = new Taken(origin(file), file.mark(), refusedMark(file));
    try (Receiving part = uploads.receive(upload, taken);
        InputStream in = source.open(file)) {
      part.expect(file.bytes());
      byte[] piece = new byte[PIECE_BYTES];
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        if (!isWanted.getAsBoolean()) {
          throw new SourceException("the look was stopped");
        }
        part.write(ByteBuffer.wrap(piece, 0, length));
      }
      if (part.size() != file.bytes()) {
        throw new SourceException("the file " + file.name() + " has changed while it was read");
      }
      Upload _ = part.finish(true);
      done = true;
    } catch (UnreadableFileException none) {
      done = true;
      throw none;
    } finally {
      if (!done) {
        uploads.forget(upload);
      }
    }
  }

  private String refusedMark(Found file) {
    // Another mapping may make something of it.
    return file.mark() + " refused by version " + place.integration().version();
  }

  private String origin(Found file) {
    return switch (schedule.source()) {
      case Schedule.Folder _ -> "folder " + file.name();
      case Schedule.Bucket bucket -> "s3://" + bucket.bucket() + "/" + file.name();
    };
  }
}
