package dev.muster.pageload;

import dev.muster.population.UserId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Page loads of about a second, one entry a user: what the log holds of activity.
///
/// @param seen at most one entry an environment and user
public record ActivityBatch(List<Seen> seen) {

  /// Only the first and the last page load of each user, without pages: what was written until
  /// there were reports of activity.
  private static final byte FORM_OF_FIRST_AND_LAST = 1;

  private static final byte FORM = 2;

  /// One page load.
  ///
  /// @param atMillis when, in epoch milliseconds
  /// @param page which, as [PageName] names it; null if that is not known
  /// @param segments the keys of the live segments that the user was in
  public record Load(long atMillis, @Nullable String page, List<String> segments) {
    /// Copies the list.
    public Load {
      segments = List.copyOf(segments);
    }

    private int bytesMax() {
      int bytes = 10 + 5 + 5 + 5 + 1;
      bytes += page == null ? 0 : 4 * page.length();
      for (String segment : segments) {
        bytes += 5 + segment.length();
      }
      return bytes;
    }
  }

  /// What was seen of one user.
  ///
  /// @param environmentId where
  /// @param user who
  /// @param loads at least one, the earliest first
  public record Seen(int environmentId, UserId user, List<Load> loads) {
    /// Copies the list.
    ///
    /// @throws IllegalArgumentException if there are none, or they are not in order
    public Seen {
      loads = List.copyOf(loads);
      if (loads.isEmpty()) {
        throw new IllegalArgumentException("a user who was not seen");
      }
      for (int i = 1; i < loads.size(); i++) {
        if (loads.get(i).atMillis() < loads.get(i - 1).atMillis()) {
          throw new IllegalArgumentException("page loads out of order");
        }
      }
    }

    /// The earliest page load, in epoch milliseconds.
    public long firstMillis() {
      return loads.getFirst().atMillis();
    }

    /// The latest page load, in epoch milliseconds.
    public long lastMillis() {
      return loads.getLast().atMillis();
    }

    /// How many bytes it takes of a batch, at most.
    public int bytesMax() {
      int bytes = 5 + 2 + user.utf8().length + 5;
      for (Load load : loads) {
        bytes += load.bytesMax();
      }
      return bytes;
    }
  }

  /// Copies the list.
  public ActivityBatch {
    seen = List.copyOf(seen);
  }

  /// How many page loads there are.
  public int loads() {
    return seen.stream().mapToInt(one -> one.loads().size()).sum();
  }

