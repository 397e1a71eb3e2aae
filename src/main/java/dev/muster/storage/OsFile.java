package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/// A file of the operating system.
///
/// The JDK closes a file channel when a thread that uses it is interrupted, for all threads. Such a
/// file is opened again here, so that it is closed only by [#close].
final class OsFile implements DiskFile {

  private final Path path;
  private final Set<OpenOption> options;
  private volatile FileChannel channel;
  private volatile boolean closed;

  OsFile(Path path, Set<? extends OpenOption> options) throws IOException {
    this.path = path;
    this.options = Set.copyOf(options);
    this.channel = FileChannel.open(path, this.options);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    int start = into.position();
    return uninterrupted(current -> {
      into.position(start);
      while (into.hasRemaining()) {
        if (current.read(into, position + into.position() - start) < 0) {
          break;
        }
      }
      return into.position() - start;
    });
  }

  @Override
  public void write(ByteBuffer from, long position) throws IOException {
    int start = from.position();
    try {
      uninterrupted(current -> {
        from.position(start);
        while (from.hasRemaining()) {
          current.write(from, position + from.position() - start);
        }
        return 0;
      });
    } catch (IOException e) {
      throw DiskFullException.insteadOf(e, path, from.limit() - start);
    }
  }

  @Override
  public void force() throws IOException {
    // Not tried again on a channel opened anew: an error of the first attempt would not be reported
    // a second time, and what is not durable would be taken for durable.
    boolean interrupted = Thread.interrupted();
    try {
      channel.force(false);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public long size() throws IOException {
    return uninterrupted(FileChannel::size);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }

  private interface Use<T> {
    T of(FileChannel channel) throws IOException;
  }

  private <T> T uninterrupted(Use<T> use) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel current = channel;
        try {
          return use.of(current);
        } catch (ClosedChannelException e) {
          if (closed) {
            throw e;
          }
          interrupted |= Thread.interrupted();
          reopen();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void reopen() throws IOException {
    if (!closed && !channel.isOpen()) {
      channel = FileChannel.open(path, options);
    }
  }
}
