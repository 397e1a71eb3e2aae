package dev.muster.outgoing;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why an attempt failed, in words for whoever looks after the target.
final class Trouble {

  private static final int LOCATION_CHARACTERS_MAX = 200;
  private static final String ANSWERED = "it answered ";

  /// Up to what a target has answered, of which nothing is known: it may name the user.
  private static final Pattern UP_TO_ANSWER =
      Pattern.compile("(.*?" + ANSWERED + "\\d{3}).*", Pattern.DOTALL);

  private Trouble() {}

  /// Of a connection that was not made, or broke.
  static String words(Throwable why, Target target, InetAddress address) {
    String where = target.place() + " (" + address.getHostAddress() + ")";
    for (Throwable one = why; one != null; one = one.getCause()) {
      switch (one) {
        case SSLException tls -> {
          return "no secure connection to " + where + ": " + tls(tls);
        }
        case NoRouteToHostException _ -> {
          return "there is no way to " + where;
        }
        case ConnectException refused -> {
          return String.valueOf(refused.getMessage()).contains("timed out")
              ? "nothing answers at " + where
              : "nothing listens at " + where;
        }
        case TimeoutException _ -> {
          return "nothing answers at " + where;
        }
        default -> {}
      }
    }
    return "the connection to " + where + " broke off: " + why.getMessage();
  }

  private static String tls(SSLException why) {
    for (Throwable one = why; one != null; one = one.getCause()) {
      String message = String.valueOf(one.getMessage());
      if (message.contains("unable to find valid certification path")) {
        return "its certificate is not one that Java trusts";
      }
      if (message.contains("No subject alternative") || message.contains("No name matching")) {
        return "its certificate is for another name";
      }
      if (message.contains("validity check failed") || message.contains("NotAfter")) {
        return "its certificate is not valid at this time";
      }
      if (message.contains("not an SSL/TLS record")) {
        return "it does not speak TLS there";
      }
    }
    return String.valueOf(why.getMessage());
  }

  /// Of an answer other than 2xx.
  ///
  /// @param location where it leads, if it is a redirect
  /// @param text what the answer begins with
  static String words(int status, @Nullable String location, String text) {
    if (status / 100 == 3 && location != null) {
      return ANSWERED
          + status
          + ", which leads to "
          + line(location, LOCATION_CHARACTERS_MAX)
          + "; redirects are not followed: set the URL that they lead to";
    }
    String shown = line(text, Integer.MAX_VALUE);
    return ANSWERED + status + (shown.isEmpty() ? "" : ": " + shown);
  }

  /// The same without what the target has written.
  ///
  /// @param words of an attempt, or of a message that was given up
  static String withoutAnswer(String words) {
    Matcher matcher = UP_TO_ANSWER.matcher(words);
    return matcher.matches() ? matcher.group(1) : words;
  }

  /// What can be shown in a line.
  private static String line(String text, int charactersMax) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\uFFFD\\s]+", " ").strip();
    return line.length() > charactersMax ? line.substring(0, charactersMax) + "…" : line;
  }
}
