package dev.muster.embedded;

import dev.muster.population.Update;
import dev.muster.storage.LogEntry;
import dev.muster.storage.RecordBuffer;
import dev.muster.upload.UploadStep;
import dev.muster.upload.UploadStepCodec;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// A step of an upload on its way into the log.
final class UploadEntry implements LogEntry {

  private final EngineState state;
  private final UserFeed users;
  private final UploadStep step;
  private final byte[] encoded;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  UploadEntry(EngineState state, UserFeed users, UploadStep step) {
    this.state = state;
    this.users = users;
    this.step = step;
    // By the thread that submits, since the log's has enough to do.
    this.encoded = step instanceof UploadStep.Rows ? new byte[0] : UploadStepCodec.bytes(step);
  }

  /// Completed once the step is durable and applied, or exceptionally.
  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public int kind() {
    return RecordKind.UPLOAD.number();
  }

  @Override
  public int bytesMax() {
    return step instanceof UploadStep.Rows rows ? UploadStepCodec.bytesMax(rows) : encoded.length;
  }

  @Override
  public void write(RecordBuffer out, long position) {
    if (step instanceof UploadStep.Rows) {
      UploadStepCodec.write(step, out);
    } else {
      out.putBytes(encoded);
    }
  }

  @Override
  public void committed(long position) {
    try {
      state.applyUpload(step);
      tell();
      done.complete(null);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
      throw e;
    }
  }

  private void tell() {
    switch (step) {
      case UploadStep.Rows rows -> {
        for (Update update : rows.updates()) {
          users.tell(rows.environmentId(), update.user());
        }
      }
      case UploadStep.Back back ->
          back.users().forEach(user -> users.tell(back.environmentId(), user.user()));
      case UploadStep.Put _, UploadStep.Forget _, UploadStep.Take _, UploadStep.Unlisted _ -> {}
    }
  }

  @Override
  public void refused(IOException why) {
    done.completeExceptionally(why);
  }
}
