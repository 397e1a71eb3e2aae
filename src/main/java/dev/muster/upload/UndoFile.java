package dev.muster.upload;

import dev.muster.attribute.AttributeValue;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What there was before an upload, batch by batch. A batch is written and forced to the disk
/// before the rows that change it, so that whatever became durable can be taken back; it is read
/// from the end on. Each batch stands between its length and its length again, so that it can be
/// read from both sides.
final class UndoFile implements AutoCloseable {

  private static final int LENGTH_BYTES = Integer.BYTES;

  /// A batch that has so many bytes is followed by another: taking it back is one record of the
  /// log.
  private static final int BATCH_BYTES = 512 << 10;

  /// What a user had before, and what the rows of the file were beside it when that was written.
  ///
  /// @param before the user's values; none in what is only noted
  record Entry(Beside beside, UploadStep.Before before) {}

  /// What rows were beside what was stored.
  enum Beside {
    /// The first row said something else, or the user was not known.
    OTHER(0),
    /// The first row said what was stored.
    SAME(1),
    /// A later row said something else, of a user whose rows so far had said what was stored: a
    /// note of the run, for when it goes on. What the user had stands in an earlier entry.
    OTHER_LATER(2);

    private static final List<Beside> ALL = List.of(values());

    private final int note;

    Beside(int note) {
      this.note = note;
    }

