package dev.muster.catalog;

/// Who sees something that was saved.
public enum Visibility {
  /// Everybody who sees the system.
  SHARED("shared"),
  /// Its creator only. Admins may delete it by its key, and see nothing of it either.
  PRIVATE("private");

  private final String code;

  Visibility(String code) {
    this.code = code;
  }

  /// As it is written.
  public String code() {
    return code;
  }

  /// @throws IllegalArgumentException if there is none of this code
  public static Visibility ofCode(String code) {
    return switch (code) {
      case "shared" -> SHARED;
      case "private" -> PRIVATE;
      default -> throw new IllegalArgumentException("no visibility: " + code);
    };
  }
}
