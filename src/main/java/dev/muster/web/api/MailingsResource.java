package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Mailing;
import dev.muster.catalog.Mailings;
import dev.muster.catalog.Rhythm;
import dev.muster.catalog.Subject;
import dev.muster.catalog.SystemDefinition;
import dev.muster.mailing.MailingRuns;
import dev.muster.mailing.NotSentException;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reports that go out by e-mail.
final class MailingsResource {

  private final CatalogStore catalog;
  private final Lookup lookup;
  private final MailingRuns runs;

  MailingsResource(CatalogStore catalog, MailingRuns runs) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog);
    this.runs = runs;
  }

  /// What is sent. A field that is null was left out.
  private record Sent(
      @Nullable String key,
      @Nullable String name,
      @Nullable String report,
      @Nullable String dashboard,
      @Nullable List<String> recipients,
      @Nullable String every,
      @Nullable String weekday,
      @Nullable Integer dayOfMonth,
      @Nullable String time,
      @Nullable Boolean csv,
      @Nullable Boolean picture,
      @Nullable Boolean enabled) {}

  private record View(
      String key,
      String name,
      @Nullable String report,
      @Nullable String dashboard,
      List<String> recipients,
      String every,
      @Nullable String weekday,
      @Nullable Integer dayOfMonth,
      String time,
      boolean csv,
      boolean picture,
      boolean enabled,
      @Nullable Instant nextAt,
      @Nullable Instant lastSentAt,
      @Nullable String lastProblem,
      String createdBy,
      Instant createdAt,
      Instant updatedAt,
      long version) {}

  private record Items(List<View> items, @Nullable String nextCursor, boolean canSend) {}

  Answer list(Request request) {
    SystemDefinition system = lookup.system(request);
    List<Mailing> all = List.copyOf(system.reporting().mailings().values());
    Page.Of<View> page = request.page().cut(all, Mailing::key, it -> it, one -> view(system, one));
    return Answer.of(new Items(page.items(), page.nextCursor(), runs.hasServer()));
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    Mailing.Content content =
        new Mailing.Content(
            requireNonNullElse(sent.name, ""),
            ReportLinksResource.subject(sent.report, sent.dashboard),
            requireNonNullElse(sent.recipients, List.of()),
            rhythm(
                requireNonNullElse(sent.every, ""),
                sent.weekday,
                sent.dayOfMonth,
                requireNonNullElse(sent.time, "")),
            requireNonNullElse(sent.csv, true),
            requireNonNullElse(sent.picture, true),
            enabled(requireNonNullElse(sent.enabled, true)));
    Mailing made =
        catalog
            .mailings()
            .create(request.actor(), request.system(), requireNonNullElse(sent.key, ""), content);
    return Answer.created(
            "/api/v1/systems/" + request.system() + "/mailings/" + made.key(),
            view(lookup.system(request), made))
        .versioned(made.version());
  }

  Answer read(Request request) {
    SystemDefinition system = lookup.system(request);
    return answer(system, lookup.mailing(system, request));
  }

  Answer change(Request request) {
    Mailing before = lookup.mailing(lookup.system(request), request);
    Sent sent = request.as(Sent.class);
    if (sent.key != null && !sent.key.equals(before.key())) {
      throw Problems.invalid(
          List.of(new FieldError("key", "cannot be changed; it is \"" + before.key() + "\"")));
    }
    Mailing.Content old = before.content();
    View was = view(lookup.system(request), before);
    boolean isElsewhere = sent.report != null || sent.dashboard != null;
    String every = requireNonNullElse(sent.every, was.every);
    boolean isSameKind = every.equals(was.every);
    boolean enabled = requireNonNullElse(sent.enabled, old.isEnabled());
    Mailing.Content content =
        new Mailing.Content(
            requireNonNullElse(sent.name, old.name()),
            isElsewhere ? ReportLinksResource.subject(sent.report, sent.dashboard) : old.subject(),
            requireNonNullElse(sent.recipients, old.recipients()),
            rhythm(
                every,
                sent.weekday == null && isSameKind ? was.weekday : sent.weekday,
                sent.dayOfMonth == null && isSameKind ? was.dayOfMonth : sent.dayOfMonth,
                requireNonNullElse(sent.time, was.time)),
            requireNonNullElse(sent.csv, old.hasCsv()),
            requireNonNullElse(sent.picture, old.hasPicture()),
            old.isEnabled() ? enabled : enabled(enabled));
    Mailing after =
        catalog
            .mailings()
            .update(request.actor(), request.system(), before.key(), content, request.expected());
    return answer(lookup.system(request), after);
  }

  /// What could never go out is not to look as if it did.
  private boolean enabled(boolean wanted) {
    if (wanted && !runs.hasServer()) {
      throw Problems.invalid(
          List.of(
              new FieldError(
                  "enabled",
                  "needs a mail server: an administrator sets smtp-host and mail-from; until then"
                      + " save it with \"enabled\": false")));
    }
    return wanted;
  }

  private static Rhythm rhythm(
      String every, @Nullable String weekday, @Nullable Integer dayOfMonth, String time) {
    LocalTime at = LocalTime.parse(time);
    return switch (every) {
      case "day" -> new Rhythm.Daily(at);
      case "week" -> {
        if (weekday == null) {
          throw Problems.invalid(List.of(new FieldError("weekday", "is missing")));
        }
        yield new Rhythm.Weekly(DayOfWeek.valueOf(weekday.toUpperCase(Locale.ROOT)), at);
      }
      case "month" -> {
        if (dayOfMonth == null) {
          throw Problems.invalid(List.of(new FieldError("dayOfMonth", "is missing")));
        }
        yield new Rhythm.Monthly(dayOfMonth, at);
      }
      default -> throw new IllegalArgumentException("the contract lets no " + every + " through");
    };
  }

  Answer delete(Request request) {
    catalog
        .mailings()
        .delete(request.actor(), request.system(), request.in("mailing"), request.expected());
    return new Answer.Nothing();
  }

  Answer send(Request request) {
    SystemDefinition system = lookup.system(request);
    Mailing mailing = lookup.mailing(system, request);
    try {
      return answer(system, runs.sendNow(request.actor(), system, mailing));
    } catch (NotSentException e) {
      throw new ProblemException(Problem.of(502, "mail-not-sent", "Not sent", e.why()));
    }
  }

  private static Answer answer(SystemDefinition system, Mailing mailing) {
    return Answer.of(view(system, mailing)).versioned(mailing.version());
  }

  private static View view(SystemDefinition system, Mailing mailing) {
    Mailing.Content content = mailing.content();
    String every =
        switch (content.rhythm()) {
          case Rhythm.Daily _ -> "day";
          case Rhythm.Weekly _ -> "week";
          case Rhythm.Monthly _ -> "month";
        };
    return new View(
        mailing.key(),
        content.name(),
        ReportLinksResource.key(content.subject(), Subject.Kind.REPORT),
        ReportLinksResource.key(content.subject(), Subject.Kind.DASHBOARD),
        content.recipients(),
        every,
        content.rhythm() instanceof Rhythm.Weekly(var day, _)
            ? day.name().toLowerCase(Locale.ROOT)
            : null,
        content.rhythm() instanceof Rhythm.Monthly(int day, _) ? (Integer) day : null,
        content.rhythm().time().toString(),
        content.hasCsv(),
        content.hasPicture(),
        content.isEnabled(),
        Mailings.next(system, mailing).orElse(null),
        mailing.progress().lastSentAt().orElse(null),
        mailing.progress().lastProblem().orElse(null),
        mailing.createdBy(),
        mailing.createdAt(),
        mailing.updatedAt(),
        mailing.version());
  }
}
