package dev.muster.outgoing;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.ArrayList;
import java.util.List;

/// Who entered and left segments, as it is written into the log: what receivers are to be told, or
/// know without being told.
///
/// @param atMillis when it was found, in epoch milliseconds
/// @param parts by segment
public record SegmentChanges(long atMillis, List<Part> parts) {

  /// So many users at most are in one.
  static final int USERS_MAX = 1 << 16;

  private static final int FORM = 1;
  private static final int PART_BYTES = 600;

  /// What is to be done with the users of a part.
  enum Kind {
    /// They are told.
    TOLD(0),
    /// They are taken for told; the first of those who are in the segment at first.
    FIRST(1),
    /// The same, more of them.
    MORE(2),
    /// The same, and they are all by then.
    LAST(3);

    private static final List<Kind> ALL = List.of(values());

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    static Kind ofNumber(int number) {
      return ALL.stream()
          .filter(kind -> kind.number == number)
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("changes of segments of the unknown kind " + number));
    }
  }

  /// Those of a segment.
  ///
  /// @param users an ordinal, doubled, and one more where the user is in the segment now; not
  ///   changed any more
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(SegmentPlace place, Kind kind, int[] users) {
    static int user(int ordinal, boolean in) {
      return ordinal << 1 | (in ? 1 : 0);
    }

    static int ordinal(int user) {
      return user >>> 1;
    }

    static boolean isIn(int user) {
      return (user & 1) != 0;
    }
  }

  /// Copies the list.
  public SegmentChanges {
    parts = List.copyOf(parts);
  }

  /// A bound on what [#write] puts.
  public int bytesMax() {
    return 20 + parts.stream().mapToInt(part -> PART_BYTES + 5 * part.users.length).sum();
  }

  /// Puts it into a record.
  public void write(RecordBuffer out) {
    out.putByte(FORM).putVarLong(atMillis).putVarInt(parts.size());
    for (Part part : parts) {
      out.putVarInt(part.place.environmentId())
          .putUtf8(part.place.segment())
          .putByte(part.kind.number)
          .putVarInt(part.users.length);
      for (int user : part.users) {
        out.putVarInt(user);
      }
    }
  }

  /// Reads what [#write] put.
  ///
  /// @throws IllegalStateException if it is of a newer form
  public static SegmentChanges read(RecordReader in) {
    int form = in.getByte();
    if (form != FORM) {
      throw new IllegalStateException("changes of segments of the unknown form " + form);
    }
    long atMillis = in.getVarLong();
    List<Part> parts = new ArrayList<>();
    for (int left = in.getVarInt(); left > 0; left--) {
      SegmentPlace place = new SegmentPlace(in.getVarInt(), in.getUtf8());
      Kind kind = Kind.ofNumber(in.getByte());
      int[] users = new int[in.getVarInt()];
      for (int i = 0; i < users.length; i++) {
        users[i] = in.getVarInt();
      }
      parts.add(new Part(place, kind, users));
    }
    return new SegmentChanges(atMillis, parts);
  }
}
