package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.muster.catalog.Actor;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Role;
import dev.muster.embedded.Engine;
import dev.muster.embedded.ReplayRuns;
import dev.muster.health.AlertRuns;
import dev.muster.health.Checkup;
import dev.muster.intake.Intake;
import dev.muster.mailing.MailingRuns;
import dev.muster.mailing.Notices;
import dev.muster.pageload.PageLoads;
import dev.muster.web.Blocking;
import dev.muster.web.BodyStream;
import dev.muster.web.Caller;
import dev.muster.web.Mount;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import dev.muster.web.ServeOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The routes of the management plane: each operation of the contract, bound to what answers it. A
/// request is let in (401, 403), read (413, 415), checked against the contract (400, 422) and
/// answered on a virtual thread.
public final class ManagementApi implements Mount {

  /// How many requests are served at once; more are told to come again.
  static final int REQUESTS_MAX = 256;

  /// The member of a problem that says after how many seconds to come again.
  static final String RETRY_AFTER = "retryAfter";

  private static final String ENTRY = "entry";
  private static final String STREAM = "stream";
  private static final String CSRF = "X-CSRF-Token";

  private final ServeOptions options;
  private final Contract contract;
  private final Gate gate;
  private final SingleSignOn singleSignOn;
  private final AccessTokenCall accessTokens;
  private final Map<String, Function<Request, Answer>> resources;
  private final Streams streams;
  private final MailingRuns mailings;
  private final AlertRuns alerts;
  private final Semaphore room = new Semaphore(REQUESTS_MAX);

  /// The management plane of an engine.
  ///
  /// @param options who is let in, and how much they may send
  /// @param engine what is managed
  /// @param pageLoads says in which live segments a user is
  /// @param intake takes deliveries
  public static ManagementApi of(
      ServeOptions options,
      Engine engine,
      PageLoads pageLoads,
      Intake intake,
      InstantSource clock) {
    return of(options, engine, pageLoads, intake, clock, Streams.ofDefaults());
  }

  /// The same with streams that may use up so much.
  static ManagementApi of(
      ServeOptions options,
      Engine engine,
      PageLoads pageLoads,
      Intake intake,
      InstantSource clock,
      Streams streams) {
    Attempts attempts = new Attempts();
    SingleSignOn singleSignOn = new SingleSignOn(options.oidc(), engine.catalog(), attempts, clock);
    Contract contract = Contract.load();
    ReportRuns reports = new ReportRuns(contract, engine);
    MailingRuns mailings =
        MailingRuns.of(
            engine.catalog(), reports::shown, options.mail(), options.publicUrl(), clock);
    Checkup checkup = new Checkup(engine, intake::limitedLastHour);
    AlertRuns alerts =
        new AlertRuns(engine, checkup, Notices.by(options.mail()), options.publicUrl(), clock);
    Resources all =
        new Resources(
            engine,
            pageLoads,
            intake,
            clock,
            streams,
            attempts,
            singleSignOn,
            reports,
            mailings,
            alerts,
            checkup,
            new ReplayRuns(engine, intake, clock));
    return new ManagementApi(
        options,
        contract,
        new Gate(
            new Bearer(options.adminToken(), engine.catalog(), clock),
            engine.catalog().sessions(),
            clock),
        singleSignOn,
        new AccessTokenCall(options, engine, attempts, clock),
        all.byOperation(),
        streams,
        mailings,
        alerts);
  }

  private ManagementApi(
      ServeOptions options,
      Contract contract,
      Gate gate,
      SingleSignOn singleSignOn,
      AccessTokenCall accessTokens,
      Map<String, Function<Request, Answer>> resources,
      Streams streams,
      MailingRuns mailings,
      AlertRuns alerts) {
    this.options = options;
    this.alerts = alerts;
    this.streams = streams;
    this.mailings = mailings;
    this.contract = contract;
    this.gate = gate;
    this.singleSignOn = singleSignOn;
    this.accessTokens = accessTokens;
    this.resources = Map.copyOf(resources);
  }

  @Override
  public void mount(Vertx vertx, Router router) {
    router.route().handler(ManagementApi::refuseAmbiguous);
    singleSignOn.use(vertx);
    accessTokens.mount(router);
    router.get("/api/openapi.json").handler(this::sendContract);
    contract.operations().stream()
        .filter(Operation::isManaged)
        .forEach(operation -> mount(router, operation));
    router.route("/api/*").handler(this::letIn).handler(this::refuse);
    router.route("/api/*").failureHandler(this::fail);
  }

