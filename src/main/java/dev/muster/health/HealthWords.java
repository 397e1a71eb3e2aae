package dev.muster.health;

import dev.muster.attribute.AttributeType;
import dev.muster.attribute.RefusalKind;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Property;
import dev.muster.embedded.DeliveryCounts;
import dev.muster.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says findings for people: what, since when, how much, and what to do.
///
/// @param zone in which its days are
/// @param now from when it is seen
public record HealthWords(ZoneId zone, Instant now) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

  /// What is found, in a sentence.
  public String of(HealthFinding finding) {
    return switch (finding) {
      case FileFinding file -> new FileWords(this).of(file);
      case DeliveryFinding.NothingEver() -> "Nothing came yet.";
      case DeliveryFinding.Failing(String reason, long refused, long all, int hours) ->
          refusedOf(refused, all, hours) + because(reason);
      case DeliveryFinding.SignatureFailing(String reason, long refused, long all, int hours) ->
          refusedOf(refused, all, hours)
              + (reason.equals("address-not-allowed")
                  ? " They came from addresses that are not allowed."
                  : " Their signature was missing, wrong or too old.");
      case DeliveryFinding.Quiet quiet -> quiet(quiet);
      case DeliveryFinding.PropertyMissing(
              Property property,
              Instant since,
              Optional<Double> share,
              long without) ->
          "“%s” has not come since %s, %s ago: %s came without it.%s"
              .formatted(
                  property.name(),
                  day(since),
                  length(Duration.between(since, now)),
                  deliveries(without),
                  share
                      .map(part -> " Before, " + percent(part) + " of the deliveries had it.")
                      .orElse(""));
      case DeliveryFinding.PropertyEmpty(Property property, Instant since, long count) ->
          "“%s” has had no value since %s: the last %s had null for it, so it is cleared."
              .formatted(property.name(), day(since), deliveries(count));
      case DeliveryFinding.PropertyRefused(
              Property property,
              RefusalKind kind,
              Instant since,
              double share) ->
          "“%s” has been refused since %s: %s. Of what came of it since that day, %s was refused."
              .formatted(property.name(), day(since), reason(property, kind), percent(share));
      case DeliveryFinding.VolumeDropped(long usual, long came, int hours) ->
          "Far less comes than usual: %s in the %s, against about %,d in the same hours of the weeks before."
              .formatted(deliveries(came), lastHours(hours), usual);
      case DeliveryFinding.VolumeRose(long usual, long came, int hours) ->
          "Far more comes than usual: %s in the %s, against about %,d in the same hours of the weeks before."
              .formatted(deliveries(came), lastHours(hours), usual);
      case DeliveryFinding.LateEvents(long late, long all) ->
          "%,d of the %s of the last 24 hours told of what is older than what is known, and changed nothing."
              .formatted(late, deliveries(all));
      case DeliveryFinding.SentAgain(long again, long all) ->
          "%,d of the %s of the last 24 hours had come before, and were not applied again."
              .formatted(again, deliveries(all));
      case DeliveryFinding.AllIgnored(long ignored) ->
          "All %s of the last 24 hours were of kinds that are not taken."
              .formatted(deliveries(ignored));
      case DeliveryFinding.Limited(long turnedAway) ->
          "%,d requests were turned away in the last hour, since more came than the limits allow; nothing of them was taken."
              .formatted(turnedAway);
    };
  }

  private String quiet(DeliveryFinding.Quiet quiet) {
    String silence = "Nothing came for " + length(Duration.between(quiet.since(), now));
    if (quiet.usual().isPresent()) {
      return silence
          + "; in the same hours of the weeks before, about %,d deliveries did."
              .formatted(quiet.usual().get());
    }
    return silence
        + quiet
            .longestPauseHours()
            .map(
                hours -> "; before, the longest pause was about " + length(Duration.ofHours(hours)))
            .orElse("")
        + ".";
  }

  /// What to do about it.
  public static String whatToDo(HealthFinding finding) {
    String path = finding.about().map(Property::path).orElse("");
    return switch (finding) {
      case DeliveryFinding.SignatureFailing(String reason, _, _, _)
          when reason.equals("address-not-allowed") ->
          "If the sender now comes from other addresses, add them; if not, somebody else has the endpoint's URL: replace it under Endpoint and test.";
      case DeliveryFinding.PropertyRefused(_, RefusalKind kind, _, _)
          when kind != RefusalKind.WRONG_TYPE ->
          "Look at a refused delivery for what “%s” holds now, and have it sent as before."
              .formatted(path);
      case FileFinding file -> FileWords.whatToDo(file.code(), path);
      default -> whatToDo(finding.code(), path);
    };
  }

  /// The same where no more than its kind is known.
  ///
  /// @param of what the integration takes
  /// @param kind [HealthFinding#code]
  /// @param path of the property that it is about; empty: none
  static String whatToDo(IntegrationKind of, String kind, String path) {
    return of == IntegrationKind.CSV ? FileWords.whatToDo(kind, path) : whatToDo(kind, path);
  }

  private static String whatToDo(String kind, String path) {
    return switch (kind) {
      case "nothing-ever" ->
          "Give the endpoint to the tool that is to send, and send a test from there.";
      case "failing" ->
          "Look at the refused deliveries: each says what was wrong, where, and what to do. Once it is mended, what is kept of them can be taken once more.";
      case "signature-failing" ->
          "If the sender has a new secret, add it here; several count at once. If nobody changed it, somebody else has the endpoint's URL: replace it under Endpoint and test. After a restore, look under Receiving whether the secret can still be used.";
      case "quiet" ->
          "Look at the sender whether it still sends, and to this address: many switch a receiver off after errors. Then send a test from there.";
      case "property-missing" ->
          "Look at a recent delivery for where “%s” is now. If its path is another, change the mapping; users keep the values they have."
              .formatted(path);
      case "property-empty" ->
          "Ask whoever looks after the sender whether the field was emptied or is no longer filled. If null is to leave values as they are, have the field left out of what is sent.";
      case "property-refused" ->
          "Look at a refused delivery for what “%s” holds now. If the sender has changed it for good, give the property another type in the mapping; else have it sent as before."
              .formatted(path);
      case "volume-dropped" ->
          "Look at the sender whether it still sends all events, and whether fewer happen there.";
      case "volume-rose" ->
          "Look at the sender for an import, or for a loop that sends the same again and again.";
      case "late-events" ->
          "Look whether the sender is behind with sending, and whether the event time is read from the right place.";
      case "sent-again" ->
          "Look at the sender why it sends again what was answered: mostly it did not get the answer in time, or does not take it for success.";
      case "all-ignored" ->
          "Look at the kinds of event that come, and at the event filter of this integration.";
      case "limited" ->
          "Senders are told when to come again, and most do. If so much is meant to come, allow more under Receiving, or ask the operator for it; else look at the sender for a loop.";
      default -> "Look at what came lately.";
    };
  }

  /// All of them, in a sentence or two.
  String all(List<HealthFinding> findings) {
    int more = findings.size() - 1;
    return of(findings.getFirst())
        + (more == 0
            ? ""
            : more == 1 ? " And 1 more finding." : " And %d more findings.".formatted(more));
  }

  /// That nothing is to be said.
  String ok(DeliveryCounts counts) {
    long all = 0;
    long refused = 0;
    int hours = counts.hours().size();
    for (DeliveryCounts.Hour hour : counts.hours().subList(hours - 24, hours)) {
      all += hour.counts().sum();
      refused += hour.counts().rejected();
    }
    if (all == 0) {
      return "Nothing came in the last 24 hours, which is not unusual.";
    }
    String rest =
        refused == 0
            ? "none refused"
            : refused == all ? "all refused" : "%,d refused".formatted(refused);
    return deliveries(all) + " in the last 24 hours, " + rest + ".";
  }

  /// That nothing is to be said of files.
  String ok(Upload last) {
    return new FileWords(this).ok(last);
  }

  private static String refusedOf(long refused, long all, int hours) {
    return all == 1
        ? "The only delivery of the %s was refused.".formatted(lastHours(hours))
        : "%,d of the %,d deliveries of the %s were refused."
            .formatted(refused, all, lastHours(hours));
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : " Mostly: " + reason.replace('-', ' ') + ".";
  }

  private static String reason(Property property, RefusalKind kind) {
    return switch (kind) {
      case WRONG_TYPE -> "it is not " + article(property.type());
      case OUT_OF_RANGE -> "it is a number out of range";
      case TOO_LARGE -> "it is too long";
      case MALFORMED -> "it is not well-formed text";
      case OLDER, OTHER -> "it cannot be taken";
    };
  }

  private static String article(AttributeType type) {
    return switch (type) {
      case STRING -> "text";
      case NUMBER -> "a number";
      case BOOLEAN -> "yes or no";
      case DATE -> "a date";
      case STRINGS -> "a list of texts";
    };
  }

  private static String lastHours(int hours) {
    if (hours == 1) {
      return "last hour";
    }
    return hours > 48 ? "last " + hours / 24 + " days" : "last " + hours + " hours";
  }

  private static String deliveries(long count) {
    return count == 1 ? "1 delivery" : "%,d deliveries".formatted(count);
  }

  static String percent(double share) {
    if (share > 0.99 && share < 1) {
      return "nearly all";
    }
    return share == 1 ? "all" : Math.round(share * 100) + " %";
  }

  /// A moment as people say it.
  public String day(Instant at) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    LocalDate today = LocalDate.ofInstant(now, zone);
    String time = TIME.format(at.atZone(zone));
    if (day.equals(today)) {
      return time + " today";
    }
    if (day.equals(today.minusDays(1))) {
      return time + " yesterday";
    }
    return (day.getYear() == today.getYear() ? DAY : DAY_OF_YEAR).format(day);
  }

  private static String length(Duration duration) {
    long hours = duration.toHours();
    if (hours < 1) {
      long minutes = duration.toMinutes();
      return minutes == 1 ? "1 minute" : minutes + " minutes";
    }
    if (hours < 48) {
      return hours == 1 ? "1 hour" : hours + " hours";
    }
    return hours / 24 + " days";
  }
}
