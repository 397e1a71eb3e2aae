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
import dev.muster.upload.UploadStatus;
import dev.muster.upload.Uploads;
import dev.muster.upload.schedule.FileSource.Found;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
  private final Consumer<Upload> noted;
  private final BooleanSupplier isWanted;

  /// What a look has done.
  ///
  /// @param taken how many files
  /// @param unsettled whether there are files that may not be whole
  /// @param notTaken what is there and is not taken, at this look or one before
  record Result(int taken, boolean unsettled, List<NotTaken> notTaken) {}

  /// @param noted told of each file before its rows are taken
  /// @param isWanted whether to go on
  Look(
      Uploads uploads,
      UploadPlace place,
      Schedule schedule,
      Consumer<Upload> noted,
      BooleanSupplier isWanted) {
    this.uploads = uploads;
    this.place = place;
    this.schedule = schedule;
    this.noted = noted;
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
    Map<String, Upload> before = lastByOrigin();
    List<NotTaken> notTaken = new ArrayList<>(source.passedOver());
    for (Found file : found) {
      String mark = known.getOrDefault(origin(file), "");
      boolean isRefused = mark.equals(refusedMark(file));
      if (isRefused || mark.equals(file.mark())) {
        whyFailed(before.get(origin(file)), isRefused)
            .ifPresent(why -> notTaken.add(new NotTaken(file.name(), why)));
        continue;
      }
      if (!file.isSettled()) {
        unsettled = true;
        continue;
      }
      if (file.bytes() > uploads.limits().bytesMax()) {
        notTaken.add(
            new NotTaken(file.name(), "it has more bytes than upload-max allows; split it"));
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
        notTaken.add(new NotTaken(file.name(), none.detail()));
      } catch (SourceException failed) {
        notTaken.add(new NotTaken(file.name(), failed.words()));
        failures++;
      } catch (AccessDeniedException denied) {
        notTaken.add(new NotTaken(file.name(), "the server's process may not read it"));
        failures++;
      } catch (IOException failed) {
        notTaken.add(new NotTaken(file.name(), "it cannot be read: " + failed.getMessage()));
        failures++;
      }
      if (failures == FAILURES_MAX) {
        break;
      }
    }
    return new Result(taken, unsettled, notTaken);
  }

  /// The latest upload of each file that is remembered.
  private Map<String, Upload> lastByOrigin() {
    Map<String, Upload> last = new HashMap<>();
    for (Upload upload : uploads.list(place)) {
      upload.origin().ifPresent(origin -> last.putIfAbsent(origin, upload));
    }
    return last;
  }

  /// Why a file that was looked at before did not become what it says.
  private static Optional<String> whyFailed(@Nullable Upload last, boolean isRefused) {
    if (last != null && last.status() == UploadStatus.FAILED) {
      return Optional.of(last.reason().orElse("its upload has failed"));
    }
    return isRefused ? Optional.of("it is no file of this mapping") : Optional.empty();
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
        throw new SourceException("it has changed while it was read");
      }
      Upload _ = part.finish(true, () -> noted.accept(upload));
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
