package dev.muster.upload;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first line of a file where it only says what stands between cells, for Excel: `sep=;`. It is
/// no row; as a line of the file it counts.
///
/// @param text the line, without its end
record DelimiterLine(Delimiter delimiter, String text) {

  /// As many characters of a file as show whether it begins with one.
  static final int SHOWN = 16;

  private static final Pattern LINE =
      Pattern.compile("([\"']?)sep=(.)\\1(?=[\\r\\n]|$)", Pattern.CASE_INSENSITIVE);

  /// @param beginning of the file without a byte order mark: [#SHOWN] characters or more, or all
  static Optional<DelimiterLine> of(CharSequence beginning) {
    Matcher line = LINE.matcher(beginning);
    return line.lookingAt()
        ? Delimiter.ofCode(line.group(2)).map(said -> new DelimiterLine(said, line.group()))
        : Optional.empty();
  }
}
