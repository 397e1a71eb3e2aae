package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Role;
import dev.muster.embedded.Engine;
import dev.muster.embedded.EngineOptions;
import dev.muster.embedded.StartProgress;
import dev.muster.intake.Endpoints;
import dev.muster.intake.Intake;
import dev.muster.intake.IntakeLimits;
import dev.muster.pageload.Arrivals;
import dev.muster.pageload.Browsers;
import dev.muster.pageload.PageLoads;
import dev.muster.pageload.RateLimit;
import dev.muster.web.DataPlane;
import dev.muster.web.Meters;
import dev.muster.web.ServeOptions;
import dev.muster.web.Snippet;
import dev.muster.web.WebServer;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A whole server over a real engine in a directory of its own, for the tests of one class. They
/// share it, so each uses a system of its own.
final class ApiWorld implements BeforeAllCallback, AfterAllCallback {

  static final String ADMIN_TOKEN = "an-admin-token-for-tests";

  /// Everybody's.
  static final String PASSWORD = "correct horse battery";

  /// The integration that [#shop] makes.
  static final String CRM =
      """
      {"key":"crm","name":"CRM","identifier":"customer.email","properties":[
        {"path":"customer.plan","name":"plan","type":"string"},
        {"path":"customer.arr","name":"arr","type":"number"},
        {"path":"customer.vip","name":"vip","type":"boolean"},
        {"path":"customer.signup","name":"signup","type":"date"},
        {"path":"customer.tags","name":"tags","type":"strings"}]}
      """;

  private final Streams streams;
  private final UnaryOperator<ServeOptions> change;
  private final InstantSource clock;
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private final Map<Role, ContractClient> people = new EnumMap<>(Role.class);
  private UnaryOperator<EngineOptions> engineChange = UnaryOperator.identity();
  private LongSupplier nanos = System::nanoTime;
  private Path data = Path.of("");
  private Optional<Engine> engine = Optional.empty();
  private Optional<WebServer> web = Optional.empty();

  ApiWorld() {
    this(Streams.ofDefaults());
  }

  /// @param streams what streams of events may use up
  ApiWorld(Streams streams) {
    this(streams, UnaryOperator.identity());
  }

  /// @param change of how it listens
  ApiWorld(Streams streams, UnaryOperator<ServeOptions> change) {
    this(streams, change, InstantSource.system());
  }

  /// @param clock what time it is
  ApiWorld(Streams streams, UnaryOperator<ServeOptions> change, InstantSource clock) {
    this.streams = streams;
    this.change = change;
    this.clock = clock;
  }

  /// The same with an engine that keeps its data otherwise.
  ApiWorld withEngine(UnaryOperator<EngineOptions> other) {
    engineChange = other;
    return this;
  }

  /// The same with limits of senders that go by another clock, like [System#nanoTime].
  ApiWorld withNanos(LongSupplier other) {
    nanos = other;
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    start();
  }

