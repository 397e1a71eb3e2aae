package dev.muster.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// The operating system's file system.
final class OsDisk implements Disk {

  static final OsDisk INSTANCE = new OsDisk();

  /// Windows cannot open a directory as a file; its names are durable by themselves.
  private static final boolean DIRECTORIES_OPEN =
      !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");

  private OsDisk() {}

  @Override
  public DiskFile create(Path path) throws IOException {
    try (FileChannel _ =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return openForWriting(path);
    } catch (IOException e) {
      throw DiskFullException.insteadOf(e, path, 1);
    }
  }

  @Override
  public DiskFile openForWriting(Path path) throws IOException {
    return new OsFile(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public DiskFile openForReading(Path path) throws IOException {
    return new OsFile(path, Set.of(StandardOpenOption.READ));
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    Path above = directory.toAbsolutePath().getParent();
    if (Files.isDirectory(directory)) {
      return;
    }
    if (above != null) {
      createDirectories(above);
    }
    Files.createDirectory(directory);
    if (above != null) {
      syncDirectory(above);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    if (!DIRECTORIES_OPEN) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
