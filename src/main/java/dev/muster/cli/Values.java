package dev.muster.cli;

import dev.muster.catalog.MailAddress;
import dev.muster.catalog.Rate;
import dev.muster.web.ServeOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How values are written in settings. What each throws ends the sentence `“value” …`.
final class Values {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d)");

  /// Each 1,024 times the one before.
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");

  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,12})\\s*(" + String.join("|", UNITS) + ")?");

  private Values() {}

  static int port(String text) {
    return (int) whole(text, 0, 65_535, "is not a port between 0 and 65535");
  }

  static Bounded<Integer> count(int least, int most) {
    return new Bounded<>(
        text -> (int) whole(text, least, most, "is not a number between " + least + " and " + most),
        Integer.toString(least),
        Integer.toString(most));
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
  static Bounded<Long> size(long leastBytes, long mostBytes) {
    String least = size(leastBytes);
    String most = size(mostBytes);
    return new Bounded<>(
        text -> {
          Matcher matcher = SIZE.matcher(text.strip());
          String unit = matcher.matches() && matcher.group(2) != null ? matcher.group(2) : "B";
          long bytes = matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
          long factor = 1L << (10 * UNITS.indexOf(unit));
          if (bytes < 0 || bytes > mostBytes / factor || bytes * factor < leastBytes) {
            throw new IllegalArgumentException(
                "is not a size between %s and %s, such as 65536, 64KiB or 1MiB"
                    .formatted(least, most));
          }
          return bytes * factor;
        },
        least,
        most);
  }

  /// As [#size(long, long)] reads it, in the largest unit without a fraction.
  private static String size(long bytes) {
    long amount = bytes;
    int unit = 0;
    while (amount > 0 && amount % 1024 == 0 && unit < UNITS.size() - 1) {
      amount /= 1024;
      unit++;
    }
    return amount + (unit == 0 ? "" : UNITS.get(unit));
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

  /// Some words without a line end in them.
  static String line(String text) {
    if (text.isBlank() || text.length() > 1_000 || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("is not a line of 1 to 1,000 characters");
    }
    return text;
  }

  /// The name or the address of a server.
  static String hostName(String text) {
    if (!text.matches("[A-Za-z0-9.:-]{1,255}")) {
      throw new IllegalArgumentException("is not the name or the address of a server");
    }
    return text;
  }

  /// An address, alone or in angle brackets after a name.
  static String sender(String text) {
    String address = text.replaceFirst("^[^<>\\p{Cntrl}\"\\\\,;:@]{1,100} <(.*)>$", "$1");
    if (!MailAddress.is(address)) {
      throw new IllegalArgumentException(
          "is not an address such as muster@example.com or Muster <muster@example.com>");
    }
    return text;
  }

  /// Such as `example.com`.
  static String domain(String text) {
    if (!text.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+")) {
      throw new IllegalArgumentException("has what is not a domain such as example.com");
    }
    return text;
  }

  /// 31 days or more, or `forever`: empty.
  static Optional<Duration> auditKept(String text) {
    if (text.strip().equals("forever")) {
      return Optional.empty();
    }
    Duration kept = duration(text);
    if (kept.compareTo(Duration.ofDays(31)) < 0) {
      throw new IllegalArgumentException("is less than 31d; forever is possible, too");
    }
    return Optional.of(kept);
  }

  /// How often, as `500` or `500:2000`; 0 for as often as they like.
  static Optional<Rate> rate(String text) {
    String[] numbers = text.strip().split(":", -1);
    if (numbers.length > 2 || !Arrays.stream(numbers).allMatch(one -> one.matches("[0-9]{1,8}"))) {
      throw new IllegalArgumentException("is not a rate such as 500, or 500:2000");
    }
    int perSecond = Integer.parseInt(numbers[0]);
    if (perSecond == 0 && numbers.length == 1) {
      return Optional.empty();
    }
    int burst = numbers.length == 2 ? Integer.parseInt(numbers[1]) : 1;
    if (perSecond < 1 || perSecond > Rate.PER_SECOND_MAX || burst < 1 || burst > Rate.BURST_MAX) {
      throw new IllegalArgumentException(
          "is not from 1 to %d a second, and 1 to %d at once"
              .formatted(Rate.PER_SECOND_MAX, Rate.BURST_MAX));
    }
    return Optional.of(
        numbers.length == 2 ? new Rate(perSecond, burst) : Rate.perSecond(perSecond));
  }

  /// A secret that a header can carry.
  static String adminToken(String text) {
    if (text.length() < ServeOptions.ADMIN_TOKEN_CHARACTERS_MIN) {
      throw new IllegalArgumentException(
          "is too short: a secret that opens everything needs at least "
              + ServeOptions.ADMIN_TOKEN_CHARACTERS_MIN
              + " characters, for example from `openssl rand -hex 32`");
    }
    if (!text.matches("[!-~]+")) {
      throw new IllegalArgumentException("has characters that no header can carry");
    }
    return text;
  }
}
