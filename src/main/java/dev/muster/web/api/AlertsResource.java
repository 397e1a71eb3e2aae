package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.catalog.Alerting;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import dev.muster.health.AlertRuns;
import dev.muster.health.DeliveryFinding;
import dev.muster.health.FileFinding;
import dev.muster.outgoing.Outgoing;
import dev.muster.outgoing.TargetException;
import dev.muster.signature.StandardWebhooksSigner;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is told what is found of an integration, and what they were told.
final class AlertsResource {

  private final CatalogStore catalog;
  private final SecretBox box;
  private final Outgoing outgoing;
  private final AlertRuns runs;
  private final Lookup lookup;

  AlertsResource(CatalogStore catalog, SecretBox box, Outgoing outgoing, AlertRuns runs) {
    this.catalog = catalog;
    this.box = box;
    this.outgoing = outgoing;
    this.runs = runs;
    this.lookup = new Lookup(catalog);
  }

  /// What is sent. A field that is null was left out.
  private record Sent(
      @Nullable List<String> emails, @Nullable String webhook, @Nullable List<String> kinds) {}

  /// @param webhookSecret only where it was made just now
  private record View(
      List<String> emails,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String webhook,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String webhookSecret,
      List<String> kinds,
      boolean canMail,
      List<OpenView> open,
      List<ToldView> told) {

    static View of(Alerting alerting, @Nullable String secret, boolean canMail) {
      return new View(
          alerting.settings().emails(),
          alerting.settings().webhook().map(Alerting.Webhook::url).orElse(null),
          secret,
          alerting.settings().kinds(),
          canMail,
          alerting.open().stream()
              .map(one -> new OpenView(one.kind(), one.property().orElse(null), one.beganAt()))
              .toList(),
          alerting.told().reversed().stream().map(ToldView::of).toList());
    }
  }

  private record OpenView(
      String kind,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String property,
      Instant beganAt) {}

  private record ToldView(
      long number,
      Instant at,
      String state,
      String kind,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String property,
      String words,
      List<WayView> ways) {

    static ToldView of(Alerting.Told told) {
      return new ToldView(
          told.number(),
          told.at(),
          told.isOver() ? "over" : "began",
          told.kind(),
          told.property().orElse(null),
          told.words(),
          told.ways().stream().map(WayView::of).toList());
    }
  }

  private record WayView(
      String channel,
      String status,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant sentAt,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String problem) {

    static WayView of(Alerting.Way way) {
      return new WayView(
          way.channel().code(),
          way.status().code(),
          way.sentAt().orElse(null),
          way.problem().orElse(null));
    }
  }

  private record Tests(List<TestView> items) {}

  private record TestView(
      String channel,
      boolean sent,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String problem) {}

  private static void requireFitting(Integration integration, List<String> kinds) {
    boolean files = integration.kind() == IntegrationKind.CSV;
    Set<String> fitting = files ? FileFinding.CODES : DeliveryFinding.CODES;
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      if (!fitting.contains(kinds.get(i))) {
        errors.add(
            new FieldError(
                "kinds[" + i + "]",
                "is never found of an integration that takes " + (files ? "files" : "calls")));
      }
    }
    if (!errors.isEmpty()) {
      throw Problems.invalid(errors);
    }
  }

  Answer read(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    Environment environment = lookup.askedEnvironment(system, request);
    return Answer.of(View.of(integration.alerting(environment.key()), null, runs.canMail()));
  }

  Answer put(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    Environment environment = lookup.askedEnvironment(system, request);
    Sent sent = request.as(Sent.class);
    requireFitting(integration, requireNonNullElse(sent.kinds, List.of()));
    Alerting before = integration.alerting(environment.key());
    Optional<Alerting.Webhook> kept =
        before.settings().webhook().filter(hook -> hook.url().equals(sent.webhook));
    @Nullable String secret = null;
    Optional<Alerting.Webhook> webhook = kept;
    if (sent.webhook != null && kept.isEmpty()) {
      requireTarget(sent.webhook);
      secret = StandardWebhooksSigner.newSecret();
      webhook = Optional.of(Alerting.Webhook.of(sent.webhook, secret, box));
    }
    Alerting after =
        catalog
            .alerts()
            .put(
                request.actor(),
                system.key(),
                integration.key(),
                environment.key(),
                new Alerting.Settings(
                    requireNonNullElse(sent.emails, List.of()),
                    webhook,
                    requireNonNullElse(sent.kinds, List.of())));
    return Answer.of(View.of(after, secret, runs.canMail()));
  }

  private void requireTarget(String url) {
    try {
      outgoing.check(url);
    } catch (TargetException wrong) {
      throw Problems.invalid(
          List.of(new FieldError("webhook", String.valueOf(wrong.getMessage()))));
    }
  }

  Answer test(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    Environment environment = lookup.askedEnvironment(system, request);
    List<AlertRuns.Tested> tested = runs.test(system, integration, environment);
    if (tested.isEmpty()) {
      throw new ProblemException(
          Problem.of(
              409,
              "nobody-to-tell",
              "Nobody to tell",
              "Set an e-mail address or a webhook for alerts of this integration first."));
    }
    return Answer.of(
        new Tests(
            tested.stream()
                .map(one ->
                    new TestView(one.channel().code(), one.isSent(), one.problem().orElse(null)))
                .toList()));
  }
}
