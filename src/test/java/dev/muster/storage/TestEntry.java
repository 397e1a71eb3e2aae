package dev.muster.storage;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An entry of given bytes that remembers what became of it.
final class TestEntry implements LogEntry {

  final byte[] bytes;
  final CompletableFuture<Long> outcome = new CompletableFuture<>();

  TestEntry(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int kind() {
    return 1 + (bytes.length % 3);
  }

  @Override
  public int bytesMax() {
    return bytes.length;
  }

  @Override
  public void write(RecordBuffer out, long position) {
    out.putBytes(bytes);
  }

  @Override
  public void committed(long position) {
    if (!outcome.complete(position)) {
      throw new IllegalStateException("told twice");
    }
  }

  @Override
  public void refused(IOException why) {
    if (!outcome.completeExceptionally(why)) {
      throw new IllegalStateException("told twice");
    }
  }

  /// Waits until it is committed.
  long position() throws IOException {
    try {
      return outcome.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
