package dev.muster.upload;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Yes and no as exports write them, beside what values of webhooks are.
final class TruthText {

  private TruthText() {}

  /// @param text without white space around it
  /// @return `true`, `false`, or null where it is no such word
  static @Nullable String plain(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true",
          "yes",
          "y",
          "t",
          "x",
          "ja",
          "j",
          "wahr",
          "oui",
          "vrai",
          "si",
          "sí",
          "sì",
          "verdadero",
          "vero",
          "sim",
          "verdadeiro" ->
          "true";
      case "false", "no", "n", "f", "nein", "falsch", "non", "faux", "falso", "não", "nee", "nej" ->
          "false";
      default -> null;
    };
  }
}
