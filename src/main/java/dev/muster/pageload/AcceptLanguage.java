package dev.muster.pageload;

import java.util.Locale;
import java.util.Optional;

/// Reads the header Accept-Language (RFC 9110, 12.5.4).
final class AcceptLanguage {

  private AcceptLanguage() {}

  /// @return the language that is wanted most, the first of equals, as a BCP 47 tag in its
  ///   canonical case (`en-GB`, `zh-Hant-TW`); empty if none is well-formed
  static Optional<String> preferred(String header) {
    String best = null;
    double bestWeight = 0;
    for (String range : header.split(",", -1)) {
      String[] parts = range.split(";", -1);
      double weight = parts.length == 1 ? 1 : weight(parts[1].strip());
      if (weight > bestWeight) {
        String tag = Locale.forLanguageTag(parts[0].strip()).toLanguageTag();
        if (!tag.equals("und")) {
          best = tag;
          bestWeight = weight;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static double weight(String parameter) {
    if (!parameter.startsWith("q=") && !parameter.startsWith("Q=")) {
      return 1;
    }
    try {
      return Double.parseDouble(parameter.substring(2).strip());
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
