package dev.muster.storage;

/// What is found at a position of a segment.
sealed interface Frame {

  /// A whole group.
  record Group(FrameHeader header) implements Frame {}

  /// A mark: at some time, the log ended here.
  record Mark(FrameHeader header) implements Frame {}

  /// Neither.
  ///
  /// @param position what exactly is wrong
  /// @param what is wrong, in words
  record Broken(long position, String what) implements Frame {}
}
