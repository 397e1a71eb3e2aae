package dev.muster.upload;

/// What an upload has found in the column of a property that its integration lists. It says nothing
/// of what was in the cells, since it is kept longer than they are.
///
/// @param attributeId of the property
/// @param column its name then
/// @param valued cells with a value that was taken
/// @param empty cells without one
/// @param refused cells whose value was refused
public record ColumnCounts(int attributeId, String column, long valued, long empty, long refused) {

  /// How many cells there were; none if the file has no such column.
  public long cells() {
    return valued + empty + refused;
  }
}
