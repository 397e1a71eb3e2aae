package dev.muster.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what a [RecordBuffer] took, in the same order. Every method throws [IllegalStateException]
/// if the record ends early: its checksum was right, so it was written differently from how it is
/// read.
public final class RecordReader {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int at;
  private int end;

  /// Reads all of these bytes, which are not copied.
  public RecordReader(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  /// Reads other bytes from now on.
  void point(byte[] newBytes, int from, int length) {
    bytes = newBytes;
    at = from;
    end = from + length;
  }

  /// The bytes not read yet.
  public int remaining() {
    return end - at;
  }

  /// Reads one byte, 0 to 255.
  public int getByte() {
    return bytes[take(1)] & 0xFF;
  }

  /// Reads four bytes.
  public int getInt() {
    return (int) INT.get(bytes, take(4));
  }

  /// Reads eight bytes.
  public long getLong() {
    return (long) LONG.get(bytes, take(8));
  }

  /// Reads what [RecordBuffer#putDouble] put.
  public double getDouble() {
    return Double.longBitsToDouble(getLong());
  }

  /// Reads what [RecordBuffer#putVarInt] put.
  public int getVarInt() {
    return (int) getVarLong();
  }

  /// Reads what [RecordBuffer#putVarLong] put.
  public long getVarLong() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = bytes[take(1)];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalStateException("a number of more than ten bytes");
  }

  /// Reads this many bytes into an array of their own.
  public byte[] getBytes(int length) {
    int from = take(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /// Reads what [RecordBuffer#putSized] put.
  public byte[] getSized() {
    return getBytes(getVarInt());
  }

  /// Reads what [RecordBuffer#putUtf8] put.
  public String getUtf8() {
    int length = getVarInt();
    return new String(bytes, take(length), length, StandardCharsets.UTF_8);
  }

  /// Passes over this many bytes.
  public void skip(int length) {
    take(length);
  }

  /// A view of the bytes not read yet; read-only, and valid as long as this reader is.
  public ByteBuffer rest() {
    return ByteBuffer.wrap(bytes, at, end - at).slice().asReadOnlyBuffer();
  }

  private int take(int count) {
    int from = at;
    if (count < 0 || count > end - at) {
      throw new IllegalStateException("the record ends early");
    }
    at += count;
    return from;
  }
}