  /// The batch for the log: the form, the earliest moment, the pages, the sets of segments, then
  /// for each user the environment, the identifier, and its page loads: the moment as a distance
  /// from the earliest, the page and the set of segments as their places. All numbers but the first
  /// two are LEB128.
  public byte[] bytes() {
    long base = seen.stream().mapToLong(Seen::firstMillis).min().orElse(0);
    Table<String> pages = new Table<>();
    Table<List<String>> sets = new Table<>();
    int size = 1 + Long.BYTES + 3 * 5;
    for (Seen one : seen) {
      size += one.bytesMax();
      for (Load load : one.loads()) {
        if (load.page() != null) {
          pages.placeOf(load.page());
        }
        sets.placeOf(load.segments());
      }
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(FORM).putLong(base);
    putNumber(out, pages.all.size());
    pages.all.forEach(page -> putText(out, page));
    putNumber(out, sets.all.size());
    for (List<String> set : sets.all) {
      putNumber(out, set.size());
      set.forEach(segment -> putText(out, segment));
    }
    putNumber(out, seen.size());
    for (Seen one : seen) {
      putNumber(out, one.environmentId());
      putNumber(out, one.user().utf8().length);
      out.put(one.user().utf8());
      putNumber(out, one.loads().size());
      for (Load load : one.loads()) {
        putNumber(out, load.atMillis() - base);
        putNumber(out, load.page() == null ? 0 : 1L + pages.placeOf(load.page()));
        putNumber(out, sets.placeOf(load.segments()));
      }
    }
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  /// Things that occur again and again, each once.
  private static final class Table<T> {
    final List<T> all = new ArrayList<>();
    private final Map<T, Integer> places = new HashMap<>();

    int placeOf(T one) {
      return places.computeIfAbsent(
          one,
          added -> {
            all.add(added);
            return all.size() - 1;
          });
    }
  }

  /// Whether a batch is of the time when only the first and the last page load of each user were
  /// written.
  public static boolean isOld(ByteBuffer bytes) {
    return bytes.hasRemaining() && bytes.get(bytes.position()) == FORM_OF_FIRST_AND_LAST;
  }

  /// Reads a batch; what follows it stays in the buffer.
  ///
  /// @param bytes what [#bytes] gave
  /// @throws IllegalArgumentException if they are not a batch, or one of a newer form
  public static ActivityBatch of(ByteBuffer bytes) {
    try {
      byte form = bytes.get();
      return switch (form) {
        case FORM_OF_FIRST_AND_LAST -> firstAndLast(bytes);
        case FORM -> full(bytes);
        default -> throw new IllegalArgumentException("activity of the unknown form " + form);
      };
    } catch (BufferUnderflowException | ArithmeticException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not a batch of activity", e);
    }
  }

  private static ActivityBatch full(ByteBuffer bytes) {
    long base = bytes.getLong();
    List<String> pages = new ArrayList<>();
    for (long left = number(bytes); left > 0; left--) {
      pages.add(text(bytes));
    }
    List<List<String>> sets = new ArrayList<>();
    for (long left = number(bytes); left > 0; left--) {
      List<String> set = new ArrayList<>();
      for (long segments = number(bytes); segments > 0; segments--) {
        set.add(text(bytes));
      }
      sets.add(List.copyOf(set));
    }
    List<Seen> seen = new ArrayList<>();
    for (long left = number(bytes); left > 0; left--) {
      int environmentId = Math.toIntExact(number(bytes));
      UserId user = user(bytes);
      List<Load> loads = new ArrayList<>();
      for (long more = number(bytes); more > 0; more--) {
        long at = Math.addExact(base, number(bytes));
        int page = Math.toIntExact(number(bytes)) - 1;
        List<String> set = sets.get(Math.toIntExact(number(bytes)));
        loads.add(new Load(at, page < 0 ? null : pages.get(page), set));
      }
      seen.add(new Seen(environmentId, user, loads));
    }
    return new ActivityBatch(seen);
  }

  private static ActivityBatch firstAndLast(ByteBuffer bytes) {
    long base = bytes.getLong();
    long count = number(bytes);
    List<Seen> seen = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      int environmentId = Math.toIntExact(number(bytes));
      UserId user = user(bytes);
      long first = Math.addExact(base, number(bytes));
      long last = Math.addExact(first, number(bytes));
      List<Load> loads = new ArrayList<>();
      loads.add(new Load(first, null, List.of()));
      if (last > first) {
        loads.add(new Load(last, null, List.of()));
      }
      seen.add(new Seen(environmentId, user, loads));
    }
    return new ActivityBatch(seen);
  }

  private static UserId user(ByteBuffer bytes) {
    long length = number(bytes);
    if (length < 1 || length > UserId.BYTES_MAX) {
      throw new IllegalArgumentException("an identifier of " + length + " bytes");
    }
    byte[] id = new byte[(int) length];
    bytes.get(id);
    return UserId.ofUtf8(id);
  }

  private static void putText(ByteBuffer out, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putNumber(out, utf8.length);
    out.put(utf8);
  }

  private static String text(ByteBuffer bytes) {
    long length = number(bytes);
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException("a text of " + length + " bytes");
    }
    byte[] utf8 = new byte[(int) length];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static void putNumber(ByteBuffer out, long number) {
    long left = number;
    while ((left & ~0x7FL) != 0) {
      out.put((byte) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.put((byte) left);
  }

  private static long number(ByteBuffer bytes) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
