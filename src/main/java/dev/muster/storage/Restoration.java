package dev.muster.storage;

import dev.muster.storage.BackupManifest.BackedUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Makes a data directory out of a backup. It is written beside, inside of the directory, checked,
/// and then takes its names one by one; the file `format` last, without which no server starts
/// there. What a killed restoration has left is cleared by the next one.
public final class Restoration {

  /// Where it is written until all of it is right.
  static final String UNFINISHED = ".restoring";

  private static final String FORMAT = "format";

  private Restoration() {}

  /// Restores a backup.
  ///
  /// @param backup what [Backup] made
  /// @param data a directory that is empty, or not there
  /// @return what is in it now
  /// @throws UnsupportedFormatException if it is no whole backup, or one of a newer version
  /// @throws IOException if something is damaged, or there is data already; the message names it
  public static BackupManifest restore(Path backup, Path data) throws IOException {
    BackupManifest manifest = BackupManifest.read(backup);
    refuseOthers(backup, manifest);
    Disk disk = Disk.real();
    boolean isNew = !Files.exists(data);
    requireEmpty(data);
    disk.createDirectories(data);
    try {
      return restoreInto(data, backup, manifest, disk);
    } catch (DirectoryLockedException notOurs) {
      throw notOurs;
    } catch (IOException | RuntimeException failed) {
      leaveAsFound(data, isNew);
      throw failed;
    }
  }

  /// Nothing is left of a restoration that was refused but what was there before.
  private static void leaveAsFound(Path data, boolean isNew) throws IOException {
    if (!Files.exists(data.resolve(FORMAT)) && !Files.exists(data.resolve(UNFINISHED))) {
      Files.deleteIfExists(data.resolve("lock"));
      if (isNew && Disk.real().list(data).isEmpty()) {
        Files.delete(data);
      }
    }
  }

  private static BackupManifest restoreInto(
      Path data, Path backup, BackupManifest manifest, Disk disk) throws IOException {
    DataDirectory.restrict(data);
    try (DataDirectory _ = DataDirectory.holdEmpty(data)) {
      clear(data);
      Path unfinished = Files.createDirectory(data.resolve(UNFINISHED));
      try {
        for (BackedUp file : manifest.files()) {
          copy(backup, unfinished, file);
        }
        for (Path one : disk.list(unfinished)) {
          if (Files.isDirectory(one)) {
            disk.syncDirectory(one);
          }
        }
        disk.syncDirectory(unfinished);
        check(unfinished);
      } catch (IOException | RuntimeException failed) {
        delete(unfinished);
        throw failed;
      }
      List<Path> entries = new ArrayList<>(disk.list(unfinished));
      entries.sort(Comparator.comparing((Path one) -> one.endsWith(FORMAT)));
      for (Path one : entries) {
        if (one.endsWith(FORMAT)) {
          disk.syncDirectory(data);
        }
        disk.rename(one, data.resolve(one.getFileName()));
      }
      disk.syncDirectory(data);
      Files.delete(unfinished);
      disk.syncDirectory(data);
      return manifest;
    }
  }

  /// What the manifest does not name does not belong to the backup; it may be what is left of one
  /// that was damaged.
  private static void refuseOthers(Path backup, BackupManifest manifest) throws IOException {
    Set<String> named = new TreeSet<>(manifest.files().stream().map(BackedUp::path).toList());
    Path root = backup.resolve(BackupManifest.DATA);
    try (Stream<Path> all = Files.walk(root)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        if (!named.contains(root.relativize(one).toString().replace('\\', '/'))) {
          throw new IOException(one + " is not part of the backup: the manifest does not name it");
        }
      }
    } catch (NoSuchFileException _) {
      throw new IOException(root + " is missing: the backup is not whole");
    }
  }

  private static void requireEmpty(Path data) throws IOException {
    if (!Files.exists(data)) {
      return;
    }
    Set<String> names = new TreeSet<>();
    for (Path one : Disk.real().list(data)) {
      names.add(one.getFileName().toString());
    }
    names.removeAll(Set.of("lock", "lost+found"));
    if (!Files.isDirectory(data)) {
      throw new IOException(data + " is not a directory");
    }
    if (names.contains(UNFINISHED) && !names.contains(FORMAT)) {
      return;
    }
    if (!names.isEmpty()) {
      throw new IOException(
          "%s is not empty (%s); restore into an empty directory, or move what is there away first"
              .formatted(data, names.iterator().next()));
    }
  }

  /// What a restoration that was killed has left.
  private static void clear(Path data) throws IOException {
    if (!Files.exists(data.resolve(UNFINISHED))) {
      return;
    }
    for (Path one : Disk.real().list(data)) {
      if (!Set.of("lock", "lost+found").contains(one.getFileName().toString())) {
        delete(one);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> inside = Files.walk(directory)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void copy(Path backup, Path to, BackedUp file) throws IOException {
    Path from = backup.resolve(BackupManifest.DATA).resolve(file.path());
    try (DiskFile source = Disk.real().openForReading(from);
        HashedFile copy = HashedFile.create(to.resolve(file.path()), Pace.UNLIMITED)) {
      copy.copy(source, Long.MAX_VALUE);
      if (!copy.finish(file.path()).equals(file)) {
        throw new IOException(
            from + " is damaged: it is not what was backed up. Use another backup");
      }
    } catch (NoSuchFileException _) {
      throw new IOException(from + " is missing: the backup is not whole. Use another one");
    }
  }

  private static void check(Path restored) throws IOException {
    Inspection found = Inspection.of(restored, (_, _, _) -> {});
    if (!found.damages().isEmpty()) {
      throw new IOException("the data is damaged: " + found.damages().getFirst().what());
    }
  }
}