  void start() throws IOException {
    data = Files.createTempDirectory("muster-api");
    ServeOptions options = change.apply(ServeOptions.local(0).withAdminToken(ADMIN_TOKEN));
    Meters meters = new Meters();
    WebServer server = WebServer.start(options, meters);
    web = Optional.of(server);
    Engine opened =
        Engine.open(
            engineChange.apply(EngineOptions.in(data).withSegmentBytes(4 << 20).withClock(clock)),
            meters.commits(),
            StartProgress.NONE);
    engine = Optional.of(opened);
    meters.show(opened);
    ServeOptions.PageLoadRate rate = options.limits().pageLoadRate();
    PageLoads pageLoads =
        new PageLoads(
            id -> opened.population(id).orElseThrow(),
            opened.activity(),
            new Browsers(),
            opened.secrets(),
            new RateLimit(rate.perMinute(), rate::exempts, TimeMeter.SYSTEM_NANOTIME),
            new Arrivals(Instant.now()));
    opened.catalog().onChange(pageLoads::rebuild);
    opened.users().listen(pageLoads.subscriptions()::changed);
    Endpoints endpoints = new Endpoints(opened.secrets(), opened.accessTokens());
    opened.catalog().onChange(endpoints::rebuild);
    IntakeLimits limits = IntakeLimits.DEFAULT;
    Intake intake =
        new Intake(
            endpoints,
            meters.counted(opened),
            limits,
            options.limits().intakeRates(),
            clock,
            nanos);
    Snippet snippet = Snippet.load(pageLoads::settings);
    ManagementApi api = ManagementApi.of(options, opened, pageLoads, intake, clock, streams);
    server.open(DataPlane.of(intake, pageLoads, clock), Optional::empty, List.of(api, snippet));
    api.startMailings();
    for (Role role : Role.values()) {
      String sent = "{\"name\":\"%1$s\",\"role\":\"%1$s\"}".formatted(role.code());
      tokens.put(role, admin().post("/api/v1/tokens", sent).expect(201).text("/token"));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    stop();
  }

  void stop() throws IOException {
    web.ifPresent(WebServer::close);
    if (engine.isPresent()) {
      engine.get().close();
    }
  }

  /// The files in a directory of the data directory.
  List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve(name))) {
      return files.toList();
    }
  }

  /// The data directory.
  Path data() {
    return data;
  }

  Engine engine() {
    return engine.orElseThrow();
  }

  String url() {
    return web.orElseThrow().url();
  }

  /// With the token that the server was started with.
  ContractClient admin() {
    return new ContractClient(url(), Optional.of(ADMIN_TOKEN));
  }

  /// With a token of a role.
  ContractClient as(Role role) {
    return admin().as(token(role));
  }

  /// With the session of a person who has a role.
  ContractClient signedInAs(Role role) {
    return people.computeIfAbsent(role, it -> signIn(it, it.code() + "@example.com"));
  }

  /// Invites somebody, and lets them come in.
  ContractClient signIn(Role role, String email) {
    var invited =
        admin()
            .post(
                "/api/v1/people",
                "{\"email\":\"%s\",\"name\":\"P\",\"role\":\"%s\"}".formatted(email, role.code()))
            .expect(201);
    String link = invited.text("/link/url").replaceAll(".*/link#", "");
    return in(
        admin()
            .asNobody()
            .post("/api/v1/links/" + link, "{\"password\":\"%s\"}".formatted(PASSWORD))
            .expect(200));
  }

  /// With the session that an answer has begun.
  ContractClient in(ContractClient.Reply begun) {
    return admin().in(begun.header("set-cookie").replaceAll(";.*", ""), begun.text("/csrfToken"));
  }

  String token(Role role) {
    return Optional.ofNullable(tokens.get(role)).orElseThrow();
  }

  /// Makes a system with the integration [#CRM].
  ///
  /// @return the system's path
  String shop(String key) {
    String path = system(key);
    admin().post(path + "/integrations", CRM).expect(201);
    return path;
  }

  /// Makes a system whose days begin in Berlin.
  ///
  /// @return its path
  String system(String key) {
    admin()
        .post(
            "/api/v1/systems",
            "{\"key\":\"%s\",\"name\":\"Shop\",\"timeZone\":\"Europe/Berlin\"}".formatted(key))
        .expect(201);
    return "/api/v1/systems/" + key;
  }

  /// Makes a segment with one rule.
  ContractClient.Reply segment(String system, String key, String rule) {
    return admin()
        .post(
            system + "/segments",
            "{\"key\":\"%s\",\"name\":\"%s\",\"condition\":{\"combinator\":\"and\",\"rules\":[%s]}}"
                .formatted(key, key.toUpperCase(Locale.ROOT), rule))
        .expect(201);
  }

  /// Publishes to production.
  void publish(String system) {
    admin().post(system + "/environments/production/publications", "{}").expect(201);
  }

  /// What a sender sends to the integration `crm`, in production.
  ///
  /// @return the answer, whatever it is
  ContractClient.Reply deliver(String system, String body) {
    return deliver(system, "production", body);
  }

  ContractClient.Reply deliver(String system, String environment, String body) {
    JsonNode endpoint =
        admin()
            .get(system + "/integrations/crm")
            .expect(200)
            .body()
            .at("/endpoints/" + environment + "/token");
    assertThat(endpoint.asText()).isNotEmpty();
    return admin().asNobody().post("/in/" + endpoint.asText(), body);
  }

  /// A user with attributes, by the names that [#CRM] has for their paths.
  void user(String system, String id, String attributes) {
    deliver(system, customer(id, attributes)).expect(200);
  }

  static String customer(String id, String attributes) {
    String more = attributes.isEmpty() ? "" : "," + attributes;
    return "{\"customer\":{\"email\":\"%s\"%s}}".formatted(id, more);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// A connection of its own, on which nothing has been sent.
  Socket connect(int receiveBytes) {
    URI uri = URI.create(url());
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(receiveBytes);
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 5_000);
      socket.setSoTimeout(10_000);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