  /// Begins to send mailings when it is time, and alerts when something is to be told.
  public void startMailings() {
    mailings.start();
    alerts.start();
  }

  /// Who is told how integrations are.
  AlertRuns alerts() {
    return alerts;
  }

  @Override
  public void stopping() {
    streams.stop();
    mailings.close();
    alerts.close();
  }

  /// The router takes `%2E%2E` for two dots and goes up, and passes over a slash at the end: what
  /// deletes one thing would delete another.
  private static void refuseAmbiguous(RoutingContext context) {
    String uri = context.request().uri();
    int end = uri.indexOf('?');
    String path = end < 0 ? uri : uri.substring(0, end);
    for (String part : path.replaceAll("(?i)%2e", ".").split("/", -1)) {
      if (part.equals(".") || part.equals("..")) {
        throw Problems.unknown("no path has a part that is only dots");
      }
    }
    // The router would take it for the same path without it: of a list's item whose name is empty,
    // for
    // what the list is a part of.
    if (path.startsWith("/api/") && path.endsWith("/")) {
      throw Problems.unknown("no path ends with a slash");
    }
    context.next();
  }

  private void mount(Router router, Operation operation) {
    Function<Request, Answer> resource = resources.get(operation.id());
    if (resource == null) {
      throw new IllegalStateException("nothing answers " + operation.id());
    }
    operation
        .leastRole()
        .ifPresent(role ->
            route(router, operation)
                .handler(this::letIn)
                .handler(context -> allow(context, role))
                .failureHandler(this::fail));
    if (operation.isStreamed()) {
      route(router, operation)
          .handler(ManagementApi::requireCsv)
          .handler(ManagementApi::stream)
          .handler(Blocking.handler(context -> serveStreamed(context, operation, resource)))
          .failureHandler(this::fail);
      return;
    }
    route(router, operation)
        .handler(context -> requireJson(context, operation))
        .failureHandler(this::fail);
    route(router, operation)
        .handler(BodyHandler.create(false).setBodyLimit(options.limits().bodyBytesMax()))
        .handler(Blocking.handler(context -> serve(context, operation, resource)))
        .failureHandler(this::fail);
  }

  private static Route route(Router router, Operation operation) {
    String path = operation.path().replaceAll("\\{([a-zA-Z]+)}", ":$1");
    Route route = router.route(HttpMethod.valueOf(operation.method()), path);
    return operation.hasHead() ? route.method(HttpMethod.HEAD) : route;
  }

  private void letIn(RoutingContext context) {
    HttpServerRequest request = context.request();
    Channel channel = channel(request);
    switch (gate.claim(authorization(request), session(request, channel), channel.address())) {
      case Gate.Claim.Granted(Gate.Entry entry) -> {
        requireMeant(request, entry);
        context.put(ENTRY, entry);
        context.next();
      }
      case Gate.Claim.Missing() ->
          challenge(context, "Bearer", "Sign in, or send a token: Authorization: Bearer <token>.");
      case Gate.Claim.Refused(String why) ->
          challenge(context, "Bearer error=\"invalid_token\"", why);
    }
  }

  private Channel channel(HttpServerRequest request) {
    return Channel.of(Caller.of(request, options.trustedProxies()), options.publicUrl());
  }

  private static Optional<String> session(HttpServerRequest request, Channel channel) {
    return Optional.ofNullable(request.getCookie(channel.cookie(Gate.COOKIE)))
        .map(Cookie::getValue);
  }

