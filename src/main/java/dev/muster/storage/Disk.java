package dev.muster.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The file system as far as storage needs it, so that tests can put failing, full and forgetful
/// disks below real code. Safe for use by several threads.
public interface Disk {

  /// The operating system's.
  static Disk real() {
    return OsDisk.INSTANCE;
  }

  /// Makes an empty file, to be read and written.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if there is one
  /// @throws DiskFullException if there is no room
  DiskFile create(Path path) throws IOException;

  /// Opens an existing file, to be read and written.
  DiskFile openForWriting(Path path) throws IOException;

  /// Opens an existing file, to be read.
  DiskFile openForReading(Path path) throws IOException;

  /// The entries of a directory, in no order; none if there is no such directory.
  List<Path> list(Path directory) throws IOException;

  /// Makes a directory and those above it, as far as they are missing.
  void createDirectories(Path directory) throws IOException;

  /// Gives a file another name in the same directory, in one step, in place of whatever had it.
  /// Durable after [#syncDirectory].
  void rename(Path from, Path to) throws IOException;

  /// Removes a file. Durable after [#syncDirectory].
  void delete(Path path) throws IOException;

  /// Makes the names in a directory durable.
  void syncDirectory(Path directory) throws IOException;
}
