package dev.muster.embedded;

import dev.muster.population.UserId;
import dev.muster.storage.LogEntry;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The erasure of users on its way into the log. Its record has to name them, or a replay of what
/// came before it would bring them back.
final class ErasureEntry implements LogEntry {

  /// Of one user, as records were before many could be erased at once.
  private static final int FORM_OF_ONE = 1;

  private static final int FORM = 2;

  private final EngineState state;
  private final UserFeed feed;
  private final int environmentId;
  private final List<UserId> users;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  ErasureEntry(EngineState state, UserFeed feed, int environmentId, List<UserId> users) {
    this.state = state;
    this.feed = feed;
    this.environmentId = environmentId;
    this.users = List.copyOf(users);
  }

  /// Completed once the users are gone for good, or exceptionally.
  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public int kind() {
    return RecordKind.ERASURE.number();
  }

  @Override
  public int bytesMax() {
    return 1 + 5 + 5 + users.size() * (5 + UserId.BYTES_MAX);
  }

  @Override
  public void write(RecordBuffer out, long position) {
    out.putByte(FORM).putVarInt(environmentId).putVarInt(users.size());
    for (UserId user : users) {
      out.putSized(user.utf8());
      // What the user is sent in the same group begins a history of its own.
      state.tentative().note(environmentId, user, ChainHeads.NONE);
    }
  }

  /// Whom a record erases.
  record Erased(int environmentId, List<UserId> users) {}

  /// Reads what [#write] put.
  ///
  /// @throws IllegalStateException if it is not an erasure, or one of a newer form
  static Erased read(RecordReader in) {
    int form = in.getByte();
    if (form != FORM && form != FORM_OF_ONE) {
      throw new IllegalStateException("an erasure of the unknown form " + form);
    }
    int environmentId = in.getVarInt();
    List<UserId> users = new ArrayList<>();
    for (int left = form == FORM ? in.getVarInt() : 1; left > 0; left--) {
      users.add(UserId.ofUtf8(in.getSized()));
    }
    return new Erased(environmentId, users);
  }

  @Override
  public void committed(long position) {
    state.tentative().clear();
    try {
      state.applyErasure(environmentId, users, position);
      users.forEach(user -> feed.tell(environmentId, user));
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
