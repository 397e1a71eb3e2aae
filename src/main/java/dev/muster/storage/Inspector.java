package dev.muster.storage;

import dev.muster.storage.Inspection.CheckpointFound;
import dev.muster.storage.Inspection.Damage;
import dev.muster.storage.Inspection.PayloadsFound;
import dev.muster.storage.Inspection.SegmentFound;
import dev.muster.storage.Inspection.Start;
import dev.muster.storage.Inspection.Use;
import dev.muster.storage.Inspection.Visitor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Looks at a data directory; see [Inspection]. Unlike a start it goes on behind damage, so that
/// all of it is found at once.
final class Inspector {

  /// How often a directory that is being written is looked at again before it counts as damaged.
  private static final int LOOKS = 3;

  private final Path directory;
  private final Disk disk;
  private final Visitor visitor;
  private final List<Damage> damages = new ArrayList<>();

  Inspector(Path directory, Disk disk, Visitor visitor) {
    this.directory = directory;
    this.disk = disk;
    this.visitor = visitor;
  }

  Inspection inspect() throws IOException {
    Path format = directory.resolve("format");
    if (Files.exists(directory) && !Files.isReadable(directory)) {
      throw new AccessDeniedException(directory.toString());
    }
    if (!Files.isRegularFile(format)) {
      throw new UnsupportedFormatException(
          directory + " is not a data directory: it has no file 'format'");
    }
    DataDirectory.checkFormat(format);
    boolean inUse = DataDirectory.isHeld(directory);
    Optional<LogFindings> findings = findings(inUse ? LOOKS : 1);
    List<SegmentFound> segments = segments(findings);
    OptionalLong identity =
        findings.map(found -> OptionalLong.of(found.identity())).orElse(OptionalLong.empty());
    List<CheckpointFound> checkpoints =
        checkpoints(DataDirectory.checkpointsOf(directory), identity);
    return new Inspection(
        segments,
        checkpoints,
        checkpoints(DataDirectory.activityOf(directory), identity),
        payloads(inUse),
        start(findings, checkpoints),
        damages,
        inUse);
  }

  /// What a start would find of the log; empty if it would refuse it, or if there is none yet.
  private Optional<LogFindings> findings(int looks) throws IOException {
    Path log = DataDirectory.logOf(directory);
    if (!Files.isDirectory(log)) {
      return Optional.empty();
    }
    for (int look = 1; ; look++) {
      try {
        return Optional.ofNullable(LogExamination.examine(log, disk));
      } catch (CorruptLogException | NoSuchFileException e) {
        if (look == looks) {
          damages.add(new Damage(log, String.valueOf(e.getMessage())));
          return Optional.empty();
        }
      }
    }
  }

  private List<SegmentFound> segments(Optional<LogFindings> findings) throws IOException {
    Path log = DataDirectory.logOf(directory);
    List<SegmentFound> found = new ArrayList<>();
    if (Files.isDirectory(log)) {
      List<Path> paths =
          disk.list(log).stream()
              .filter(path -> Segment.baseOf(path) >= 0)
              .sorted(Comparator.comparingLong(Segment::baseOf))
              .toList();
      for (Path path : paths) {
        try (DiskFile file = disk.openForReading(path)) {
          found.add(segment(path, file, findings));
        } catch (NoSuchFileException _) {
          // The server has retired it meanwhile.
        }
      }
    }
    return found;
  }

  private SegmentFound segment(Path path, DiskFile file, Optional<LogFindings> findings)
      throws IOException {
    SegmentHeader header = Segment.readHeader(file);
    long base = Segment.baseOf(path);
    SequencedMap<Integer, Long> records = new TreeMap<>();
    if (header == null) {
      damage(path, "its header is damaged");
      return new SegmentFound(path, Use.UNKNOWN, base, file.size(), Optional.empty(), 0, records);
    }
    Segment segment = new Segment(path, header);
    Checksum checksum = new Checksum(header.identity());
    FrameHeader seal = segment.readSeal(file, checksum);
    Use use = use(segment, seal != null, findings);
    long end = seal != null ? base + seal.bodyBytes() : end(segment, findings);
    long groups =
        use == Use.SPARE || use == Use.UNUSED ? 0 : groups(segment, file, end, use, records);
    return new SegmentFound(
        path,
        use,
        base,
        file.size(),
        Optional.of(Instant.ofEpochMilli(header.madeAtMillis())),
        groups,
        records);
  }

  private static Use use(Segment segment, boolean sealed, Optional<LogFindings> findings) {
    if (sealed) {
      return Use.SEALED;
    }
    if (findings.isEmpty()) {
      return Use.UNKNOWN;
    }
    if (findings.get().last().path().equals(segment.path())) {
      return Use.CURRENT;
    }
    Segment spare = findings.get().spare();
    return spare != null && spare.path().equals(segment.path()) ? Use.SPARE : Use.UNUSED;
  }

  private static long end(Segment segment, Optional<LogFindings> findings) {
    return findings
        .filter(found -> found.last().path().equals(segment.path()))
        .map(LogFindings::end)
        .orElse(segment.groupsEnd());
  }

