package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes segment files: of full size, filled with zeros and durable before they get their name.
///
/// The zeros are really written. Space that is only reserved (fallocate) would have to be converted
/// at the first write, and then each commit would wait for the file system's journal, too.
final class SegmentMaker {

  /// What a file is called while it is being made.
  static final String UNFINISHED = ".new";

  private static final Logger LOG = LoggerFactory.getLogger(SegmentMaker.class);
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 20).asReadOnlyBuffer();

  /// So that the disk never has many of these writes before one of a group.
  private static final int FORCE_EVERY_BYTES = 1 << 20;

  private final Path directory;
  private final Disk disk;

  SegmentMaker(Path directory, Disk disk) {
    this.directory = directory;
    this.disk = disk;
  }

  /// Makes one; if it fails, there is nothing left of it.
  Segment make(SegmentHeader header) throws IOException {
    Path path = Segment.path(directory, header.base());
    Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
    try {
      try (DiskFile file = disk.create(unfinished)) {
        for (long at = 0; at < header.bytes(); at += ZEROS.capacity()) {
          int count = (int) Math.min(ZEROS.capacity(), header.bytes() - at);
          file.write(ZEROS.duplicate().limit(count), at);
          if (at % FORCE_EVERY_BYTES == 0) {
            file.force();
          }
        }
        file.write(header.toBytes(), 0);
        file.force();
      }
      disk.rename(unfinished, path);
      disk.syncDirectory(directory);
    } catch (IOException | RuntimeException e) {
      discard(unfinished);
      throw e;
    }
    return new Segment(path, header);
  }

  private void discard(Path unfinished) {
    try {
      if (disk.list(directory).contains(unfinished)) {
        disk.delete(unfinished);
      }
    } catch (IOException e) {
      LOG.warn("{} is left over and can be deleted", unfinished, e);
    }
  }
}
