package dev.muster.upload;

import dev.muster.population.UserId;
import dev.muster.storage.Shrinking;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of uploads, beside the log: what was uploaded, until it is read to its end; the rows
/// that were refused, and what there was before, for as long as they are kept.
final class UploadFiles {

  /// At the end of the name of what takes the place of a file when it is whole.
  private static final String NEW = ".new";

  /// At the end of the name of what is being deleted.
  private static final String OLD = ".old";

  private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.(csv|refused\\.csv|undo)");

  /// Room of the disk that is left to the log.
  static final long SPARE_BYTES = 256L << 20;

  /// How long a file may lie there in part before it is given up.
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final Path directory;

  /// Looking it up reads the system's mounts, which is too much for each batch of rows.
  private final FileStore disk;

  /// @param directory made if it is not there
  UploadFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.disk = Files.getFileStore(directory);
    // What a kill has left in the middle.
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(directory, "*{" + NEW + "," + OLD + "}")) {
      for (Path one : left) {
        Files.delete(one);
      }
    }
  }

  /// What was uploaded.
  Path file(long number) {
    return directory.resolve(number + ".csv");
  }

  /// The rows that were refused.
  Path refused(long number) {
    return directory.resolve(number + ".refused.csv");
  }

  /// What there was before.
  Path undo(long number) {
    return directory.resolve(number + ".undo");
  }

  /// How much of a file has arrived.
  long received(long number) throws IOException {
    try {
      return Files.size(file(number));
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  /// Whether nothing of a file has come for a day.
  boolean isAbandoned(Upload upload, Instant now) throws IOException {
    Path file = file(upload.number());
    Instant last =
        Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : upload.createdAt();
    return now.isAfter(last.plus(PATIENCE));
  }

  /// How the file of an upload is written.
  CsvFormat format(Upload upload) throws IOException, UnreadableFileException {
    return Recognition.recognise(file(upload.number()), upload.wishes());
  }

  /// Opens the file of an upload.
  ///
  /// @throws UnreadableFileException if it does not have the columns of the mapping
  RowBatches open(Upload upload, UploadPlace place, CsvFormat format)
      throws IOException, UnreadableFileException {
    return RowBatches.open(
        file(upload.number()),
        format,
        columns ->
            RowMapping.of(
                place.integration(),
                place.system().timeZone(),
                place.system().pages().salt(),
                columns,
                format.notation(),
                upload.wishes().keepMissing()));
  }

  /// @throws IOException if the disk has only the room that the log may need
  void requireRoom() throws IOException {
    if (room() < SPARE_BYTES) {
      throw new IOException("the disk is nearly full");
    }
  }

  /// How many bytes the disk has room for.
  long room() throws IOException {
    return disk.getUsableSpace();
  }

  /// Deletes what is of no use any more when an upload is over: what was uploaded, and files with
  /// nothing in them.
  void deleteUseless(long number) throws IOException {
    Path file = file(number);
    if (Files.exists(file)) {
      Path old = directory.resolve(number + ".csv" + OLD);
      Files.move(file, old, StandardCopyOption.ATOMIC_MOVE);
      Thread.ofVirtual().name("muster-upload-delete").start(() -> Shrinking.delete(old));
    }
    for (Path kept : List.of(refused(number), undo(number))) {
      if (Files.exists(kept) && Files.size(kept) == 0) {
        Files.delete(kept);
      }
    }
  }

  /// Deletes all that is kept of an upload.
  void deleteAll(long number) throws IOException {
    Files.deleteIfExists(file(number));
    Files.deleteIfExists(refused(number));
    Files.deleteIfExists(undo(number));
  }

  /// Takes the rows of users out of the refused rows of an upload that is over.
  ///
  /// @param salts with which identifiers may have been hashed; empty: they are not
  void eraseRefused(long number, Set<Optional<String>> salts, Predicate<UserId> users)
      throws IOException {
    Path before = refused(number);
    if (!Files.exists(before) || Files.size(before) == 0) {
      return;
    }
    Path after = Files.createTempFile(directory, number + ".refused.csv.", NEW);
    try {
      if (RefusedRows.copyWithout(before, after, salts, users)) {
        Files.move(after, before, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory();
      }
    } finally {
      Files.deleteIfExists(after);
    }
  }

  /// Deletes the files of uploads that there are not.
  void deleteUnless(LongPredicate exists) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && !exists.test(Long.parseLong(name.group(1)))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /// Makes the names of new files durable.
  void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
