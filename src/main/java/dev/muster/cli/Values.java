package dev.muster.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How values are written in settings. What each throws ends the sentence `“value” …`.
final class Values {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})\\s*(B|KiB|MiB|GiB)?");

  private Values() {}

  static int port(String text) {
    return (int) whole(text, 0, 65_535, "is not a port between 0 and 65535");
  }

  static Function<String, Integer> count(int least, int most) {
    return text ->
        (int) whole(text, least, most, "is not a number between " + least + " and " + most);
  }

  private static long whole(String text, long least, long most, String wrong) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(wrong);
    }
    long value = Long.parseLong(text);
    if (value < least || value > most) {
      throw new IllegalArgumentException(wrong);
    }
    return value;
  }

  static boolean yesOrNo(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }

  static String host(String text) {
    if (!text.matches("[A-Za-z0-9.:-]{1,255}")) {
      throw new IllegalArgumentException("is not an address to listen on");
    }
    return text;
  }

  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException _) {
      throw new IllegalArgumentException("is not a path");
    }
  }

  /// What the server is reached at, such as `https://muster.example.com`. It has no path: the
  /// console and the API are at its root.
  static URI origin(String text) {
    URI url = url(text);
    if (!url.getRawPath().isEmpty() && !url.getRawPath().equals("/")) {
      throw new IllegalArgumentException(
          "has a path; the server is reached at the root of a host, such as"
              + " https://muster.example.com");
    }
    return url;
  }

  static URI url(String text) {
    try {
      URI uri = new URI(text);
      boolean usable =
          uri.getHost() != null
              && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
              && uri.getQuery() == null
              && uri.getFragment() == null;
      if (usable) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // The same answer as for what is a URI, but not one of ours.
    }
    throw new IllegalArgumentException("is not a URL such as https://muster.example.com");
  }

  /// Such as `500ms`, `30s`, `10m`, `72h` or `7d`.
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException("is not a duration such as 500ms, 30s, 10m, 72h or 7d");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /// The same, or `0`.
  static Duration durationOrNever(String text) {
    return text.strip().matches("0(ms|s|m|h|d)?") ? Duration.ZERO : duration(text);
  }

  /// Such as `65536`, `64KiB`, `1MiB` or `2GiB`; in bytes.
  static Function<String, Long> size(long leastBytes, long mostBytes) {
    return text -> {
      Matcher matcher = SIZE.matcher(text.strip());
      String unit = matcher.matches() && matcher.group(2) != null ? matcher.group(2) : "B";
      long bytes = matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
      long factor =
          switch (unit) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            default -> 1;
          };
      if (bytes < 0 || bytes > mostBytes / factor || bytes * factor < leastBytes) {
        throw new IllegalArgumentException(
            "is not a size between "
                + leastBytes
                + " and "
                + mostBytes
                + " bytes, such as 65536, 64KiB or 1MiB");
      }
      return bytes * factor;
    };
  }

  static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
    return text -> {
      for (E constant : type.getEnumConstants()) {
        if (word(constant).equals(text.toLowerCase(Locale.ROOT))) {
          return constant;
        }
      }
      throw new IllegalArgumentException("is none of " + String.join(", ", words(type)));
    };
  }

  static <E extends Enum<E>> List<String> words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Values::word).toList();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <T> Function<String, List<T>> list(Function<String, T> one) {
    return text ->
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(one)
            .toList();
  }
}
