package dev.muster.intake;

/// Cuts what senders wrote to a length that can be shown.
final class Shown {

  private static final int LENGTH_MAX = 60;

  private Shown() {}

  static String cut(String text) {
    if (text.length() <= LENGTH_MAX) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LENGTH_MAX - 1)) ? LENGTH_MAX - 1 : LENGTH_MAX;
    return text.substring(0, end) + "…";
  }
}
