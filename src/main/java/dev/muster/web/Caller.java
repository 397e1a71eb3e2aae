package dev.muster.web;

import dev.muster.signature.AddressRange;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who sent a request, and by which name they called the server. `X-Forwarded-` headers count only
/// as far as they come from listed proxies; everybody else could write anything into them.
///
/// @param address the client's IP address as text
/// @param scheme `http` or `https`
/// @param authority host and, if it is not the usual one, port
public record Caller(String address, String scheme, String authority) {
  private static final String AUTHORITY =
      "[A-Za-z0-9.-]{1,255}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?";

  /// Reads a request's caller.
  ///
  /// @param trustedProxies whose headers are believed
  /// @return always one; what the request does not say is taken from the connection
  public static Caller of(HttpServerRequest request, List<AddressRange> trustedProxies) {
    SocketAddress remote = request.remoteAddress();
    String numbers = remote == null ? null : remote.hostAddress();
    String peer = numbers == null ? "unknown" : numbers;
    String scheme = request.isSSL() ? "https" : "http";
    String authority = request.authority() == null ? "" : request.authority().toString();
    if (!isTrusted(peer, trustedProxies)) {
      return new Caller(peer, scheme, valid(authority));
    }
    String forwardedScheme = last(request.getHeader("X-Forwarded-Proto"));
    String forwardedAuthority = valid(last(request.getHeader("X-Forwarded-Host")));
    return new Caller(
        address(peer, request.headers().getAll("X-Forwarded-For"), trustedProxies),
        forwardedScheme.matches("(?i)https?") ? forwardedScheme.toLowerCase(Locale.ROOT) : scheme,
        forwardedAuthority.isEmpty() ? valid(authority) : forwardedAuthority);
  }

  /// Where the caller reaches the server, without a slash at its end.
  public String base() {
    return scheme + "://" + authority;
  }

  static boolean isTrusted(String address, List<AddressRange> trustedProxies) {
    if (trustedProxies.isEmpty()) {
      return false;
    }
    Optional<InetAddress> literal = AddressRange.literal(address);
    return literal.isPresent()
        && trustedProxies.stream().anyMatch(range -> range.contains(literal.get()));
  }

  /// Each proxy adds the address that it was called from at the end, so the client is the last one
  /// that is not a listed proxy itself; what stands before it is the client's own invention.
  static String address(String peer, List<String> forwardedFor, List<AddressRange> trustedProxies) {
    String[] hops = String.join(",", forwardedFor).split(",", -1);
    String address = peer;
    for (int i = hops.length - 1; i >= 0 && isTrusted(address, trustedProxies); i--) {
      Optional<InetAddress> literal = AddressRange.literal(withoutPort(hops[i].strip()));
      if (literal.isEmpty()) {
        return address;
      }
      address = literal.get().getHostAddress();
    }
    return address;
  }

  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }

  private static String last(@Nullable String values) {
    return values == null ? "" : values.substring(values.lastIndexOf(',') + 1).strip();
  }

  private static String valid(String authority) {
    return authority.matches(AUTHORITY) ? authority : "";
  }
}
