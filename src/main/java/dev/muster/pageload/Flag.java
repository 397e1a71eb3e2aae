package dev.muster.pageload;

/// What is known of one segment of one user.
public sealed interface Flag {

  /// Whether the user is in it.
  final class Evaluated implements Flag {
    private final boolean known;
    private final boolean in;
    private final FlagsJson flags;
    private final int index;

    Evaluated(boolean known, boolean in, FlagsJson flags, int index) {
      this.known = known;
      this.in = in;
      this.flags = flags;
      this.index = index;
    }

    /// Whether anything is known of the user.
    public boolean known() {
      return known;
    }

    /// Whether the user is in the segment.
    public boolean in() {
      return in;
    }

    /// The body of the answer to a single evaluation of the OpenFeature Remote Evaluation Protocol,
    /// in UTF-8. The caller owns the array.
    public byte[] json() {
      return flags.one(index, in);
    }
  }

  /// There is no live segment of this key.
  record Unknown() implements Flag {}

  /// It matches nobody, because something that it uses is gone or of another type.
  ///
  /// @param why in words
  record Failed(String why) implements Flag {}
}
