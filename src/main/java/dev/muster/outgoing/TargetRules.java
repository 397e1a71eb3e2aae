package dev.muster.outgoing;

import dev.muster.signature.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where this server sends messages, whoever asks: to addresses of the internet, by https. What is
/// behind the same firewall, or on the same machine, is not for everybody who may set a URL; the
/// operator says which of it may be called, and that may be called by http, too.
public final class TargetRules {

  /// What nobody can mean who names a server of the internet, beside what [InetAddress] knows by
  /// itself (RFC 6890 and the registries that it set up).
  private static final List<AddressRange> NOT_OF_THE_INTERNET =
      List.of(
          // This network; shared by carriers and clouds, such as Alibaba's metadata; protocols.
          AddressRange.of("0.0.0.0/8"),
          AddressRange.of("100.64.0.0/10"),
          AddressRange.of("192.0.0.0/24"),
          // Examples and measurements.
          AddressRange.of("192.0.2.0/24"),
          AddressRange.of("198.18.0.0/15"),
          AddressRange.of("198.51.100.0/24"),
          AddressRange.of("203.0.113.0/24"),
          // Reserved, with broadcast.
          AddressRange.of("240.0.0.0/4"),
          // Everything of IPv6 that is not global unicast, such as unique local addresses.
          AddressRange.of("::/3"),
          AddressRange.of("4000::/2"),
          AddressRange.of("8000::/1"),
          // An address of IPv4 in one of IPv6: by relays, and by Teredo; examples.
          AddressRange.of("2002::/16"),
          AddressRange.of("2001::/23"),
          AddressRange.of("2001:db8::/32"),
          AddressRange.of("3fff::/20"));

  /// What comes out of NAT64 (RFC 6052) is an address of IPv4.
  private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

  private final List<AddressRange> allowed;
  private final Names names;

  /// What a name stands for.
  @FunctionalInterface
  interface Names {
    /// May wait for seconds.
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /// @param allowed addresses that may be called although they are not of the internet
  public TargetRules(List<AddressRange> allowed) {
    this(allowed, InetAddress::getAllByName);
  }

  TargetRules(List<AddressRange> allowed, Names names) {
    this.allowed = List.copyOf(allowed);
    this.names = names;
  }

  /// The addresses of a target, as they are now. May wait for seconds.
  ///
  /// @return one or more, each of which may be called
  /// @throws TargetException if there is none; or if there is one that may not be called, since it
  ///   would be up to chance which is
  public List<InetAddress> addresses(Target target) throws TargetException {
    List<InetAddress> found = new ArrayList<>();
    try {
      for (InetAddress address : names.addresses(target.host())) {
        found.add(address);
        Optional<String> refusal = refusal(target, address);
        if (refusal.isPresent()) {
          throw new TargetException(refusal.get());
        }
      }
    } catch (UnknownHostException _) {
      throw new TargetException("there is no host " + target.host());
    }
    if (found.isEmpty()) {
      throw new TargetException("there is no host " + target.host());
    }
    return found;
  }

  private Optional<String> refusal(Target target, InetAddress address) {
    if (allowed.stream().anyMatch(range -> range.contains(address))) {
      return Optional.empty();
    }
    if (!isOfTheInternet(address)) {
      return Optional.of(
          target.host()
              + (target.host().equals(address.getHostAddress())
                  ? " is an address of"
                  : " is " + address.getHostAddress() + ", which is an address of")
              + " a private network or of this machine; whoever runs this"
              + " server can allow it (webhook-targets-allowed)");
    }
    return target.isSecret()
        ? Optional.empty()
        : Optional.of(
            "by http anybody between can read what is sent: use https, or let whoever runs this"
                + " server allow the address (webhook-targets-allowed)");
  }

  private static boolean isOfTheInternet(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    // One of IPv4 that is written as one of IPv6 (::ffff:0:0/96) is one of IPv4 to Java.
    return NAT64.contains(address)
        ? isOfTheInternet(last32(address))
        : NOT_OF_THE_INTERNET.stream().noneMatch(range -> range.contains(address));
  }

  private static InetAddress last32(InetAddress address) {
    byte[] bytes = address.getAddress();
    byte[] last = {bytes[12], bytes[13], bytes[14], bytes[15]};
    try {
      return InetAddress.getByAddress(last);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four bytes are an address", impossible);
    }
  }
}
