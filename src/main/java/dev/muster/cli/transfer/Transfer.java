package dev.muster.cli.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLHandshakeException;

/// Sends one file in pieces, each of which is tried again where the connection breaks off, and
/// watches the upload until it is over. For one thread.
public final class Transfer {

  /// Held in memory, so that it can be sent again also where the file is a pipe.
  private static final int PIECE_BYTES = 16 << 20;

  private static final int SLICE_BYTES = 64 << 10;
  private static final long LOOK_MILLIS = 300;
  private static final int SYSTEMS_SHOWN = 20;

  private final ServerClient client;
  private final Order order;
  private final Duration patience;
  private final Interrupts interrupts;
  private final Screen screen;
  private final AtomicLong taken = new AtomicLong();
  private final long began = System.nanoTime();
  private String path = "";

  /// @param patience how long what fails is tried again
  public Transfer(
      ServerClient client, Order order, Duration patience, Interrupts interrupts, Screen screen) {
    this.client = client;
    this.order = order;
    this.patience = patience;
    this.interrupts = interrupts;
    this.screen = screen;
  }

  /// The path of the upload; empty before there is one.
  public Optional<String> path() {
    return path.isEmpty() ? Optional.empty() : Optional.of(path);
  }

  /// Something that is asked of the server.
  private interface Call<T> {
    T call() throws IOException, RefusedException, InterruptedException;
  }

  /// Begins an upload of which nothing has been sent; a server that is not there yet is waited for.
  ///
  /// @throws IOException if the server cannot be reached
  public void begin() throws IOException, RefusedException, InterruptedException {
    String uploads = order.path(order.system().isPresent() ? order.system().get() : onlySystem());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/csv");
    headers.put("Upload-Complete", "?0");
    order.bytes().ifPresent(bytes -> headers.put("Upload-Length", Long.toString(bytes)));
    JsonNode upload = again(() -> client.post(uploads + order.query(), headers)).body();
    path = uploads + "/" + upload.path("id").asText();
    screen.wellAgain();
  }

  /// Asks again for as long as the server is not there, or has no room.
  private <T> T again(Call<T> call) throws IOException, RefusedException, InterruptedException {
    Patience tries = new Patience(patience, interrupts, screen);
    while (true) {
      try {
        return call.call();
      } catch (RefusedException refused) {
        if (!refused.isPassing()) {
          throw refused;
        }
        tries.pause(refused);
      } catch (SSLHandshakeException distrusted) {
        throw distrusted;
      } catch (ConnectException | HttpTimeoutException unreachable) {
        tries.pause(new IOException("nothing answers at " + client.base(), unreachable));
      } catch (IOException broken) {
        tries.pause(broken);
      }
    }
  }

  private String onlySystem() throws IOException, RefusedException, InterruptedException {
    JsonNode systems =
        again(() -> client.get("/api/v1/systems?limit=" + SYSTEMS_SHOWN)).body().path("items");
    List<String> keys =
        StreamSupport.stream(systems.spliterator(), false)
            .map(system -> system.path("key").asText())
            .toList();
    if (keys.size() == 1) {
      return keys.getFirst();
    }
    throw new IOException(
        keys.isEmpty()
            ? "the server has no system yet"
            : "the server has more than one system; say which with --system: "
                + String.join(", ", keys));
  }

  /// Sends all of a file.
  ///
  /// @param isSame whether it still is the file that was begun with; asked before its last piece
  public void send(InputStream file, BooleanSupplier isSame)
      throws IOException, RefusedException, InterruptedException {
    byte[] piece = new byte[PIECE_BYTES];
    long offset = 0;
    int next = read(file::read);
    boolean last;
    do {
      int length = 0;
      if (next >= 0) {
        piece[0] = (byte) next;
        length = 1 + read(() -> file.readNBytes(piece, 1, PIECE_BYTES - 1));
      }
      next = length < PIECE_BYTES ? -1 : read(file::read);
      last = next < 0;
      if (last && !isSame.getAsBoolean()) {
        throw new BrokenFileException("the file was changed while it was sent; send it again");
      }
      if (send(piece, length, offset, last)) {
        return;
      }
      offset += length;
    } while (!last);
  }

  /// Reads by another thread: a pipe may have nothing for long, and nothing else would see Ctrl-C
  /// meanwhile.
  private int read(Callable<Integer> reading) throws IOException, InterruptedException {
    FutureTask<Integer> task = new FutureTask<>(reading);
    Thread.ofPlatform().name("muster-read").daemon().start(task);
    try {
      while (true) {
        try {
          return task.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          interrupts.check();
        }
      }
    } catch (ExecutionException failed) {
      throw new BrokenFileException(failed.getCause() == null ? failed : failed.getCause());
    }
  }

