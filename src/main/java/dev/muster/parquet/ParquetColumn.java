package dev.muster.parquet;

/// A column of a file. Each of its values may be missing.
///
/// @param name any text; dots in it mean nothing
public record ParquetColumn(String name, Kind kind) {

  /// What its values are.
  public enum Kind {
    /// UTF-8.
    TEXT(Thrift.BYTE_ARRAY),
    /// Floating point.
    NUMBER(Thrift.DOUBLE),
    /// Whole numbers of 64 bits.
    WHOLE(Thrift.INT64),
    /// True or false.
    BOOLEAN(Thrift.BOOLEAN),
    /// Moments in UTC, to the millisecond.
    INSTANT(Thrift.INT64),
    /// Lists of UTF-8, which may be empty.
    TEXTS(Thrift.BYTE_ARRAY);

    private final int physical;

    Kind(int physical) {
      this.physical = physical;
    }

    /// The number that the format has for how values are laid out.
    int physical() {
      return physical;
    }
  }
}
