package dev.muster.upload;

import dev.muster.upload.UploadException.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A part of a file that arrives. For one thread; what was written stays, also if it ends early.
public final class Receiving implements AutoCloseable {

  /// So many bytes tell what a file is.
  private static final int BEGINNING_BYTES = 64 << 10;

  /// After so many bytes it is looked again whether the disk has room, and they are forced to it:
  /// all of a large file at once would hold up the log behind it.
  private static final long LOOK_BYTES = 1L << 20;

  /// However long the disk took, what comes is held up no longer than this.
  private static final Duration PAUSE_MAX = Duration.ofMillis(100);

  private final ArrivingFiles arriving;
  private final Upload upload;
  private final UploadFiles files;
  private final FileChannel channel;
  private final long bytesMax;
  private final Optional<Taken> taken;
  private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
  private long size;
  private long roomAt;
  private boolean looked;
  private boolean isOfMapping;
  private volatile boolean stopped;

  Receiving(
      ArrivingFiles arriving,
      Upload upload,
      UploadFiles files,
      long bytesMax,
      Optional<Taken> taken)
      throws IOException {
    this.arriving = arriving;
    this.upload = upload;
    this.files = files;
    this.bytesMax = bytesMax;
    this.taken = taken;
    this.channel =
        FileChannel.open(
            files.file(upload.number()), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    this.size = channel.size();
    this.looked = size > 0;
    this.isOfMapping = size >= Recognition.BEGINNING_BYTES;
    channel.position(size);
  }

  /// How many bytes have arrived.
  public long size() {
    return size;
  }

  /// Holds what has arrived against what the sender has.
  ///
  /// @param print as [FilePrint] makes it, of as many bytes
  /// @throws UploadException if they are others
  public void requireSame(String print) throws IOException, UploadException {
    if (!FilePrint.of(files.file(upload.number()), size).equals(print)) {
      throw new UploadException(
          Code.CHANGED,
          "the %d bytes that have arrived are not the beginning of this file; it was changed, or it"
                  .formatted(size)
              + " is another. Send the one that was begun with, or begin another upload");
    }
  }

  /// Makes room for what is announced.
  ///
  /// @throws UploadException if there is none, or it is more than is taken
  public void expect(long bytes) throws IOException, UploadException {
    requireTaken(size + bytes);
    if (files.room() < bytes + UploadFiles.SPARE_BYTES) {
      throw new UploadException(
          Code.DISK_FULL,
          "the disk has no room for "
              + bytes
              + " bytes; ask whoever runs the server, or send less");
    }
  }

  private void requireTaken(long bytes) throws UploadException {
    if (bytes > bytesMax) {
      throw new UploadException(
          Code.TOO_LARGE,
          "a file may have at most "
              + bytesMax
              + " bytes; split it, or let whoever runs the server raise upload-max");
    }
  }

  /// Takes what came next.
  ///
  /// @throws UploadException if it becomes too large, or the disk is full
  /// @throws UnreadableFileException if it is no CSV file; the upload has failed then
  public void write(ByteBuffer bytes) throws IOException, UploadException, UnreadableFileException {
    requireGoing();
    requireTaken(size + bytes.remaining());
    requireAnnounced(size + bytes.remaining());
    if (size >= roomAt) {
      requireRoom();
      forceSlowly();
      roomAt = size + LOOK_BYTES;
    }
    if (!looked) {
      int length = Math.min(bytes.remaining(), BEGINNING_BYTES - beginning.size());
      byte[] more = new byte[length];
      bytes.get(bytes.position(), more);
      beginning.write(more, 0, length);
      if (beginning.size() == BEGINNING_BYTES) {
        look(false);
      }
    }
    long before = size;
    try {
      while (bytes.hasRemaining()) {
        size += channel.write(bytes);
      }
    } catch (IOException failed) {
      channel.truncate(before);
      size = before;
      requireRoom();
      throw failed;
    }
    if (!isOfMapping && size >= Recognition.BEGINNING_BYTES) {
      isOfMapping = true;
      arriving.look(upload, taken);
    }
  }

  /// Leaves the disk to others for as long as it was needed.
  private void forceSlowly() throws IOException {
    long began = System.nanoTime();
    channel.force(false);
    LockSupport.parkNanos(Math.min(System.nanoTime() - began, PAUSE_MAX.toNanos()));
  }

  /// Takes nothing more; the upload was stopped.
  void stop() {
    stopped = true;
  }

  private void requireGoing() throws UploadException {
    if (stopped) {
      throw ArrivingFiles.over();
    }
  }

  private void requireRoom() throws IOException, UploadException {
    if (files.room() < UploadFiles.SPARE_BYTES) {
      throw new UploadException(
          Code.DISK_FULL, "the disk is full; what has arrived is kept, go on when there is room");
    }
  }

  private void requireAnnounced(long bytes) throws UploadException {
    if (upload.bytes().isPresent() && bytes > upload.bytes().getAsLong()) {
      throw new UploadException(
          Code.LENGTH,
          "the file was announced with %d bytes, and more come; begin another upload"
              .formatted(upload.bytes().getAsLong()));
    }
  }

  private void look(boolean whole) throws IOException, UnreadableFileException {
    looked = true;
    try {
      CsvFormat _ = Recognition.recognise(beginning.toByteArray(), whole, upload.wishes());
    } catch (UnreadableFileException unreadable) {
      arriving.giveUp(upload, unreadable.detail(), taken);
      throw unreadable;
    }
  }

  /// The same for one of which nobody is told.
  public Upload finish(boolean complete)
      throws IOException, UploadException, UnreadableFileException {
    return finish(complete, () -> {});
  }

  /// Makes durable what has arrived.
  ///
  /// @param complete whether that is all of the file
  /// @param whole run before rows of a file that has arrived whole are taken
  /// @return the upload as it is then
  /// @throws UnreadableFileException if it is no CSV file, or not one of the mapping; the upload
  ///   has failed then
  public Upload finish(boolean complete, Runnable whole)
      throws IOException, UploadException, UnreadableFileException {
    channel.force(true);
    files.syncDirectory();
    requireGoing();
    if (!complete) {
      return upload;
    }
    if (upload.bytes().isPresent() && size != upload.bytes().getAsLong()) {
      throw new UploadException(
          Code.LENGTH,
          "the file was announced with %d bytes, and %d have arrived; send the rest from there"
              .formatted(upload.bytes().getAsLong(), size));
    }
    if (!looked) {
      look(true);
    }
    return arriving.received(upload, size, taken, whole);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      arriving.free(upload.number());
    }
  }
}
