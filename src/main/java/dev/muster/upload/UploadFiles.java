package dev.muster.upload;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of uploads, beside the log: what was uploaded, until it is read to its end; the rows
/// that were refused, and what there was before, for as long as they are kept.
final class UploadFiles {

  private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.(csv|refused\\.csv|undo)");

  private final Path directory;

  /// @param directory made if it is not there
  UploadFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
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

  /// How many bytes the disk has room for.
  long room() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /// Deletes what was uploaded; its rows are taken, or will not be.
  void deleteFile(long number) throws IOException {
    Files.deleteIfExists(file(number));
  }

  /// Deletes all that is kept of an upload.
  void deleteAll(long number) throws IOException {
    Files.deleteIfExists(file(number));
    Files.deleteIfExists(refused(number));
    Files.deleteIfExists(undo(number));
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
