package dev.muster.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file. Reads are safe from several threads, and interrupting a thread that reads never
/// closes the file for the others.
public interface DiskFile extends Closeable {

  /// Reads until the buffer is full or the file ends.
  ///
  /// @param position in the file, in bytes
  /// @return the bytes read; 0 at the end of the file
  int read(ByteBuffer into, long position) throws IOException;

  /// Writes all that remains in the buffer; the file grows as needed.
  ///
  /// @throws DiskFullException if there is no room; some of the bytes may have been written
  void write(ByteBuffer from, long position) throws IOException;

  /// Returns when everything written is durable, and the length that is needed to read it. A
  /// failure means that it is not known what is; it must not be tried again.
  void force() throws IOException;

  /// The length in bytes.
  long size() throws IOException;
}