  /// @return whether the server wants no more
  private boolean send(byte[] piece, int length, long offset, boolean last)
      throws IOException, RefusedException, InterruptedException {
    Patience tries = new Patience(patience, interrupts, screen);
    int done = 0;
    while (true) {
      Exception why;
      try {
        ServerClient.Reply reply = part(piece, done, length, offset, last);
        screen.wellAgain();
        return reply.isComplete();
      } catch (RefusedException refused) {
        if (!refused.isPassing()) {
          throw refused;
        }
        why = refused;
      } catch (IOException broken) {
        why = broken;
      }
      tries.pause(why);
      Optional<ServerClient.Reply> there = look();
      if (there.isEmpty()) {
        continue;
      }
      if (there.get().isComplete()) {
        return true;
      }
      long reached = there.get().offset();
      if (reached < offset || reached > offset + length) {
        throw new IOException(
            "the server has other %s bytes of the file than were sent; begin again"
                .formatted(Amounts.count(reached)));
      }
      if (reached > offset + done) {
        done = (int) (reached - offset);
        tries.renew();
      }
      if (done == length && !last) {
        return false;
      }
    }
  }

  private ServerClient.Reply part(byte[] piece, int from, int to, long offset, boolean last)
      throws IOException, RefusedException, InterruptedException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/partial-upload");
    headers.put("Upload-Offset", Long.toString(offset + from));
    headers.put("Upload-Complete", last ? "?1" : "?0");
    taken.set(offset + from);
    BodyPublisher body =
        from == to
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(
                BodyPublishers.ofByteArrays(() -> new Slices(piece, from, to)), to - from);
    return client.patch(path, headers, body, this::moved);
  }

  /// Asked for again and again while a piece is sent.
  private long moved() {
    long now = taken.get();
    double seconds = (System.nanoTime() - began) / 1e9;
    screen.sent(now, order.bytes(), seconds < 1 ? 0 : now / seconds);
    return now;
  }

  /// How the upload is on the server, if that can be told at this moment.
  private Optional<ServerClient.Reply> look() throws RefusedException, InterruptedException {
    try {
      return Optional.of(client.get(path));
    } catch (RefusedException refused) {
      if (!refused.isPassing()) {
        throw refused;
      }
      return Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Waits until the upload is over.
  ///
  /// @return it then
  public JsonNode watch() throws IOException, RefusedException, InterruptedException {
    Patience tries = new Patience(patience, interrupts, screen);
    while (true) {
      try {
        JsonNode upload = now();
        if (isOver(upload)) {
          screen.clear();
          return upload;
        }
        screen.running(upload);
        screen.wellAgain();
        tries.renew();
        interrupts.pause(LOOK_MILLIS);
      } catch (RefusedException refused) {
        if (!refused.isPassing()) {
          throw refused;
        }
        tries.pause(refused);
      } catch (IOException broken) {
        tries.pause(broken);
      }
    }
  }

  /// The upload as it is.
  public JsonNode now() throws IOException, RefusedException, InterruptedException {
    return client.get(path).body();
  }

  /// The upload as it is, also where that is told only at the second try.
  public JsonNode arrived() throws IOException, RefusedException, InterruptedException {
    return again(this::now);
  }

  /// Stops the upload; what it has taken stays.
  public void cancel() throws IOException, RefusedException, InterruptedException {
    client.post(path + "/cancel", Map.of());
  }

  /// Whether the process was told to end, and not by somebody who may press a key again.
  public boolean isTerminated() {
    return interrupts.isTerminated();
  }

  /// Waits for a while whether Ctrl-C is pressed once more.
  public boolean isPressedAgain(Duration within) {
    try {
      interrupts.pause(within.toMillis());
      return false;
    } catch (InterruptedException _) {
      return !isTerminated();
    }
  }

  /// Puts the refused rows into a file, in place of what is there.
  public void refusedRows(Path file) throws IOException, RefusedException, InterruptedException {
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    Path part = Files.createTempFile(directory, ".muster-", ".part");
    try {
      client.download(path + "/rejected.csv", part);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Whether nothing more will happen.
  static boolean isOver(JsonNode upload) {
    return switch (upload.path("status").asText()) {
      case "receiving", "waiting", "running" -> false;
      default -> true;
    };
  }

  /// A piece in slices, counted as they are taken.
  private final class Slices implements Iterator<byte[]> {

    private final byte[] piece;
    private final int to;
    private int at;

    Slices(byte[] piece, int from, int to) {
      this.piece = piece;
      this.at = from;
      this.to = to;
    }

    @Override
    public boolean hasNext() {
      return at < to;
    }

    @Override
    public byte[] next() {
      if (at >= to) {
        throw new NoSuchElementException();
      }
      int end = Math.min(to, at + SLICE_BYTES);
      byte[] slice = Arrays.copyOfRange(piece, at, end);
      taken.addAndGet(end - at);
      at = end;
      return slice;
    }
  }
}
