package dev.muster.intake;

/// Cuts what senders wrote to a length that can be shown.
public final class Shown {

  private static final int LENGTH_MAX = 60;

  private Shown() {}

  /// At most 60 characters of a text, whole ones.
  public static String cut(String text) {
    return cut(text, LENGTH_MAX);
  }

  /// At most so many characters of a text, whole ones, and an ellipsis where some are missing.
  public static String cut(String text, int lengthMax) {
    if (text.length() <= lengthMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax;
    return text.substring(0, end) + "…";
  }
}
