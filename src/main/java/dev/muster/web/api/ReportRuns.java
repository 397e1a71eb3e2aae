package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.catalog.Actor;
import dev.muster.catalog.Dashboard;
import dev.muster.catalog.Environment;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Filter;
import dev.muster.catalog.Report;
import dev.muster.catalog.Role;
import dev.muster.catalog.Saved;
import dev.muster.catalog.Segment;
import dev.muster.catalog.Subject;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.ConditionJson;
import dev.muster.embedded.Engine;
import dev.muster.mailing.Shown;
import dev.muster.sheet.Sheet;
import dev.muster.sheet.Sheets;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Runs saved reports: by the very operations that answer Insights, with what was saved as their
/// body.
final class ReportRuns {

  private static final String PLACE =
      "/api/v1/systems/{system}/environments/{environment}/insights/";
  private static final String CONDITION = "condition";
  private static final String QUERY = "query";

  /// What runs reports where nobody asks: nothing of theirs is anybody's alone.
  private static final Actor NOBODY = new Actor("", Role.VIEWER, "");

  /// By view, the last step of the operation's path.
  private static final Map<String, String> VIEWS =
      Map.ofEntries(
          Map.entry("overview", "overview"),
          Map.entry("trend", "trend"),
          Map.entry("breakdown", "breakdown"),
          Map.entry("cross", "cross"),
          Map.entry("summary", "summary"),
          Map.entry("pages", "pages"),
          Map.entry("retention", "retention"),
          Map.entry("segments", "segments"),
          Map.entry("overlap", "overlap"),
          Map.entry("flows", "flows"),
          // Reports are of how many, never of whom.
          Map.entry("users", "count"));

  private final Engine engine;
  private final Map<String, Operation> byView = new HashMap<>();
  private Map<String, Function<Request, Answer>> resources = Map.of();

  ReportRuns(Contract contract, Engine engine) {
    this.engine = engine;
    VIEWS.forEach((view, step) ->
        contract.operations().stream()
            .filter(one -> one.path().equals(PLACE + step) && one.method().equals("POST"))
            .findFirst()
            .ifPresent(operation -> byView.put(view, operation)));
  }

  /// @param all what answers each operation
  void use(Map<String, Function<Request, Answer>> all) {
    resources = Map.copyOf(all);
  }

  /// Whether a query can be run; it is run to find out.
  ///
  /// @throws ProblemException 422 with all that is wrong, below `query`
  void check(
      SystemDefinition system,
      String environment,
      String view,
      Optional<Filter> filter,
      JsonNode query) {
    Operation operation = byView.get(view);
    if (operation == null) {
      throw Problems.invalid(List.of(new FieldError("view", "is not known to this version")));
    }
    if (filter.isPresent() && query.has(CONDITION)) {
      throw Problems.invalid(
          List.of(
              new FieldError("query.condition", "stands beside a filter; leave one of them out")));
    }
    JsonNode body = body(filter, query);
    List<FieldError> errors =
        operation.body().orElseThrow().check().errors(QUERY, Wire.plain(body));
    if (!errors.isEmpty()) {
      throw Problems.invalid(errors);
    }
    try {
      JsonNode _ = answer(operation, system.key(), environment, body);
    } catch (ProblemException e) {
      throw new ProblemException(below(e.problem()));
    }
  }

  private static Problem below(Problem problem) {
    List<Problem.Fault> faults =
        problem.errors().stream()
            .map(one -> new Problem.Fault(Words.child(QUERY, one.path()), one.reason()))
            .toList();
    return problem.withErrors(faults);
  }

  private static JsonNode body(Optional<Filter> filter, JsonNode query) {
    ObjectNode body = query.deepCopy();
    filter.ifPresent(one -> body.set(CONDITION, ConditionJson.write(one.condition())));
    return body;
  }

  /// What comes out of a report now.
  ///
  /// @throws ProblemException 422 `report-broken` where something that it needs is gone or another
  JsonNode result(SystemDefinition system, Report report) {
    Optional<Filter> filter = report.filter().flatMap(system::filter);
    if (report.filter().isPresent() && filter.isEmpty()) {
      throw broken(
          "The saved filter " + Words.quoted(report.filter().get()) + " is gone.", List.of());
    }
    if (system.environment(report.environment()).isEmpty()) {
      throw broken(
          "The environment " + Words.quoted(report.environment()) + " is gone.", List.of());
    }
    Operation operation = byView.get(report.view());
    if (operation == null) {
      throw broken("Its view is not known to this version.", List.of());
    }
    JsonNode body = body(filter, Wire.read(report.query().getBytes(StandardCharsets.UTF_8)));
    List<FieldError> errors =
        operation.body().orElseThrow().check().errors(QUERY, Wire.plain(body));
    if (!errors.isEmpty()) {
      throw broken(
          errors.getFirst().path() + " " + errors.getFirst().reason(),
          errors.stream().map(one -> new Problem.Fault(one.path(), one.reason())).toList());
    }
    try {
      return answer(operation, system.key(), report.environment(), body);
    } catch (ProblemException e) {
      Problem problem = e.problem();
      if (problem.status() == 422) {
        throw broken(problem.detail(), below(problem).errors());
      }
      throw e;
    }
  }

