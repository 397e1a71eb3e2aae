package dev.muster.intake;

/// Cuts what senders wrote to a length that can be shown.
final class Shown {

  private static final int LENGTH_MAX = 60;

  private Shown() {}

  static String cut(String text) {
    return cut(text, LENGTH_MAX);
  }

  static String cut(String text, int lengthMax) {
    if (text.length() <= lengthMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax;
    return text.substring(0, end) + "…";
  }
}
