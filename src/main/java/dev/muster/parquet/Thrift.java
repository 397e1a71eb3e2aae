package dev.muster.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// Writes structures in Thrift's compact protocol, and has the numbers of `parquet.thrift` (Apache
/// Parquet format 2.9) that this writer uses.
final class Thrift {

  static final int BOOLEAN = 0;
  static final int INT64 = 2;
  static final int DOUBLE = 5;
  static final int BYTE_ARRAY = 6;

  static final int OPTIONAL = 1;
  static final int REPEATED = 2;
  static final int REQUIRED = 0;

  static final int UTF8 = 0;
  static final int LIST = 3;
  static final int TIMESTAMP_MILLIS = 9;

  static final int PLAIN = 0;
  static final int RLE = 3;
  static final int GZIP = 2;
  static final int DATA_PAGE = 0;

  private static final int TRUE_TYPE = 1;
  private static final int FALSE_TYPE = 2;
  private static final int I32_TYPE = 5;
  private static final int I64_TYPE = 6;
  private static final int BINARY_TYPE = 8;
  private static final int LIST_TYPE = 9;
  private static final int STRUCT_TYPE = 12;
  private static final int SHORT_LIST_MAX = 14;

  private final Bytes out;
  private final Deque<Integer> above = new ArrayDeque<>();
  private int last;

  Thrift(Bytes out) {
    this.out = out;
  }

  private void field(int id, int type) {
    // Ids only grow within a structure, by no more than 15.
    out.put((id - last) << 4 | type);
    last = id;
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  Thrift number(int id, int value) {
    field(id, I32_TYPE);
    out.putVarLong(zigzag(value) & 0xFFFF_FFFFL);
    return this;
  }

  Thrift number(int id, long value) {
    field(id, I64_TYPE);
    out.putVarLong(zigzag(value));
    return this;
  }

  Thrift truth(int id, boolean value) {
    field(id, value ? TRUE_TYPE : FALSE_TYPE);
    return this;
  }

  Thrift text(int id, String value) {
    field(id, BINARY_TYPE);
    return element(value);
  }

  /// Begins a list of texts; each follows by [#element].
  Thrift texts(int id, int count) {
    return list(id, count, BINARY_TYPE);
  }

  Thrift element(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.putVarLong(utf8.length);
    out.put(utf8, utf8.length);
    return this;
  }

  /// Begins a list of numbers; each follows by [#element].
  Thrift numbers(int id, int count) {
    return list(id, count, I32_TYPE);
  }

  Thrift element(int value) {
    out.putVarLong(zigzag(value) & 0xFFFF_FFFFL);
    return this;
  }

  /// Begins a list of structures; each follows between [#begin] and [#end].
  Thrift structures(int id, int count) {
    return list(id, count, STRUCT_TYPE);
  }

  private Thrift list(int id, int count, int type) {
    field(id, LIST_TYPE);
    if (count <= SHORT_LIST_MAX) {
      out.put(count << 4 | type);
    } else {
      out.put(0xF0 | type);
      out.putVarLong(count);
    }
    return this;
  }

  /// Begins a structure that is a field.
  Thrift begin(int id) {
    field(id, STRUCT_TYPE);
    return begin();
  }

  /// Begins a structure that is an element of a list, or stands alone.
  Thrift begin() {
    above.push(last);
    last = 0;
    return this;
  }

  /// Ends a structure.
  Thrift end() {
    out.put(0);
    last = above.pop();
    return this;
  }
}
