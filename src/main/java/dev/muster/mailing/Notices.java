package dev.muster.mailing;

import java.util.List;
import java.util.Optional;

/// Sends notices by a mail server, where there is one. Waits for it, so it belongs on virtual
/// threads; safe for many.
public final class Notices {

  private final Optional<Postman> postman;

  private Notices(Optional<Postman> postman) {
    this.postman = postman;
  }

  /// @param server by which mails go out; empty: none do
  public static Notices by(Optional<MailServer> server) {
    return new Notices(server.map(Postman::new));
  }

  /// Whether mails can go out at all.
  public boolean hasServer() {
    return postman.isPresent();
  }

  /// Hands a notice over.
  ///
  /// @return the recipients that the server does not take, where it takes others
  /// @throws NotSentException if it went to nobody, as far as is known
  public List<String> send(Notice notice) throws NotSentException {
    return postman
        .orElseThrow(
            () -> new NotSentException("No mail server is set up; set smtp-host and mail-from."))
        .send(notice.mail());
  }
}
