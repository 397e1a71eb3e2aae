package dev.muster.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A report or a dashboard that goes out by e-mail, again and again.
///
/// @param key names it in paths; `[a-z0-9-]{1,64}`, fixed
/// @param content what goes out, when and to whom
/// @param createdBy [Actor#name]
/// @param version 1 at first, more with each change; sending is none
/// @param createdAt to the millisecond
/// @param updatedAt to the millisecond
/// @param progress how far it is
public record Mailing(
    String key,
    Content content,
    String createdBy,
    long version,
    Instant createdAt,
    Instant updatedAt,
    Progress progress) {

  /// The most recipients.
  public static final int RECIPIENTS_MAX = 50;

  /// What goes out.
  ///
  /// @param name for people, and the mail's subject
  /// @param subject what is shown
  /// @param recipients their addresses
  /// @param rhythm when, by the clocks of the system's time zone
  /// @param hasCsv whether files with the figures are attached
  /// @param hasPicture whether the charts are in it as pictures
  /// @param isEnabled whether it goes out by itself
  public record Content(
      String name,
      Subject subject,
      List<String> recipients,
      Rhythm rhythm,
      boolean hasCsv,
      boolean hasPicture,
      boolean isEnabled) {

    /// Copies the list.
    public Content {
      recipients = List.copyOf(recipients);
    }
  }

  /// How far a mailing is. What is written of a try before it is made lets it be made once at most.
  ///
  /// @param since the time up to which nothing is left to send
  /// @param trying the time for which a mail is being handed over, or was when the server stopped
  /// @param lastSentAt when one last went out; empty if none did
  /// @param lastProblem why the last one did not, for people; empty if it did
  public record Progress(
      Instant since,
      Optional<Instant> trying,
      Optional<Instant> lastSentAt,
      Optional<String> lastProblem) {

    /// Of a mailing that begins, or begins anew.
    static Progress from(Instant since) {
      return new Progress(since, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// One is about to be handed over.
    public Progress tries(Instant due) {
      return new Progress(since, Optional.of(due), lastSentAt, lastProblem);
    }

    /// It went out, or as much of it as could.
    public Progress sent(Instant due, Instant at, Optional<String> problem) {
      return new Progress(later(due), Optional.empty(), Optional.of(at), problem);
    }

    /// It did not go out, and is tried again.
    public Progress failed(String problem) {
      return new Progress(since, Optional.empty(), lastSentAt, Optional.of(problem));
    }

    /// It did not go out, and is not tried again.
    public Progress gaveUp(Instant due, String problem) {
      return new Progress(later(due), Optional.empty(), lastSentAt, Optional.of(problem));
    }

    private Instant later(Instant due) {
      return due.isAfter(since) ? due : since;
    }

    Progress again(Instant from) {
      return new Progress(from, Optional.empty(), lastSentAt, lastProblem);
    }
  }

  /// The same, so far.
  public Mailing with(Progress other) {
    return new Mailing(key, content, createdBy, version, createdAt, updatedAt, other);
  }
}
