package dev.muster.mailing;

import java.util.Optional;

/// By which server mails go out.
///
/// @param host where it is
/// @param port its port
/// @param security how the connection is kept from others
/// @param login empty: it needs none
/// @param from who sends: an address, with a name before it or without
public record MailServer(
    String host, int port, Security security, Optional<Login> login, String from) {

  /// How a connection is kept from others.
  public enum Security {
    /// It is not.
    NONE(25),
    /// It begins in the clear, and goes on with TLS or not at all.
    STARTTLS(587),
    /// It begins with TLS.
    TLS(465);

    private final int port;

    Security(int port) {
      this.port = port;
    }

    /// The port where no other is given.
    public int port() {
      return port;
    }
  }

  /// As whom it is signed in there.
  public record Login(String user, String password) {
    /// Holds no secret.
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }
}
