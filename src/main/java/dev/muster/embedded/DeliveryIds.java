package dev.muster.embedded;

import java.util.OptionalLong;

/// A delivery's id is its position in the log, in hexadecimal.
final class DeliveryIds {
  private DeliveryIds() {}

  static String of(long position) {
    return Long.toHexString(position);
  }

  /// @return the position, or empty where the text is not an id
  static OptionalLong position(String id) {
    if (!id.matches("[0-9a-f]{1,15}")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(id, 16));
  }
}
