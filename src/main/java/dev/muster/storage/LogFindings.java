package dev.muster.storage;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is in the directory of a log, checked as far as that tells where the log ends.
///
/// @param identity of the log
/// @param segments those in use, ascending; the last one is the one to write on
/// @param spare made ahead and not yet used
/// @param leftovers files that are of no use, such as unfinished segments
/// @param end where the last group ends and the next one will begin
/// @param lastGroup where the last group of the last segment begins; `end` if it has none
/// @param proven whether a mark proves that nothing followed
/// @param endOfBytes behind the last byte that is not zero
record LogFindings(
    long identity,
    List<Segment> segments,
    @Nullable Segment spare,
    List<Path> leftovers,
    long end,
    long lastGroup,
    boolean proven,
    long endOfBytes) {

  Segment last() {
    return segments.getLast();
  }

  /// How many bytes stand behind the end that no mark explains: what is left of a group that was
  /// being written when the process or the machine stopped.
  long unfinishedBytes() {
    return proven ? 0 : endOfBytes - end;
  }
}
