package dev.muster.health;

import dev.muster.catalog.Alerting.Told;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.SystemDefinition;
import dev.muster.mailing.Notice;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How an alert reads.
///
/// @param publicUrl where people reach this server, if it is known
record AlertText(
    SystemDefinition system,
    Environment environment,
    Integration integration,
    Optional<URI> publicUrl) {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);

  /// What is over, in a sentence.
  ///
  /// @param of what the integration takes
  static String over(IntegrationKind of, String kind, Optional<String> property) {
    String name = property.map(it -> "“" + it + "”").orElse("");
    return switch (kind) {
      case "property-missing" -> name + " comes again.";
      case "property-empty" -> name + " has values again.";
      case "property-refused" -> name + " is taken again.";
      case "quiet" -> of == IntegrationKind.CSV ? "Files come again." : "Deliveries come again.";
      case "schedule-failing" -> "The schedule takes files again.";
      case "upload-failed" -> "Files are taken again.";
      case "rows-refused" -> "Rows are taken again.";
      case "failing" -> "What comes is taken again.";
      case "signature-failing" -> "What comes is proved to be the sender's again.";
      case "volume-dropped", "volume-rose" ->
          of == IntegrationKind.CSV
              ? "The last file has about as many rows as most before it."
              : "About as much comes as usual again.";
      default -> "What comes is as usual again.";
    };
  }

  /// What a finding is called in a line.
  static String title(String kind, Optional<String> property) {
    String name = property.map(it -> "“" + it + "”").orElse("");
    return switch (kind) {
      case "property-missing" -> name + " is missing";
      case "property-empty" -> name + " has no value any more";
      case "property-refused" -> name + " is refused";
      case "quiet" -> "nothing comes any more";
      case "schedule-failing" -> "files are not taken";
      case "upload-failed" -> "a file failed";
      case "rows-refused" -> "many rows were refused";
      case "failing" -> "most of what comes is refused";
      case "signature-failing" -> "signatures fail";
      case "volume-dropped" -> "far less comes than usual";
      case "volume-rose" -> "far more comes than usual";
      case "late-events" -> "much of what comes is old";
      case "sent-again" -> "much comes again and again";
      case "all-ignored" -> "nothing that comes is of a kind that is taken";
      case "limited" -> "more comes than the limits allow";
      default -> "something has changed";
    };
  }

  /// The page with its health.
  Optional<URI> page() {
    return publicUrl.map(url ->
        URI.create(
            url.toString().replaceAll("/+$", "")
                + "/systems/"
                + system.key()
                + "/"
                + environment.key()
                + "/integrations/"
                + integration.key()
                + "/health"));
  }

  private String about(Instant at) {
    return "%s · %s · %s · %s (%s)"
        .formatted(
            system.name(),
            environment.name(),
            integration.name(),
            MOMENT.format(at.atZone(system.timeZone())),
            system.timeZone().getId());
  }

  /// @param id one for this alert
  /// @param whatToDo empty where it is over
  Notice notice(String id, Told told, Optional<String> whatToDo, List<String> recipients) {
    String title =
        told.isOver()
            ? "Over: " + title(told.kind(), told.property())
            : title(told.kind(), told.property());
    List<String> paragraphs = new ArrayList<>(List.of(told.words()));
    whatToDo.ifPresent(paragraphs::add);
    return notice(id, title, told.at(), paragraphs, recipients);
  }

  /// One that only shows that it arrives.
  Notice test(String id, Instant at, List<String> recipients) {
    return notice(
        id,
        "a test of its alerts",
        at,
        List.of("This is how alerts of this integration arrive. Nothing has happened."),
        recipients);
  }

  private Notice notice(
      String id, String title, Instant at, List<String> paragraphs, List<String> recipients) {
    return new Notice(
        id,
        integration.name() + ": " + title,
        recipients,
        about(at),
        paragraphs,
        page(),
        "Muster sends this once when something begins and once when it is over. Who is told is set on the health page of the integration “%s”; if you do not want it any more, tell whoever looks after Muster with you."
            .formatted(integration.name()));
  }
}
