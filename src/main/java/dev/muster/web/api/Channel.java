package dev.muster.web.api;

import dev.muster.web.Caller;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// How a request reached the server, as far as passwords and cookies depend on it.
///
/// @param address the client's, as text
/// @param secure whether it came over HTTPS, to this server or to a proxy before it
/// @param local whether the server was called by a name that only this machine has
record Channel(String address, boolean secure, boolean local) {

  private static final String LOOPBACK =
      "(?i)(localhost|[a-z0-9-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?";

  /// @param publicUrl what the operator says of how clients reach the server
  static Channel of(Caller caller, Optional<URI> publicUrl) {
    boolean https =
        caller.scheme().equals("https")
            || publicUrl.filter(url -> "https".equalsIgnoreCase(url.getScheme())).isPresent();
    return new Channel(caller.address(), https, caller.authority().matches(LOOPBACK));
  }

  /// @throws ProblemException 403 if somebody between could read along
  void requireSafe() {
    if (!safe()) {
      throw new ProblemException(
          Problem.of(
              403,
              "tls-needed",
              "HTTPS needed",
              "Nobody signs in over plain HTTP, where everybody between can read along. Give the"
                  + " server a certificate (tls-cert, tls-key), or put a proxy with HTTPS before it"
                  + " and list it in trusted-proxies or set public-url. On the machine itself"
                  + " http://localhost works."));
    }
  }

  boolean safe() {
    return secure || local;
  }

  /// What a cookie is called: a browser takes one with this prefix only over HTTPS, and only from
  /// this host itself (RFC 6265bis, 4.1.3.2).
  String cookie(String name) {
    return secure ? "__Host-" + name : name;
  }

  /// The header that sets a cookie which no script can read.
  ///
  /// @param sameSite `Strict` or `Lax`
  String setCookie(String name, String value, Duration lasts, String sameSite) {
    return cookie(name)
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite="
        + sameSite
        + (secure ? "; Secure" : "")
        + "; Max-Age="
        + lasts.toSeconds();
  }
}
