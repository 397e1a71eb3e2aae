package dev.muster.upload.schedule;

import dev.muster.catalog.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of a folder below the one that the operator allows. A file counts as whole when it is
/// as it was at the look before, and it stays where it is.
final class FolderSource implements FileSource {

  private final Path root;
  private final Schedule.Folder folder;
  private final Map<String, String> seenBefore;
  private final List<NotTaken> passedOver = new ArrayList<>();

  /// @param root the folder that the operator allows
  /// @param seenBefore the marks of the files at the look before, by name; taken over with each
  ///   look
  FolderSource(Path root, Schedule.Folder folder, Map<String, String> seenBefore) {
    this.root = root;
    this.folder = folder;
    this.seenBefore = seenBefore;
  }

  /// The folder itself, with links resolved.
  ///
  /// @param root empty where the operator allows none
  /// @throws SourceException if it is not there, or not below the one that is allowed
  static Path resolve(Optional<Path> root, String path) throws SourceException {
    if (root.isEmpty()) {
      throw new SourceException(
          "this server takes no files from folders: whoever runs it has to allow one with the"
              + " setting import-folder");
    }
    try {
      Path allowed = root.get().toRealPath();
      Path wanted = allowed.resolve(path).toRealPath();
      if (!wanted.startsWith(allowed)) {
        throw new SourceException("the folder is not below the one that import-folder allows");
      }
      if (!Files.isDirectory(wanted)) {
        throw new SourceException("it is a file, and not a folder");
      }
      return wanted;
    } catch (NoSuchFileException _) {
      throw new SourceException("there is no such folder below the one that import-folder allows");
    } catch (IOException | InvalidPathException unreadable) {
      throw new SourceException("the folder cannot be read", unreadable);
    }
  }

  @Override
  public List<Found> list() throws SourceException {
    Path directory = resolve(Optional.of(root), folder.path());
    PathMatcher pattern = directory.getFileSystem().getPathMatcher("glob:" + folder.pattern());
    List<Found> found = new ArrayList<>();
    Map<String, String> marks = new HashMap<>();
    passedOver.clear();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Path name = file.getFileName();
        if (name == null || !pattern.matches(name)) {
          continue;
        }
        Optional<Found> one = found(name.toString(), file);
        if (one.isPresent()) {
          marks.put(one.get().name(), one.get().mark());
          found.add(one.get());
        } else {
          passOver(name.toString(), file);
        }
        if (found.size() > FILES_MAX) {
          throw FileSource.tooMany("move those that are taken, or narrow the pattern");
        }
      }
    } catch (NotDirectoryException | NoSuchFileException gone) {
      throw new SourceException("the folder has gone", gone);
    } catch (IOException | DirectoryIteratorException unreadable) {
      throw new SourceException(
          "the folder cannot be read: the server's process may not, or the disk fails", unreadable);
    }
    seenBefore.clear();
    seenBefore.putAll(marks);
    found.sort(Comparator.comparing(Found::name));
    return found;
  }

  private Optional<Found> found(String name, Path file) throws IOException {
    try {
      Path real = file.toRealPath();
      BasicFileAttributes about = about(real);
      if (!real.startsWith(root.toRealPath()) || !about.isRegularFile() || about.size() == 0) {
        return Optional.empty();
      }
      String mark = about.size() + " " + about.lastModifiedTime().toInstant();
      String full = full(name);
      return Optional.of(new Found(full, mark, about.size(), mark.equals(seenBefore.get(full))));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static BasicFileAttributes about(Path real) throws IOException {
    return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private String full(String name) {
    return folder.path().isEmpty() ? name : folder.path() + "/" + name;
  }

  /// Empty files are passed over without a word, since those that are being made are empty, too.
  private void passOver(String name, Path file) throws IOException {
    Optional<String> why = Optional.empty();
    try {
      Path real = file.toRealPath();
      if (!real.startsWith(root.toRealPath())) {
        why = Optional.of("it is a link out of the folder that import-folder allows");
      } else if (!about(real).isRegularFile()) {
        why = Optional.of("it is no file");
      }
    } catch (NoSuchFileException _) {
      // Without a link it has just gone.
      why =
          Files.isSymbolicLink(file)
              ? Optional.of("it is a link to what is not there")
              : Optional.empty();
    }
    if (passedOver.size() < NotTaken.TOLD_MAX) {
      why.ifPresent(words -> passedOver.add(new NotTaken(full(name), words)));
    }
  }

  @Override
  public List<NotTaken> passedOver() {
    return List.copyOf(passedOver);
  }

  @Override
  public InputStream open(Found file) throws SourceException, IOException {
    Path directory = resolve(Optional.of(root), folder.path());
    Path real = directory.resolve(file.shortName()).toRealPath();
    Optional<Found> now = found(file.shortName(), real);
    if (now.isEmpty() || !now.get().mark().equals(file.mark())) {
      throw new SourceException("it has changed while it was looked at");
    }
    // The path without links, so that none can be put in its place in between.
    return Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void close() {}
}