  /// Reads groups up to an end. Where one is broken, it goes on with the next that can be found.
  private long groups(
      Segment segment, DiskFile file, long end, Use use, SequencedMap<Integer, Long> records)
      throws IOException {
    SegmentWalk walk = new SegmentWalk(segment, file, new Checksum(segment.header().identity()));
    long groups = 0;
    long position = segment.header().first();
    while (position < end) {
      Frame frame = walk.at(position);
      if (frame instanceof Frame.Group group) {
        walk.records(
            group,
            (at, kind, bytes) -> {
              records.merge(kind, 1L, Long::sum);
              visitor.record(at, kind, bytes.remaining());
            });
        groups++;
        position = group.header().end();
        continue;
      }
      long next = walk.findHeader(position + 8);
      // Where the current segment ends is what the examination says, not this.
      if (use == Use.SEALED) {
        Frame.Broken broken =
            frame instanceof Frame.Broken it
                ? it
                : new Frame.Broken(position, "a mark where a group should be");
        damage(segment.path(), "at position " + broken.position() + ": " + broken.what());
      }
      if (next < 0 || next >= end) {
        break;
      }
      position = next;
    }
    return groups;
  }

  private List<CheckpointFound> checkpoints(Path checkpoints, OptionalLong identity)
      throws IOException {
    List<CheckpointFound> found = new ArrayList<>();
    if (Files.isDirectory(checkpoints)) {
      List<Path> paths =
          disk.list(checkpoints).stream()
              .filter(path -> CheckpointFormat.positionOf(path) >= 0)
              .sorted(Comparator.comparingLong(CheckpointFormat::positionOf).reversed())
              .toList();
      for (Path path : paths) {
        try {
          found.add(checkpoint(path, identity));
        } catch (NoSuchFileException _) {
          // The server has made a newer one meanwhile.
        }
      }
    }
    return found;
  }

  private CheckpointFound checkpoint(Path path, OptionalLong identity) throws IOException {
    SequencedMap<String, Integer> sections = new LinkedHashMap<>();
    @Nullable Instant writtenAt = null;
    boolean whole = false;
    try (CheckpointReader reader = CheckpointReader.open(path, disk)) {
      writtenAt = reader.writtenAt();
      reader.sections().forEach(section -> sections.put(section.name(), section.bytes()));
      Checkpoints.verify(reader);
      whole = identity.isEmpty() || identity.getAsLong() == reader.identity();
      if (!whole) {
        damage(path, "it belongs to another log");
      }
    } catch (CorruptCheckpointException e) {
      damages.add(new Damage(path, String.valueOf(e.getMessage())));
    }
    return new CheckpointFound(
        path,
        CheckpointFormat.positionOf(path),
        Files.size(path),
        Optional.ofNullable(writtenAt),
        sections,
        whole);
  }

  private List<PayloadsFound> payloads(boolean inUse) throws IOException {
    List<PayloadsFound> found = new ArrayList<>();
    List<Path> paths =
        disk.list(DataDirectory.payloadsOf(directory)).stream()
            .filter(path -> KeptFile.hourOf(path) >= 0)
            .sorted(Comparator.comparingLong(KeptFile::numberOf))
            .toList();
    for (Path path : paths) {
      try (DiskFile file = disk.openForReading(path)) {
        found.add(payloads(path, file, inUse));
      } catch (NoSuchFileException _) {
        // The server has deleted it meanwhile.
      }
    }
    return found;
  }

  private PayloadsFound payloads(Path path, DiskFile file, boolean inUse) throws IOException {
    long[] counts = new long[2];
    long end =
        KeptFile.walk(
            file,
            (offset, header, _) -> {
              counts[header.erased() ? 1 : 0]++;
              // Beside a server it may have been erased between two looks.
              if (!header.erased() && !inUse && KeptFile.read(file, offset, header) == null) {
                damage(path, "at byte " + offset + ": a payload is not what was written");
              }
            });
    return new PayloadsFound(
        path,
        Instant.EPOCH.plus(Duration.ofHours(KeptFile.hourOf(path))),
        file.size(),
        counts[0],
        counts[1],
        file.size() - end);
  }

  private Optional<Start> start(Optional<LogFindings> findings, List<CheckpointFound> checkpoints) {
    if (findings.isEmpty()) {
      return Optional.empty();
    }
    LogFindings log = findings.get();
    OptionalLong loaded =
        checkpoints.stream()
            .filter(CheckpointFound::whole)
            .mapToLong(CheckpointFound::position)
            .findFirst();
    SegmentHeader first = log.segments().getFirst().header();
    long from = loaded.orElse(0);
    if (from < first.base() || from > log.end()) {
      damages.add(
          new Damage(
              DataDirectory.logOf(directory),
              "the log goes from %d to %d, which does not join on to position %d, up to which %s"
                  .formatted(
                      first.base(),
                      log.end(),
                      from,
                      loaded.isPresent()
                          ? "everything is in the newest whole checkpoint"
                          : "nothing is kept, since no checkpoint is whole")));
      return Optional.empty();
    }
    long replayed = log.end() - Math.max(from, first.first());
    return Optional.of(new Start(loaded, log.end(), replayed, log.unfinishedBytes()));
  }

  private void damage(Path path, String what) {
    damages.add(new Damage(path, path.getFileName() + ": " + what));
  }
}
