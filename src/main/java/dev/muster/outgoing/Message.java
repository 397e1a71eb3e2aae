package dev.muster.outgoing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is sent: JSON, and a name for it by which whoever gets it twice can tell.
///
/// @param id letters, digits, `-` and `_`; no dots, with which it is parted from the rest when it
///   is signed
/// @param body JSON in UTF-8; belongs to the message
@SuppressWarnings("ArrayRecordComponent") // compared by what is in it
public record Message(String id, byte[] body) {

  private static final int ID_CHARACTERS_MAX = 100;

  /// @throws IllegalArgumentException if the id has other characters
  public Message {
    if (id.length() > ID_CHARACTERS_MAX || !id.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("not the id of a message: " + id);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Message that && id.equals(that.id) && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Message[" + id + "]";
  }
}
