package dev.muster.upload;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The uploads there are, as the log says. Changed by one thread, read by many.
public final class UploadLedger {

  private final NavigableMap<Long, Upload> uploads = new TreeMap<>();
  private long newest;

  /// Takes up a step; what it does to users is somebody else's.
  public synchronized void apply(UploadStep step) {
    switch (step) {
      case UploadStep.Put(Upload upload) -> put(upload);
      case UploadStep.Rows rows -> reached(rows.number(), rows.progress());
      case UploadStep.Back back -> reached(back.number(), back.progress());
      case UploadStep.Forget(long number) -> uploads.remove(number);
    }
  }

  private void reached(long number, UploadProgress progress) {
    uploads.computeIfPresent(number, (_, upload) -> upload.withProgress(progress));
  }

  /// Takes over an upload as it is.
  public synchronized void put(Upload upload) {
    uploads.put(upload.number(), upload);
    newest = Math.max(newest, upload.number());
  }

  /// A number that no upload has or had.
  synchronized long next() {
    return ++newest;
  }

  /// One upload.
  public synchronized Optional<Upload> find(long number) {
    return Optional.ofNullable(uploads.get(number));
  }

  /// Some uploads, the latest first.
  public synchronized List<Upload> find(Predicate<Upload> wanted) {
    return uploads.descendingMap().values().stream().filter(wanted).toList();
  }

  /// Forgets some.
  public synchronized void removeIf(Predicate<Upload> gone) {
    uploads.values().removeIf(gone);
  }

  /// All of them, for a checkpoint.
  public synchronized ByteBuffer bytes() {
    RecordBuffer out = new RecordBuffer(Integer.MAX_VALUE);
    out.putVarLong(newest).putVarInt(uploads.size());
    uploads.values().forEach(upload -> UploadStepCodec.write(new UploadStep.Put(upload), out));
    return ByteBuffer.wrap(out.toBytes());
  }

  /// Takes over what [#bytes] gave; before anything is applied.
  ///
  /// @throws IllegalStateException if it makes no sense
  public synchronized void read(ByteBuffer bytes) {
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    RecordReader in = new RecordReader(all);
    newest = in.getVarLong();
    for (int left = in.getVarInt(); left > 0; left--) {
      apply(UploadStepCodec.read(in));
    }
  }

  /// All of them, the earliest first.
  public synchronized List<Upload> all() {
    return List.copyOf(uploads.values());
  }
}