    static Beside ofNote(int note) {
      return ALL.stream()
          .filter(one -> one.note == note)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("an unknown note " + note));
    }
  }

  private final FileChannel channel;
  private RecordBuffer gathered = new RecordBuffer(Integer.MAX_VALUE);
  private int count;
  private long size;

  private UndoFile(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  /// Opens a file to write on.
  ///
  /// @param size what of it counts; the rest is of a batch that did not become durable
  static UndoFile write(Path path, long size) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(size);
    return new UndoFile(channel, size);
  }

  /// Overwrites what the file has of a user, so that nothing of one who is erased is left in it.
  /// Its batches stay as long as they are, so that what is written or read meanwhile is not
  /// disturbed.
  ///
  /// @param users those who are erased
  static void erase(Path path, Predicate<UserId> users) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      // To its very end: what is written at this moment may become durable.
      long size = channel.size();
      UndoFile file = new UndoFile(channel, size);
      boolean found = false;
      for (long at = 0; at + 2L * LENGTH_BYTES < size; ) {
        int length = file.bytes(at, LENGTH_BYTES).getInt();
        if (length <= 0 || at + length + 2L * LENGTH_BYTES > size) {
          break;
        }
        found |= file.erase(at + LENGTH_BYTES, length, users);
        at += length + 2L * LENGTH_BYTES;
      }
      if (found) {
        channel.force(false);
      }
    }
  }

  private boolean erase(long from, int length, Predicate<UserId> users) throws IOException {
    byte[] bytes = bytes(from, length).array();
    RecordReader in = new RecordReader(bytes);
    boolean found = false;
    for (int left = in.getVarInt(); left > 0; left--) {
      int begin = length - in.remaining();
      UploadStepCodec.Noted noted = UploadStepCodec.noted(in);
      if (users.test(noted.before().user())) {
        RecordBuffer blank = new RecordBuffer(length);
        UploadStepCodec.write(blank(noted.before()), noted.note(), blank);
        ByteBuffer over = ByteBuffer.wrap(blank.toBytes());
        while (over.hasRemaining()) {
          int _ = channel.write(over, from + begin + over.position());
        }
        found = true;
      }
    }
    return found;
  }

  /// As long as what it takes the place of, and of nobody: no identifier has these bytes.
  private static UploadStep.Before blank(UploadStep.Before of) {
    byte[] nobody = new byte[of.user().utf8().length];
    Arrays.fill(nobody, (byte) 0xFF);
    List<UserState.Held> blanks = new ArrayList<>();
    for (UserState.Held held : of.held()) {
      AttributeValue blank =
          switch (held.value()) {
            case AttributeValue.Text(String text) -> new AttributeValue.Text(blank(text));
            case AttributeValue.Texts(List<String> texts) ->
                new AttributeValue.Texts(texts.stream().map(UndoFile::blank).toList());
            case AttributeValue.Numeric _ -> new AttributeValue.Numeric(0);
            case AttributeValue.Bool _ -> new AttributeValue.Bool(false);
            case AttributeValue.Date _ -> new AttributeValue.Date(0);
          };
      blanks.add(new UserState.Held(held.attributeId(), blank, held.updatedSeconds()));
    }
    return new UploadStep.Before(UserId.ofUtf8(nobody), of.known(), blanks);
  }

  private static String blank(String text) {
    return " ".repeat(text.getBytes(StandardCharsets.UTF_8).length);
  }

  /// Opens a file to read.
  static UndoFile read(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    return new UndoFile(channel, channel.size());
  }

  /// Adds users, as one batch or several; they are durable when this returns.
  ///
  /// @return how long the file is now
  long add(List<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      UploadStepCodec.write(entry.before, entry.beside.note, gathered);
      count++;
      if (gathered.size() >= BATCH_BYTES) {
        write();
      }
    }
    if (count > 0) {
      write();
    }
    channel.force(false);
    return size;
  }

  private void write() throws IOException {
    byte[] encoded = gathered.toBytes();
    RecordBuffer out = new RecordBuffer(encoded.length + 3 * Long.BYTES);
    out.putInt(0).putVarInt(count).putBytes(encoded);
    int length = out.size() - LENGTH_BYTES;
    out.putInt(length);
    ByteBuffer bytes = ByteBuffer.wrap(out.toBytes());
    bytes.putInt(0, length);
    while (bytes.hasRemaining()) {
      size += channel.write(bytes, size);
    }
    gathered = new RecordBuffer(Integer.MAX_VALUE);
    count = 0;
  }

  /// A batch.
  ///
  /// @param begin where it begins, which is where the one before it ends
  record Batch(long begin, List<UploadStep.Before> users) {}

  /// All entries, in the order in which they were added.
  ///
  /// @param size what of the file counts
  /// @param going throws what ends it early; called before each batch
  static void read(Path path, long size, Runnable going, Consumer<Entry> each) throws IOException {
    if (size == 0) {
      return;
    }
    try (UndoFile file = read(path)) {
      for (long at = 0; at < size; ) {
        going.run();
        int length = file.bytes(at, LENGTH_BYTES).getInt();
        entries(file.bytes(at + LENGTH_BYTES, length).array()).forEach(each);
        at += length + 2L * LENGTH_BYTES;
      }
    }
  }

  /// The batch that ends at a place.
  ///
  /// @param end more than zero
  Batch before(long end) throws IOException {
    int length = bytes(end - LENGTH_BYTES, LENGTH_BYTES).getInt();
    long begin = end - length - 2L * LENGTH_BYTES;
    if (length < 0 || begin < 0 || bytes(begin, LENGTH_BYTES).getInt() != length) {
      throw new IOException("what there was before the upload cannot be read at byte " + end);
    }
    return new Batch(
        begin,
        entries(bytes(begin + LENGTH_BYTES, length).array()).stream()
            .filter(entry -> entry.beside != Beside.OTHER_LATER)
            .map(Entry::before)
            .toList());
  }

  private static List<Entry> entries(byte[] bytes) throws IOException {
    RecordReader in = new RecordReader(bytes);
    try {
      int count = in.getVarInt();
      List<Entry> entries = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        UploadStepCodec.Noted noted = UploadStepCodec.noted(in);
        entries.add(new Entry(Beside.ofNote(noted.note()), noted.before()));
      }
      return entries;
    } catch (IllegalStateException | IllegalArgumentException broken) {
      throw new IOException("what there was before the upload cannot be read", broken);
    }
  }

  private ByteBuffer bytes(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException("the file of what there was before the upload ends early");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
