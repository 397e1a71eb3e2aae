package dev.muster.embedded;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// A second thread for work that comes in pieces and is done in order: one thread prepares a piece
/// while the other does the one before. For one giver.
final class Hand<T> implements AutoCloseable {

  /// Pieces that may wait; few, since each may be large.
  private static final int WAITING_MAX = 8;

  private final BlockingQueue<Piece<T>> pieces = new ArrayBlockingQueue<>(WAITING_MAX);
  private final Work<T> work;
  private final Thread thread;
  private volatile @Nullable Throwable failure;

  /// What is done with a piece.
  @FunctionalInterface
  interface Work<T> {
    void on(T piece) throws IOException;
  }

  /// @param piece null for the end
  private record Piece<T>(@Nullable T piece) {}

  Hand(String name, Work<T> work) {
    this.work = work;
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  private void run() {
    try {
      for (T piece = pieces.take().piece; piece != null; piece = pieces.take().piece) {
        if (failure == null) {
          doOne(piece);
        }
      }
    } catch (InterruptedException _) {
      // Closed before the end: nobody waits for what is left.
    }
  }

  /// After a failure the rest is taken and not done, so that the giver never waits in vain.
  @SuppressWarnings("CatchingUnchecked") // whatever it was is thrown on by the giver
  private void doOne(T piece) {
    try {
      work.on(piece);
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }

  /// Hands a piece over; waits while too many are waiting.
  ///
  /// @throws IOException what an earlier piece failed with
  void give(T piece) throws IOException {
    put(new Piece<>(piece));
    check();
  }

  /// How many pieces wait until the other thread comes to them.
  int waiting() {
    return pieces.size();
  }

  /// Waits until all that was given is done.
  ///
  /// @throws IOException what a piece failed with
  void finish() throws IOException {
    put(new Piece<>(null));
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
    check();
  }

  private void put(Piece<T> piece) throws IOException {
    try {
      pieces.put(piece);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private static IOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted", cause);
  }

  private void check() throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /// Ends the thread, if it has not ended.
  @Override
  public void close() {
    thread.interrupt();
  }
}
