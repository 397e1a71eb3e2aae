package dev.muster.embedded;

import dev.muster.population.UserId;
import dev.muster.storage.LogEntry;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// The erasure of a user on its way into the log. Its record has to name the user, or a replay of
/// what came before it would bring the user back.
final class ErasureEntry implements LogEntry {

  private static final int FORM = 1;
  private static final int BYTES_MAX = 1 + 5 + 5 + UserId.BYTES_MAX;

  private final EngineState state;
  private final UserFeed users;
  private final int environmentId;
  private final UserId user;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  ErasureEntry(EngineState state, UserFeed users, int environmentId, UserId user) {
    this.state = state;
    this.users = users;
    this.environmentId = environmentId;
    this.user = user;
  }

  /// Completed once the user is gone for good, or exceptionally.
  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public int kind() {
    return RecordKind.ERASURE.number();
  }

  @Override
  public int bytesMax() {
    return BYTES_MAX;
  }

  @Override
  public void write(RecordBuffer out, long position) {
    out.putByte(FORM).putVarInt(environmentId).putSized(user.utf8());
    // What the user is sent in the same group begins a history of its own.
    state.tentative().note(environmentId, user, ChainHeads.NONE);
  }

  /// Whom a record erases.
  record Erased(int environmentId, UserId user) {}

  /// Reads what [#write] put.
  ///
  /// @throws IllegalStateException if it is not an erasure, or one of a newer form
  static Erased read(RecordReader in) {
    int form = in.getByte();
    if (form != FORM) {
      throw new IllegalStateException("an erasure of the unknown form " + form);
    }
    return new Erased(in.getVarInt(), UserId.ofUtf8(in.getSized()));
  }

  @Override
  public void committed(long position) {
    state.tentative().clear();
    try {
      state.applyErasure(environmentId, user, position);
      users.tell(environmentId, user);
      done.complete(null);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
      throw e;
    }
  }

  @Override
  public void refused(IOException why) {
    state.tentative().clear();
    done.completeExceptionally(why);
  }
}