  private static ProblemException broken(String why, List<Problem.Fault> faults) {
    return new ProblemException(
        Problem.of(
                422,
                "report-broken",
                "The report cannot be run",
                "Something that the report uses is gone or of another type; it cannot be run until"
                    + " that is mended. "
                    + Problems.sentence(why))
            .withErrors(faults));
  }

  private JsonNode answer(Operation operation, String system, String environment, JsonNode body) {
    Function<Request, Answer> resource = resources.get(operation.id());
    if (resource == null) {
      throw new IllegalStateException("nothing answers " + operation.id());
    }
    Request request =
        new Request(
            new Gate.Entry.Token(NOBODY, Optional.empty()),
            new Channel("", true, true),
            Map.of(),
            Map.of("system", system, "environment", environment),
            Map.of(),
            Map.of(),
            body,
            () -> new byte[0],
            Optional.empty(),
            "",
            false,
            () -> true);
    return switch (resource.apply(request)) {
      case Answer.Json(_, _, Object result) -> Wire.read(Wire.write(result));
      case Answer.Nothing _, Answer.Redirect _, Answer.Live _, Answer.File _ ->
          throw new IllegalStateException(operation.id() + " answers no JSON");
    };
  }

  /// What comes out of a report now, as tables.
  Sheet sheet(SystemDefinition system, Report report) {
    return sheet(system, report, result(system, report));
  }

  /// What came out of a report, as tables.
  static Sheet sheet(SystemDefinition system, Report report, JsonNode result) {
    return sheets(system).of(report.view(), result).with(whom(system, report));
  }

  /// Whom a report is about, and where. By its name alone: a condition may have people's data in
  /// it, and whoever has a link is to see figures only.
  private static String whom(SystemDefinition system, Report report) {
    String users =
        report
            .filter()
            .flatMap(system::filter)
            .map(Filter::name)
            .orElse(isNarrowed(report) ? "some of the users" : "all users");
    return users
        + " · "
        + system.environment(report.environment()).map(Environment::name).orElseThrow();
  }

  private static boolean isNarrowed(Report report) {
    JsonNode query = Wire.read(report.query().getBytes(StandardCharsets.UTF_8));
    return !query.path("among").isEmpty()
        || query.path(CONDITION).has("field")
        || !query.path(CONDITION).path("rules").isEmpty();
  }

  private static Sheets sheets(SystemDefinition system) {
    return new Sheets(
        field -> Conditions.fieldName(system, field),
        key -> system.segment(key).map(Segment::name).orElse(key),
        system.timeZone());
  }

  /// The reports of what is shown to others, in their order.
  static List<Report> reports(SystemDefinition system, Subject subject) {
    List<Report> reports = new ArrayList<>();
    switch (subject.kind()) {
      case REPORT -> system.reporting().report(subject.key()).ifPresent(reports::add);
      case DASHBOARD ->
          system
              .reporting()
              .dashboard(subject.key())
              .ifPresent(dashboard -> {
                for (Dashboard.Item item : dashboard.items()) {
                  system.reporting().report(item.report()).ifPresent(reports::add);
                }
              });
    }
    reports.removeIf(Saved::isPrivate);
    return reports;
  }

  /// The reports of a mailing, run now.
  List<Shown> shown(SystemDefinition system, Subject subject) {
    // As it is now, not as it was when the mailing was found.
    SystemDefinition now = engine.catalog().current().system(system.key()).orElse(system);
    return reports(now, subject).stream()
        .map(report ->
            new Shown(
                report.key(),
                report.name(),
                report.description(),
                report.environment(),
                content(now, report)))
        .toList();
  }

  private Shown.Content content(SystemDefinition system, Report report) {
    try {
      return new Shown.Content.Figures(sheet(system, report));
    } catch (ProblemException e) {
      return new Shown.Content.Problem(e.problem().detail());
    }
  }
}
