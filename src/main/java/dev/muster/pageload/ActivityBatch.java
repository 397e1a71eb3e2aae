package dev.muster.pageload;

import dev.muster.population.UserId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Page loads of about a second, one entry a user: what the log holds of activity.
///
/// @param seen at most one entry an environment and user
public record ActivityBatch(List<Seen> seen) {

  private static final byte FORM = 1;

  /// What was seen of one user.
  ///
  /// @param environmentId where
  /// @param user who
  /// @param firstMillis the earliest page load, in epoch milliseconds
  /// @param lastMillis the latest page load, in epoch milliseconds
  public record Seen(int environmentId, UserId user, long firstMillis, long lastMillis) {
    /// @throws IllegalArgumentException if the last is before the first
    public Seen {
      if (lastMillis < firstMillis) {
        throw new IllegalArgumentException("last seen before first seen");
      }
    }
  }

  /// Copies the list.
  public ActivityBatch {
    seen = List.copyOf(seen);
  }

  /// The batch for the log: the form, the earliest moment, then for each user the environment, the
  /// identifier, and its moments as distances. All numbers but the first two are LEB128.
  public byte[] bytes() {
    long base = seen.stream().mapToLong(Seen::firstMillis).min().orElse(0);
    int size = 1 + Long.BYTES + 5;
    for (Seen one : seen) {
      size += 5 + 2 + one.user().utf8().length + 10 + 10;
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(FORM).putLong(base);
    putNumber(out, seen.size());
    for (Seen one : seen) {
      putNumber(out, one.environmentId());
      putNumber(out, one.user().utf8().length);
      out.put(one.user().utf8());
      putNumber(out, one.firstMillis() - base);
      putNumber(out, one.lastMillis() - one.firstMillis());
    }
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  /// @param bytes what [#bytes] gave
  /// @throws IllegalArgumentException if they are not a batch, or one of a newer form
  public static ActivityBatch of(ByteBuffer bytes) {
    try {
      byte form = bytes.get();
      if (form != FORM) {
        throw new IllegalArgumentException("activity of the unknown form " + form);
      }
      long base = bytes.getLong();
      long count = number(bytes);
      List<Seen> seen = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        int environmentId = Math.toIntExact(number(bytes));
        byte[] id = new byte[length(bytes)];
        bytes.get(id);
        long first = Math.addExact(base, number(bytes));
        seen.add(
            new Seen(environmentId, UserId.ofUtf8(id), first, Math.addExact(first, number(bytes))));
      }
      return new ActivityBatch(seen);
    } catch (BufferUnderflowException | ArithmeticException e) {
      throw new IllegalArgumentException("not a batch of activity", e);
    }
  }

  private static int length(ByteBuffer bytes) {
    long length = number(bytes);
    if (length < 1 || length > UserId.BYTES_MAX) {
      throw new IllegalArgumentException("an identifier of " + length + " bytes");
    }
    return (int) length;
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
