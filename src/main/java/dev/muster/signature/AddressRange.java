package dev.muster.signature;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A range of IP addresses in CIDR notation, such as `10.0.0.0/8` or `fd00::/8`; a single address
/// without a slash.
public final class AddressRange {
  private final byte[] network;
  private final int prefixBits;

  private AddressRange(byte[] network, int prefixBits) {
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /// @throws IllegalArgumentException if it is none; names are not looked up
  public static AddressRange of(String text) {
    int slash = text.indexOf('/');
    byte[] address =
        literal(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> new IllegalArgumentException("not an IP address or range: " + text))
            .getAddress();
    int bits = address.length * 8;
    if (slash >= 0) {
      String length = text.substring(slash + 1);
      if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
        throw new IllegalArgumentException("not an IP address or range: " + text);
      }
      bits = Integer.parseInt(length);
    }
    return new AddressRange(address, bits);
  }

  /// Reads an address that is written as numbers.
  public static Optional<InetAddress> literal(String text) {
    boolean numbers =
        text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
            || text.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    if (!numbers) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// What stands for all addresses of one subscriber: of IPv6 the 64 bits that a household has to
  /// itself, for it may have each address in them.
  ///
  /// @param address as Java writes it, with all eight groups
  public static String householdOf(String address) {
    int end = 0;
    for (int groups = 0; groups < 4; groups++) {
      int colon = address.indexOf(':', end);
      if (colon < 0) {
        return address;
      }
      end = colon + 1;
    }
    return address.substring(0, end);
  }

  /// Whether an address is in it.
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    int whole = prefixBits / 8;
    if (!Arrays.equals(bytes, 0, whole, network, 0, whole)) {
      return false;
    }
    int rest = prefixBits % 8;
    return rest == 0 || ((bytes[whole] ^ network[whole]) & 0xFF) >>> (8 - rest) == 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressRange that
        && prefixBits == that.prefixBits
        && Arrays.equals(network, that.network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + prefixBits;
  }
}
