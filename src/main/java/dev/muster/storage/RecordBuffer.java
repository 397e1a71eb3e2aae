package dev.muster.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Where an entry puts the bytes of its record; [RecordReader] reads them back. Numbers are
/// big-endian. Every method throws [RecordTooLargeException] if the record outgrows its bound.
public final class RecordBuffer {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int size;
  private int start;
  private int bytesMax;

  /// An empty record that may have up to this many bytes.
  public RecordBuffer(int bytesMax) {
    this.bytes = new byte[Math.min(bytesMax, 256)];
    this.bytesMax = bytesMax;
  }

  /// The bytes put so far.
  public int size() {
    return size - start;
  }

  /// A copy of the bytes put so far.
  public byte[] toBytes() {
    return Arrays.copyOfRange(bytes, start, size);
  }

  /// The low 8 bits.
  public RecordBuffer putByte(int value) {
    int at = take(1);
    bytes[at] = (byte) value;
    return this;
  }

  /// Four bytes.
  public RecordBuffer putInt(int value) {
    int at = take(4);
    INT.set(bytes, at, value);
    return this;
  }

  /// Eight bytes.
  public RecordBuffer putLong(long value) {
    int at = take(8);
    LONG.set(bytes, at, value);
    return this;
  }

  /// Eight bytes that hold every double exactly.
  public RecordBuffer putDouble(double value) {
    return putLong(Double.doubleToRawLongBits(value));
  }

  /// One to five bytes, few for small numbers; a negative one takes five.
  public RecordBuffer putVarInt(int value) {
    return putVarLong(value & 0xFFFF_FFFFL);
  }

  /// One to ten bytes, few for small numbers; a negative one takes ten.
  public RecordBuffer putVarLong(long value) {
    int length = (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    int at = take(length);
    long rest = value;
    for (int i = at; i < at + length - 1; i++) {
      bytes[i] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at + length - 1] = (byte) rest;
    return this;
  }

  /// The bytes alone, without their number.
  public RecordBuffer putBytes(byte[] value) {
    return putBytes(value, 0, value.length);
  }

  /// Some of the bytes alone, without their number.
  public RecordBuffer putBytes(byte[] value, int from, int length) {
    int at = take(length);
    System.arraycopy(value, from, bytes, at, length);
    return this;
  }

  /// The number of bytes as by [#putVarInt], then the bytes.
  public RecordBuffer putSized(byte[] value) {
    return putVarInt(value.length).putBytes(value);
  }

  /// The number of bytes in UTF-8 as by [#putVarInt], then the bytes.
  public RecordBuffer putUtf8(String value) {
    return putSized(value.getBytes(StandardCharsets.UTF_8));
  }

  private int take(int count) {
    int at = size;
    if (count > bytesMax - (size - start)) {
      throw new RecordTooLargeException(bytesMax);
    }
    size += count;
    if (size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size, (int) Math.min(2L * bytes.length, 1 << 30)));
    }
    return at;
  }

  // What follows is for the log, which puts many records and their frame into one buffer.

  byte[] array() {
    return bytes;
  }

  /// The end of all that was put.
  int end() {
    return size;
  }

  /// From here on, sizes count anew.
  void startRecord(int recordBytesMax) {
    start = size;
    bytesMax = recordBytesMax;
  }

  /// Forgets what was put behind a point.
  void truncate(int end) {
    size = end;
    start = Math.min(start, end);
  }

  void setInt(int at, int value) {
    INT.set(bytes, at, value);
  }

  void setLong(int at, long value) {
    LONG.set(bytes, at, value);
  }
}
