package dev.muster.upload.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Where files are found. For one thread.
interface FileSource extends AutoCloseable {

  /// More than these are not looked through.
  int FILES_MAX = 10_000;

  /// A file that is there.
  ///
  /// @param name by which it is told from others of the source
  /// @param mark tells this state of the file from others
  /// @param bytes its size
  /// @param isSettled whether it is known to be whole
  record Found(String name, String mark, long bytes, boolean isSettled) {

    /// The name without what stands before it.
    String shortName() {
      return name.substring(name.lastIndexOf('/') + 1);
    }
  }

  /// All files that are meant, by name.
  ///
  /// @throws SourceException if they cannot be told, or there are more than [#FILES_MAX]
  List<Found> list() throws SourceException;

  /// The files that the last list has left out, although they are meant by their names.
  List<NotTaken> passedOver();

  /// Reads a file.
  ///
  /// @throws SourceException if it cannot be read, or is another than was found
  InputStream open(Found file) throws SourceException, IOException;

  @Override
  void close();

  /// The failure of a source that has too many files.
  static SourceException tooMany(String what) {
    return new SourceException("more than %,d files are there; %s".formatted(FILES_MAX, what));
  }
}
