package dev.muster.upload;

import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The rows of a file, read by a thread of its own a few batches ahead of who takes them, so that
/// reading goes on while rows become durable.
final class RowBatches implements AutoCloseable {

  /// Rows of a batch: few enough that a webhook behind one in the log hardly waits for it.
  static final int ROWS = 1_000;

  /// And so many bytes of rows, with whatever they hold.
  private static final int BYTES = 256 << 10;

  private static final int AHEAD = 4;

  private final CsvRows rows;
  private final RowMapping mapping;
  private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private boolean headed;

  /// Some rows.
  ///
  /// @param updates of those that are taken, in the order of the file
  /// @param encoded the same as they are in a record
  /// @param refusedRows what goes into the file of refused rows
  /// @param refusedUsers the users of rows that were refused as a whole, as far as they were
  ///   understood
  /// @param refusals what was refused, by column and reason
  /// @param columns what was found in the columns from the first row of the file to here
  /// @param read how many rows there were
  /// @param partial which of the updates are of rows that were taken in part
  /// @param readBytes how far in the file it ends
  /// @param last whether no row comes after these
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Batch(
      List<Update> updates,
      byte[] encoded,
      byte[] refusedRows,
      List<UserId> refusedUsers,
      Refusals refusals,
      List<ColumnCounts> columns,
      int read,
      BitSet partial,
      long readBytes,
      boolean last) {

    /// The same without the updates of some users; their rows count as read.
    Batch without(Predicate<UserId> users) {
      List<Update> others = new ArrayList<>(updates.size());
      BitSet partialOthers = new BitSet();
      for (int i = 0; i < updates.size(); i++) {
        if (!users.test(updates.get(i).user())) {
          partialOthers.set(others.size(), partial.get(i));
          others.add(updates.get(i));
        }
      }
      return others.size() == updates.size()
          ? this
          : new Batch(
              others,
              UploadStepCodec.encoded(others),
              refusedRows,
              refusedUsers,
              refusals,
              columns,
              read,
              partialOthers,
              readBytes,
              last);
    }
  }

  private RowBatches(CsvRows rows, RowMapping mapping) {
    this.rows = rows;
    this.mapping = mapping;
    this.thread = Thread.ofPlatform().name("muster-upload-reader").daemon().unstarted(this::run);
  }

  /// Opens a file.
  ///
  /// @throws UnreadableFileException if it does not have the columns of the mapping, or no
  ///   beginning that can be read
  static RowBatches open(Path file, CsvFormat format, Reading reading)
      throws IOException, UnreadableFileException {
    CsvRows rows = CsvRows.open(Files.newInputStream(file), format);
    try {
      return new RowBatches(rows, reading.mapping(rows.columns()));
    } catch (UnreadableFileException | RuntimeException unreadable) {
      rows.close();
      throw unreadable;
    }
  }

  /// How rows are read, once the columns are known.
  interface Reading {
    /// @throws UnreadableFileException if columns of the mapping are missing
    RowMapping mapping(List<String> columns) throws UnreadableFileException;
  }

  /// Passes over rows that were taken before; called before [#start].
  ///
  /// @param headed whether the file of refused rows has its head already
  /// @param going throws what ends it early
  /// @param refused told the user of each that was refused as a whole
  /// @return what was refused of them
  Refusals skip(long count, boolean headed, Runnable going, Consumer<UserId> refused)
      throws IOException, UnreadableFileException {
    Refusals refusals = new Refusals();
    this.headed = headed;
    for (long i = 0; i < count; i++) {
      if (i % ROWS == 0) {
        going.run();
      }
      Row row = rows.next();
      if (row == null) {
        throw new IOException("the file has become shorter");
      }
      RowReading reading = mapping.read(row);
      UserId whose = reading.user();
      if (whose != null && reading.update() == null) {
        refused.accept(whose);
      }
      refusals.add(row.line(), reading.refused());
    }
    return refusals;
  }

  /// What was found in the columns; before [#start].
  List<ColumnCounts> columns() {
    return mapping.counts();
  }

  /// The attributes whose columns the file has.
  int[] attributeIds() {
    return mapping.attributeIds();
  }

  void start() {
    thread.start();
  }

  /// The next rows; waits for them.
  Batch next() throws IOException, UnreadableFileException {
    try {
      return switch (queue.take()) {
        case Batch batch -> batch;
        case UnreadableFileException unreadable -> throw unreadable;
        case IOException failed -> throw failed;
        case RuntimeException failed -> throw failed;
        case Error failed -> throw failed;
        default -> throw new IllegalStateException("neither rows nor a failure");
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private void run() {
    try {
      boolean more = true;
      while (more) {
        Batch batch = read();
        more = !batch.last;
        queue.put(batch);
      }
    } catch (InterruptedException _) {
      // Whoever took the rows takes no more.
    } catch (IOException | UnreadableFileException | RuntimeException | Error failed) {
      giveUp(failed);
    }
  }

  private void giveUp(Throwable failed) {
    try {
      queue.put(failed);
    } catch (InterruptedException _) {
      // Nobody asks any more.
    }
  }

  private Batch read() throws IOException, UnreadableFileException {
    List<Update> updates = new ArrayList<>(ROWS);
    List<UserId> refusedUsers = new ArrayList<>();
    ByteArrayOutputStream refused = new ByteArrayOutputStream(0);
    Refusals refusals = new Refusals();
    long from = rows.bytesRead();
    int read = 0;
    BitSet partial = new BitSet();
    @Nullable Row row = null;
    while (read < ROWS && rows.bytesRead() - from < BYTES) {
      row = rows.next();
      if (row == null) {
        break;
      }
      read++;
      RowReading reading = mapping.read(row);
      Update update = reading.update();
      if (update != null) {
        if (!reading.refused().isEmpty()) {
          partial.set(updates.size());
        }
        updates.add(update);
      }
      UserId whose = reading.user();
      if (update == null && whose != null) {
        refusedUsers.add(whose);
      }
      if (update == null || !reading.refused().isEmpty()) {
        note(row, reading, refused);
        refusals.add(row.line(), reading.refused());
      }
    }
    return new Batch(
        updates,
        UploadStepCodec.encoded(updates),
        refused.toByteArray(),
        refusedUsers,
        refusals,
        mapping.counts(),
        read,
        partial,
        rows.bytesRead(),
        row == null);
  }

  private void note(Row row, RowReading reading, ByteArrayOutputStream out) throws IOException {
    List<String> columns = rows.columns();
    RefusedRows writing =
        headed
            ? RefusedRows.goOn(out, columns, rows.delimiter())
            : RefusedRows.begin(out, columns, rows.delimiter());
    headed = true;
    writing.write(row, reading.refused());
    writing.flush();
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    rows.close();
  }
}
