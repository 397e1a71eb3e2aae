package dev.muster.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the end of a log, without changing anything.
///
/// The rule: the log ends where no whole group follows, in the one segment that is not sealed. If
/// something valid stands behind that place, or the file is shorter than it was made, then it is
/// not the end but damage.
final class LogExamination {

  private final Path directory;
  private final Disk disk;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Path> leftovers = new ArrayList<>();

  /// A file that is named like a segment.
  private record Candidate(Path path, long base, long size, @Nullable SegmentHeader header) {

    CorruptLogException corrupt(long position, String what) {
      return new CorruptLogException(path, position, what);
    }
  }

  private LogExamination(Path directory, Disk disk) {
    this.directory = directory;
    this.disk = disk;
  }

  /// @return null if there is no log yet
  static @Nullable LogFindings examine(Path directory, Disk disk) throws IOException {
    return new LogExamination(directory, disk).examine();
  }

  private @Nullable LogFindings examine() throws IOException {
    for (Path path : disk.list(directory)) {
      long base = Segment.baseOf(path);
      if (base >= 0) {
        candidates.add(candidate(path, base));
      } else if (path.toString().endsWith(Segment.SUFFIX + SegmentMaker.UNFINISHED)) {
        leftovers.add(path);
      }
    }
    if (candidates.isEmpty()) {
      return null;
    }
    candidates.sort(Comparator.comparingLong(Candidate::base));
    Checksum checksum = new Checksum(identity());
    List<Segment> segments = inUse(checksum);
    @Nullable Segment spare = unused(segments, checksum);
    return end(segments, spare, checksum);
  }

  private Candidate candidate(Path path, long base) throws IOException {
    try (DiskFile file = disk.openForReading(path)) {
      SegmentHeader header = Segment.readHeader(file);
      if (header != null && header.version() > SegmentHeader.VERSION) {
        throw new UnsupportedFormatException(
            path + " was written by a newer version (format " + header.version() + ")");
      }
      return new Candidate(path, base, file.size(), header);
    }
  }

  private long identity() throws CorruptLogException {
    for (Candidate candidate : candidates) {
      if (candidate.header != null) {
        return candidate.header.identity();
      }
    }
    Candidate first = candidates.getFirst();
    throw first.corrupt(first.base, "its header is damaged");
  }

  /// The segments up to the first one that is not sealed.
  private List<Segment> inUse(Checksum checksum) throws IOException {
    List<Segment> segments = new ArrayList<>();
    long identity = identity();
    long expected = candidates.getFirst().base;
    for (Candidate candidate : candidates) {
      SegmentHeader header = candidate.header;
      if (candidate.base > expected) {
        break;
      }
      if (header == null) {
        throw candidate.corrupt(candidate.base, "its header is damaged");
      }
      if (header.identity() != identity) {
        throw candidate.corrupt(candidate.base, "it belongs to another log");
      }
      if (header.base() != candidate.base || candidate.base < expected) {
        throw candidate.corrupt(candidate.base, "it is in the place of another file");
      }
      Segment segment = new Segment(candidate.path, header);
      segments.add(segment);
      if (!isSealed(segment, checksum)) {
        return segments;
      }
      expected = header.end();
    }
    throw new CorruptLogException(
        Segment.path(directory, expected), expected, "the file is missing, the log goes on there");
  }

  private boolean isSealed(Segment segment, Checksum checksum) throws IOException {
    try (DiskFile file = disk.openForReading(segment.path())) {
      return segment.readSeal(file, checksum) != null;
    }
  }

  /// Looks at what lies behind the last segment, which must be unused.
  private @Nullable Segment unused(List<Segment> segments, Checksum checksum) throws IOException {
    Segment last = segments.getLast();
    Segment spare = null;
    for (Candidate candidate : candidates.subList(segments.size(), candidates.size())) {
      if (holdsGroups(candidate, checksum)) {
        throw new CorruptLogException(
            last.path(),
            last.sealPosition(),
            "its end is missing, although the log goes on in " + candidate.path.getFileName());
      }
      SegmentHeader header = candidate.header;
      if (header != null
          && header.identity() == last.header().identity()
          && header.base() == last.header().end()
          && candidate.base == header.base()
          && candidate.size == header.bytes()) {
        spare = new Segment(candidate.path, header);
      } else {
        leftovers.add(candidate.path);
      }
    }
    return spare;
  }

  private boolean holdsGroups(Candidate candidate, Checksum checksum) throws IOException {
    int bytes = (int) Math.min(candidate.size, 1 << 30);
    SegmentHeader assumed = new SegmentHeader(SegmentHeader.VERSION, 0, candidate.base, bytes, 0);
    Segment segment = new Segment(candidate.path, assumed);
    try (DiskFile file = disk.openForReading(candidate.path)) {
      return new SegmentWalk(segment, file, checksum).findHeader(candidate.base) >= 0;
    }
  }

  private LogFindings end(List<Segment> segments, @Nullable Segment spare, Checksum checksum)
      throws IOException {
    Segment last = segments.getLast();
    try (DiskFile file = disk.openForReading(last.path())) {
      SegmentWalk walk = new SegmentWalk(last, file, checksum);
      long position = last.header().first();
      long lastGroup = position;
      Frame frame = walk.at(position);
      while (frame instanceof Frame.Group(FrameHeader header)) {
        lastGroup = position;
        position = header.end();
        frame = walk.at(position);
      }
      boolean proven = frame instanceof Frame.Mark;
      long markEnd = position + (proven ? SegmentLayout.FRAME_BYTES : 0);
      long next = walk.findHeader(Math.max(markEnd, position + 8));
      if (next >= 0) {
        throw behind(last, position, frame, next);
      }
      if (file.size() < last.header().bytes() && !proven) {
        throw new CorruptLogException(
            last.path(),
            last.header().base() + file.size(),
            "the file has " + file.size() + " bytes instead of " + last.header().bytes());
      }
      return new LogFindings(
          last.header().identity(),
          List.copyOf(segments),
          spare,
          List.copyOf(leftovers),
          position,
          lastGroup,
          proven,
          walk.endOfBytes(markEnd));
    }
  }

  private static CorruptLogException behind(Segment last, long position, Frame frame, long next) {
    String follows = "; what was written after it stands at " + next;
    return frame instanceof Frame.Broken(long where, String what)
        ? new CorruptLogException(last.path(), where, what + follows)
        : new CorruptLogException(last.path(), position, "a group is missing" + follows);
  }
}
