package dev.muster.web;

import dev.muster.intake.IntakeRates;
import dev.muster.mailing.MailServer;
import dev.muster.signature.AddressRange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How the server listens and what it puts up with.
///
/// @param host the address to listen on
/// @param port 0 for a free one
/// @param publicUrl how clients reach the server, if not by what their requests say
/// @param tls without it the server speaks plain HTTP
/// @param trustedProxies whose `X-Forwarded-` headers are believed
/// @param adminToken a bearer token with the admin role; at least 16 characters
/// @param metricsOpen whether `/metrics` needs no token from anywhere, not only from this machine
/// @param transport how sockets are driven
/// @param limits what clients may ask of it
/// @param oidc single sign-on; empty: passwords only
/// @param mail by which server mails go out; empty: none do
public record ServeOptions(
    String host,
    int port,
    Optional<URI> publicUrl,
    Optional<Tls> tls,
    List<AddressRange> trustedProxies,
    Optional<String> adminToken,
    boolean metricsOpen,
    Transport transport,
    Limits limits,
    Optional<Oidc> oidc,
    Optional<MailServer> mail) {

  /// Without single sign-on and mails.
  public ServeOptions(
      String host,
      int port,
      Optional<URI> publicUrl,
      Optional<Tls> tls,
      List<AddressRange> trustedProxies,
      Optional<String> adminToken,
      boolean metricsOpen,
      Transport transport,
      Limits limits) {
    this(
        host,
        port,
        publicUrl,
        tls,
        trustedProxies,
        adminToken,
        metricsOpen,
        transport,
        limits,
        Optional.empty(),
        Optional.empty());
  }

  /// The shortest admin token, in characters.
  public static final int ADMIN_TOKEN_CHARACTERS_MIN = 16;

  /// How sockets are driven.
  public enum Transport {
    /// Linux epoll, else what the JDK has.
    EPOLL,
    /// Linux io_uring, else what the JDK has.
    IO_URING,
    /// What the JDK has.
    NIO
  }

  /// How often one address may ask for segments with one client key.
  ///
  /// @param perMinute 0 for as often as it likes
  /// @param exempt addresses that may in any case
  public record PageLoadRate(int perMinute, List<AddressRange> exempt) {

    /// Twenty a second over a minute, without a limit for this machine: what comes from there is a
    /// proxy that is not listed as one, or a program of the operator's.
    public static final PageLoadRate DEFAULT =
        new PageLoadRate(1_200, List.of(AddressRange.of("127.0.0.0/8"), AddressRange.of("::1")));

    /// Copies the list.
    public PageLoadRate {
      exempt = List.copyOf(exempt);
    }

    /// Whether an address is exempt.
    public boolean exempts(String address) {
      return AddressRange.literal(address)
          .map(literal -> exempt.stream().anyMatch(range -> range.contains(literal)))
          .orElse(false);
    }
  }

  /// What clients may ask of the server.
  ///
  /// @param bodyBytesMax of a request, as it is sent
  /// @param bodiesBytesMax of all bodies together that have not arrived whole, for each event loop
  /// @param connectionsMax open at the same time; those beyond are closed at once
  /// @param uriBytesMax of the request line
  /// @param headerBytesMax of all headers of a request together
  /// @param head how long a client may take to send a request's head; also for the first one
  /// @param body how long it may take to send a body
  /// @param idle how long a connection may have no request
  /// @param pageLoadRate how often one address may ask for segments
  /// @param intakeRates how often requests may come to each endpoint
  /// @param eventStreamsMax how many clients may listen to the changes of users at the same time
  /// @param stop how long requests that are being served when the server stops are waited for
  public record Limits(
      int bodyBytesMax,
      long bodiesBytesMax,
      int connectionsMax,
      int uriBytesMax,
      int headerBytesMax,
      Duration head,
      Duration body,
      Duration idle,
      PageLoadRate pageLoadRate,
      IntakeRates intakeRates,
      int eventStreamsMax,
      Duration stop) {

    /// As documented.
    public static final Limits DEFAULT =
        new Limits(
            1 << 20,
            64 << 20,
            10_000,
            16 << 10,
            16 << 10,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(75),
            PageLoadRate.DEFAULT,
            IntakeRates.DEFAULT,
            5_000,
            Duration.ofSeconds(10));

    /// The same with another rate of page loads.
    public Limits withPageLoadRate(PageLoadRate other) {
      return with(other, intakeRates);
    }

    /// The same with other rates of requests to endpoints.
    public Limits withIntakeRates(IntakeRates other) {
      return with(pageLoadRate, other);
    }

    private Limits with(PageLoadRate ofPageLoads, IntakeRates ofIntake) {
      return new Limits(
          bodyBytesMax,
          bodiesBytesMax,
          connectionsMax,
          uriBytesMax,
          headerBytesMax,
          head,
          body,
          idle,
          ofPageLoads,
          ofIntake,
          eventStreamsMax,
          stop);
    }
  }

  /// Checks and copies.
  public ServeOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
    if (adminToken.isPresent() && adminToken.get().length() < ADMIN_TOKEN_CHARACTERS_MIN) {
      throw new IllegalArgumentException(
          "the admin token needs at least " + ADMIN_TOKEN_CHARACTERS_MIN + " characters");
    }
    trustedProxies = List.copyOf(trustedProxies);
  }

  /// Plain HTTP on this machine, everything else as documented.
  public static ServeOptions local(int port) {
    return new ServeOptions(
        "127.0.0.1",
        port,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        false,
        Transport.EPOLL,
        Limits.DEFAULT);
  }

  /// The same with an admin token.
  public ServeOptions withAdminToken(String token) {
    return new ServeOptions(
        host,
        port,
        publicUrl,
        tls,
        trustedProxies,
        Optional.of(token),
        metricsOpen,
        transport,
        limits,
        oidc,
        mail);
  }

  /// The same with single sign-on.
  public ServeOptions withOidc(Oidc provider) {
    return new ServeOptions(
        host,
        port,
        publicUrl,
        tls,
        trustedProxies,
        adminToken,
        metricsOpen,
        transport,
        limits,
        Optional.of(provider),
        mail);
  }

  /// The same, sending mails by this server.
  public ServeOptions withMail(MailServer server) {
    return new ServeOptions(
        host,
        port,
        publicUrl,
        tls,
        trustedProxies,
        adminToken,
        metricsOpen,
        transport,
        limits,
        oidc,
        Optional.of(server));
  }

  /// The same, believing these proxies.
  public ServeOptions withTrustedProxies(List<AddressRange> proxies) {
    return new ServeOptions(
        host,
        port,
        publicUrl,
        tls,
        proxies,
        adminToken,
        metricsOpen,
        transport,
        limits,
        oidc,
        mail);
  }

  /// The same with other limits.
  public ServeOptions withLimits(Limits other) {
    return new ServeOptions(
        host,
        port,
        publicUrl,
        tls,
        trustedProxies,
        adminToken,
        metricsOpen,
        transport,
        other,
        oidc,
        mail);
  }

  /// Where a caller reaches the server, without a slash at its end.
  public String base(Caller caller) {
    return publicUrl.map(url -> url.toString().replaceAll("/+$", "")).orElseGet(caller::base);
  }

  /// Holds no secret.
  @Override
  public String toString() {
    return "ServeOptions[" + host + ":" + port + "]";
  }
}
