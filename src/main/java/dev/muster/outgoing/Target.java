package dev.muster.outgoing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Where messages go: a URL of `https`, or of `http`, which only some addresses may have (see
/// [TargetRules]).
///
/// @param url with a host; without a fragment, a user or a password
public record Target(URI url) {

  /// The longest URL, in characters.
  public static final int CHARACTERS_MAX = 2_000;

  private static final int PORT_MAX = 65_535;

  /// @throws IllegalArgumentException as the message of [#of] says
  public Target {
    String flaw = flaw(url);
    if (!flaw.isEmpty()) {
      throw new IllegalArgumentException(flaw);
    }
  }

  /// Reads a URL.
  ///
  /// @throws TargetException if it is none that messages can go to; the message begins with what it
  ///   is, such as `is not a URL …`
  public static Target of(String text) throws TargetException {
    if (text.length() > CHARACTERS_MAX) {
      throw new TargetException("has more than " + CHARACTERS_MAX + " characters");
    }
    try {
      URI url = new URI(text).parseServerAuthority();
      String flaw = flaw(url);
      if (!flaw.isEmpty()) {
        throw new TargetException(flaw);
      }
      return new Target(url);
    } catch (URISyntaxException _) {
      throw new TargetException(NO_URL);
    }
  }

  private static final String NO_URL = "is not a URL such as https://hooks.example.com/muster";

  /// @return empty if there is none
  private static String flaw(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      return NO_URL;
    }
    if (url.getRawUserInfo() != null) {
      return "has a user or a password in it; what comes from here is proved by its signature";
    }
    if (url.getRawFragment() != null) {
      return "has a fragment (#…), which no server is ever told";
    }
    return url.getPort() == 0 || url.getPort() > PORT_MAX ? "has a port that there is not" : "";
  }

  /// Whether nobody between can read along.
  public boolean isSecret() {
    return url.getScheme().equalsIgnoreCase("https");
  }

  /// A name, or an address without brackets.
  String host() {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    return url.getPort() > 0 ? url.getPort() : isSecret() ? 443 : 80;
  }

  /// What the first line of a request says.
  String pathAndQuery() {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /// For people: `hooks.example.com:8443`; the port where it is not the usual one.
  String place() {
    return url.getPort() > 0 ? url.getHost() + ":" + url.getPort() : url.getHost();
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