  /// What a browser sends with a cookie may have been set off by any site.
  private static void requireMeant(HttpServerRequest request, Gate.Entry entry) {
    boolean changes = !Set.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.method());
    if (changes && !Gate.isMeant(entry, Optional.ofNullable(request.getHeader(CSRF)))) {
      throw new ProblemException(
          Problem.of(
              403,
              "csrf",
              "Not sent by the console",
              "With a session, send its csrfToken (of GET /api/v1/session) in the header "
                  + CSRF
                  + "."));
    }
  }

  private static Optional<String> authorization(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"));
  }

  private static void challenge(RoutingContext context, String challenge, String detail) {
    context.response().putHeader("WWW-Authenticate", challenge);
    throw new ProblemException(Problem.of(401, "unauthorized", "Not signed in", detail));
  }

  private static void allow(RoutingContext context, Role needed) {
    Actor actor = entry(context).actor();
    if (!actor.role().includes(needed)) {
      throw new ProblemException(Problems.forbidden(needed, actor.role()));
    }
    context.next();
  }

  private static Gate.Entry entry(RoutingContext context) {
    return Objects.requireNonNull(context.get(ENTRY), "let in");
  }

  private static void requireJson(RoutingContext context, Operation operation) {
    String type = context.request().getHeader("Content-Type");
    if (operation.body().isPresent() && type != null && !MediaTypes.isJson(type)) {
      throw MediaTypes.notJson(type);
    }
    requirePlain(context);
    context.next();
  }

  private static void requireCsv(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    if (type != null && !MediaTypes.isFile(type)) {
      boolean isPart = context.request().method().equals(HttpMethod.PATCH);
      throw MediaTypes.notCsv(type, isPart);
    }
    requirePlain(context);
    context.next();
  }

  private static void requirePlain(RoutingContext context) {
    String encoding = context.request().getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ProblemException(
          Problem.of(
              415,
              "unsupported-encoding",
              "Unsupported content encoding",
              "Send the body as it is, without Content-Encoding."));
    }
  }

  /// Before anything of the body is lost.
  private static void stream(RoutingContext context) {
    context.put(STREAM, BodyStream.of(context));
    context.next();
  }

  private void serveStreamed(
      RoutingContext context, Operation operation, Function<Request, Answer> resource) {
    try (BodyStream _ = Objects.requireNonNull(context.<BodyStream>get(STREAM), "opened")) {
      // Not of the room for requests, which are over soon.
      send(context, resource.apply(checked(context, operation)));
    }
  }

  private void serve(
      RoutingContext context, Operation operation, Function<Request, Answer> resource) {
    if (!room.tryAcquire()) {
      context.response().putHeader("Retry-After", "1");
      throw new ProblemException(
          Problem.of(503, "busy", "Busy", "Too many requests at once; try again in a second."));
    }
    Answer answer;
    try {
      answer = resource.apply(checked(context, operation));
    } finally {
      room.release();
    }
    send(context, answer);
  }

  /// @throws ProblemException if the contract does not allow the request
  private Request checked(RoutingContext context, Operation operation) {
    Map<String, Map<String, String>> parameters = new HashMap<>();
    List<FieldError> errors = new ArrayList<>(QueryCheck.errors(operation, context.queryParams()));
    for (Parameter parameter : operation.parameters()) {
      String name = parameter.name();
      Optional<String> value =
          switch (parameter.place()) {
            case "path" -> Optional.ofNullable(context.pathParam(name));
            case "query" -> context.queryParam(name).stream().findFirst();
            case "header" -> Optional.ofNullable(context.request().getHeader(name));
            default -> throw new IllegalStateException("a parameter in " + parameter.place());
          };
      if (value.isEmpty() && parameter.isRequired() && parameter.place().equals("query")) {
        errors.add(parameter.missing());
      }
      value.ifPresent(sent -> {
        errors.addAll(parameter.errors(sent));
        parameters.computeIfAbsent(parameter.place(), _ -> new HashMap<>()).put(name, sent);
      });
    }
    if (!errors.isEmpty()) {
      throw Problems.parameters(errors);
    }
    HttpServerRequest request = context.request();
    Channel channel = channel(request);
    Gate.Entry entry =
        operation.isPublic()
            ? new Gate.Entry.Token(new Actor("", Role.VIEWER, channel.address()), Optional.empty())
            : entry(context);
    Optional<String> authorization = authorization(request);
    Optional<String> session = session(request, channel);
    Map<String, String> cookies = new HashMap<>();
    request.cookies().forEach(cookie -> cookies.put(cookie.getName(), cookie.getValue()));
    return new Request(
        entry,
        channel,
        cookies,
        parameters.getOrDefault("path", Map.of()),
        parameters.getOrDefault("query", Map.of()),
        parameters.getOrDefault("header", Map.of()),
        operation.body().map(rule -> body(context, rule)).orElse(MissingNode.getInstance()),
        () -> bytes(context),
        Optional.ofNullable(context.get(STREAM)),
        base(request),
        MediaTypes.isAccepted("text/event-stream", context.request().getHeader("Accept")),
        () -> gate.stillGrants(authorization, session, entry.actor()));
  }

  private static byte[] bytes(RoutingContext context) {
    Buffer buffer = context.body().buffer();
    return buffer == null ? new byte[0] : buffer.getBytes();
  }

  private static JsonNode body(RoutingContext context, Operation.Body rule) {
    Buffer bytes = context.body().buffer();
    if (bytes == null || bytes.length() == 0) {
      if (rule.required()) {
        throw new ProblemException(
            Problem.of(400, "body-missing", "Body missing", "This needs a JSON body."));
      }
      return MissingNode.getInstance();
    }
    if (context.request().getHeader("Content-Type") == null) {
      throw MediaTypes.notJson("missing");
    }
    JsonNode body = Wire.read(bytes.getBytes());
    List<FieldError> errors = rule.check().errors("", Wire.plain(body));
    if (!errors.isEmpty()) {
      throw Problems.invalid(errors);
    }
    return body;
  }

  private String base(HttpServerRequest request) {
    return options.base(Caller.of(request, options.trustedProxies()));
  }

  private void send(RoutingContext context, Answer answer) {
    HttpServerResponse response = context.response();
    response.putHeader("Cache-Control", "no-store");
    switch (answer) {
      case Answer.Nothing(var cookies) -> {
        cookies.forEach(one -> response.headers().add("Set-Cookie", one));
        response.setStatusCode(204).end();
      }
      case Answer.Redirect(var location, var cookies) -> {
        cookies.forEach(one -> response.headers().add("Set-Cookie", one));
        response.setStatusCode(302).putHeader("Location", location).end();
      }
      case Answer.Json(int status, var headers, Object body) -> {
        headers.forEach(response::putHeader);
        if (context.request().method().equals(HttpMethod.HEAD)) {
          response.setStatusCode(204).end();
          return;
        }
        response
            .setStatusCode(status)
            .putHeader("Content-Type", "application/json")
            .end(Buffer.buffer(Wire.write(body)));
      }
      case Answer.File(var type, var disposition, var bytes) ->
          response
              .setStatusCode(200)
              .putHeader("Content-Type", type)
              .putHeader("Content-Disposition", disposition)
              .end(Buffer.buffer(bytes));
      case Answer.Live(var stream) -> {
        // A client that has gone must not keep its place until something would be sent to it.
        Thread streaming = Thread.currentThread();
        response.closeHandler(_ -> streaming.interrupt());
        stream.run(response);
      }
    }
  }

  private void sendContract(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-cache")
        .end(contract.text());
  }

  /// A path that is not in the contract, or not with this method.
  private void refuse(RoutingContext context) {
    String path = context.normalizedPath();
    List<Operation> here =
        contract.operations().stream().filter(operation -> operation.isAt(path)).toList();
    if (here.isEmpty()) {
      throw Problems.unknown("there is nothing at this path; see /api/openapi.json");
    }
    String allowed =
        here.stream()
            .flatMap(
                one -> one.hasHead() ? Stream.of(one.method(), "HEAD") : Stream.of(one.method()))
            .distinct()
            .collect(Collectors.joining(", "));
    context.response().putHeader("Allow", allowed);
    throw new ProblemException(
        Problem.of(
            405, "method-not-allowed", "Method not allowed", "This path takes " + allowed + "."));
  }

  private void fail(RoutingContext context) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    Throwable failure = context.failure();
    int status =
        failure instanceof HttpException http ? http.getStatusCode() : context.statusCode();
    Problem problem =
        switch (status) {
          case 413 ->
              Problem.of(
                  413,
                  "body-too-large",
                  "Body too large",
                  "A body may have at most " + options.limits().bodyBytesMax() + " bytes.");
          case 400 -> Problem.of(400, "malformed-request", "Malformed request", "Not valid HTTP.");
          default -> Problems.of(failure == null ? new IllegalStateException() : failure);
        };
    if (problem.members().containsKey(RETRY_AFTER)) {
      context.response().putHeader("Retry-After", "" + problem.members().get(RETRY_AFTER));
    }
    if (problem.status() == 401 && !context.response().headers().contains("WWW-Authenticate")) {
      context.response().putHeader("WWW-Authenticate", "Bearer");
    }
    if (problem.status() == 503 && !context.response().headers().contains("Retry-After")) {
      context.response().putHeader("Retry-After", "1");
    }
    problem.send(context.response());
  }
}
