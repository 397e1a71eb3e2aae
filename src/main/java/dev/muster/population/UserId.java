package dev.muster.population;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The identifier of an end user: 1 to 256 bytes of UTF-8, compared byte by byte.
public final class UserId {

  /// The longest identifier, in bytes of UTF-8.
  public static final int BYTES_MAX = 256;

  private final byte[] utf8;
  private final int hash;

  private UserId(byte[] utf8) {
    if (utf8.length == 0 || utf8.length > BYTES_MAX) {
      throw new IllegalArgumentException("an identifier has 1 to 256 bytes, not " + utf8.length);
    }
    this.utf8 = utf8;
    this.hash = SeededHash.ofBytes(utf8, 0, utf8.length);
  }

  /// @param text well-formed Unicode
  /// @throws IllegalArgumentException if it is empty or has more than 256 bytes of UTF-8
  public static UserId of(String text) {
    return new UserId(text.getBytes(StandardCharsets.UTF_8));
  }

  /// @param text well-formed Unicode
  /// @return the identifier, or empty if the text is empty or has more than 256 bytes of UTF-8
  public static Optional<UserId> tryOf(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return utf8.length == 0 || utf8.length > BYTES_MAX
        ? Optional.empty()
        : Optional.of(new UserId(utf8));
  }

  /// @param utf8 well-formed UTF-8; copied
  /// @throws IllegalArgumentException if it is empty or has more than 256 bytes
  public static UserId ofUtf8(byte[] utf8) {
    return new UserId(utf8.clone());
  }

  /// The bytes, which must not be changed; for this package's columns and for records of the log.
  @SuppressWarnings("EI_EXPOSE_REP")
  public byte[] utf8() {
    return utf8;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserId that && Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /// The identifier as text.
  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
