package dev.muster.pageload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ua_parser.Parser;

/// Reads User-Agent and Accept-Language headers, remembering those seen lately: reading a new
/// User-Agent takes a few hundred regular expressions, and a site's visitors share few of them.
/// Safe for use by many threads.
public final class Browsers {

  /// How much of a User-Agent is looked at, in UTF-16 units; browsers' are about 120.
  static final int USER_AGENT_LENGTH = 256;

  /// What looks like a browser or a robot: words of a bearable length with a version behind a
  /// slash. Whatever else somebody sends is not worth the time that some expressions need for it.
  private static final Pattern PLAUSIBLE =
      Pattern.compile("[A-Za-z][A-Za-z0-9 ._-]{1,40}/[0-9].*", Pattern.DOTALL);

  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9_-]{48}");

  /// How much of an Accept-Language is looked at, in UTF-16 units.
  static final int ACCEPT_LANGUAGE_LENGTH = 256;

  private final Parser parser;
  private final Cache<String, Browser> browsers;
  private final Cache<String, Optional<String>> languages;

  /// Loads the list of known browsers, which takes a moment.
  public Browsers() {
    this(10_000);
  }

  /// @param remembered how many headers of each kind are remembered at most
  public Browsers(int remembered) {
    parser = new Parser();
    browsers = Caffeine.newBuilder().maximumSize(remembered).build();
    languages = Caffeine.newBuilder().maximumSize(remembered).build();
  }

  Browser browser(String userAgent) {
    return browsers.get(cut(userAgent, USER_AGENT_LENGTH), this::read);
  }

  @Nullable String language(String acceptLanguage) {
    return languages
        .get(cut(acceptLanguage, ACCEPT_LANGUAGE_LENGTH), AcceptLanguage::preferred)
        .orElse(null);
  }

  private static String cut(String text, int lengthMax) {
    return text.length() <= lengthMax ? text : text.substring(0, lengthMax);
  }

  private Browser read(String userAgent) {
    if (!PLAUSIBLE.matcher(userAgent).matches() || LONG_WORD.matcher(userAgent).find()) {
      return new Browser(null, "other");
    }
    String family = parser.parseUserAgent(userAgent).family;
    String system = parser.parseOS(userAgent).family;
    return new Browser(name(family), device(system, userAgent));
  }

  /// One name for a browser's desktop and mobile forms, which [Browser#device] tells apart.
  private static @Nullable String name(@Nullable String family) {
    if (family == null || family.equals("Other")) {
      return null;
    }
    String name = family.replace(" Mobile", "").replace("Mobile ", "").replace(" iOS", "").strip();
    return name.isEmpty() ? family : name;
  }

  private static String device(@Nullable String system, String userAgent) {
    String known = system == null ? "Other" : system;
    return switch (known) {
      case "Windows",
          "Mac OS X",
          "Linux",
          "Ubuntu",
          "Fedora",
          "Debian",
          "Chrome OS",
          "FreeBSD",
          "OpenBSD",
          "NetBSD",
          "Solaris",
          "Red Hat",
          "SUSE",
          "Mandriva",
          "Gentoo" ->
          robot(userAgent) ? "other" : "desktop";
      case "iOS" -> userAgent.contains("iPad") ? "tablet" : robot(userAgent) ? "other" : "phone";
      // Android's own rule: "Mobile" is in the header of phones and of nothing else.
      case "Android" ->
          robot(userAgent) ? "other" : userAgent.contains("Mobile") ? "phone" : "tablet";
      case "Windows Phone", "BlackBerry OS", "KaiOS", "Firefox OS", "Symbian OS" -> "phone";
      default -> "other";
    };
  }

  private static boolean robot(String userAgent) {
    String lower = userAgent.toLowerCase(Locale.ROOT);
    return lower.contains("bot") || lower.contains("spider") || lower.contains("crawl");
  }
}
