package dev.muster.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who is told what is found of an integration in one environment, what goes on, and what they were
/// told.
///
/// @param settings who is told
/// @param open what goes on and was told
/// @param told the latest alerts, the oldest first; at most [#TOLD_MAX]
public record Alerting(Settings settings, List<Open> open, List<Told> told) {

  /// How many alerts are remembered.
  public static final int TOLD_MAX = 50;

  /// How many people may be told by e-mail.
  public static final int EMAILS_MAX = 20;

  /// Copies the lists.
  public Alerting {
    open = List.copyOf(open);
    told = List.copyOf(told.subList(Math.max(0, told.size() - TOLD_MAX), told.size()));
  }

  /// Who is told.
  ///
  /// @param emails addresses
  /// @param webhook where it is posted
  /// @param kinds of findings that are told; empty: all
  public record Settings(List<String> emails, Optional<Webhook> webhook, List<String> kinds) {

    /// Nobody is told.
    public static final Settings NOBODY = new Settings(List.of(), Optional.empty(), List.of());

    /// Copies the lists.
    public Settings {
      emails = List.copyOf(emails);
      kinds = List.copyOf(kinds);
    }

    /// Whether anybody is told.
    public boolean tellsAnybody() {
      return !emails.isEmpty() || webhook.isPresent();
    }

    /// Whether findings of a kind are told.
    public boolean tells(String kind) {
      return kinds.isEmpty() || kinds.contains(kind);
    }
  }

  /// Where alerts are posted.
  ///
  /// @param sealed what they are signed with, as a [SecretBox] closed it
  public record Webhook(String url, String sealed) {

    static final String PURPOSE = "secret of a webhook for alerts";

    /// One with a secret.
    public static Webhook of(String url, String secret, SecretBox box) {
      return new Webhook(url, box.close(PURPOSE, secret));
    }

    /// What they are signed with.
    ///
    /// @return empty if it was closed with another key
    public Optional<String> open(SecretBox box) {
      return box.open(PURPOSE, sealed);
    }
  }

  /// Something that goes on.
  ///
  /// @param key what tells it from others
  /// @param kind of finding
  /// @param property that it is about; empty: none
  /// @param beganAt when it was told, to the millisecond
  public record Open(String key, String kind, Optional<String> property, Instant beganAt) {}

  /// An alert.
  ///
  /// @param number one for each alert of this integration and environment, from 1
  /// @param at when it was found, to the millisecond
  /// @param isOver whether it tells that something is over
  /// @param kind of finding
  /// @param property that it is about; empty: none
  /// @param words what is told
  /// @param ways by which it goes out
  public record Told(
      long number,
      Instant at,
      boolean isOver,
      String kind,
      Optional<String> property,
      String words,
      List<Way> ways) {
    /// Copies the list.
    public Told {
      ways = List.copyOf(ways);
    }

    /// Whether it is still to go out by any way.
    public boolean isWaiting() {
      return ways.stream().anyMatch(way -> way.status() == Status.WAITING);
    }
  }

  /// How an alert goes out one way.
  ///
  /// @param channel by what
  /// @param sentAt when it did; empty unless it did
  /// @param problem why it did not yet, or not to all; for people
  public record Way(
      Channel channel, Status status, Optional<Instant> sentAt, Optional<String> problem) {

    /// One that is still to go out.
    public static Way waiting(Channel channel) {
      return new Way(channel, Status.WAITING, Optional.empty(), Optional.empty());
    }
  }

  /// By what alerts go out.
  public enum Channel {
    /// To people.
    EMAIL("email"),
    /// To a program.
    WEBHOOK("webhook");

    private final String code;

    Channel(String code) {
      this.code = code;
    }

    /// Its name in JSON.
    public String code() {
      return code;
    }
  }

  /// How far an alert is.
  public enum Status {
    /// It is still to go out.
    WAITING("waiting"),
    /// It went out.
    SENT("sent"),
    /// It did not go out, and is not tried again.
    GAVE_UP("gave-up");

    private final String code;

    Status(String code) {
      this.code = code;
    }

    /// Its name in JSON.
    public String code() {
      return code;
    }
  }

  /// The same for others. What goes on is told to them only when it is over.
  Alerting with(Settings others) {
    return new Alerting(others, open, told);
  }
}
