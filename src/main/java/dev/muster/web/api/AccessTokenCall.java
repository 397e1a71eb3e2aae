package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.catalog.AccessTokens;
import dev.muster.catalog.OAuth2Client;
import dev.muster.catalog.Scope;
import dev.muster.catalog.Tokens;
import dev.muster.embedded.Engine;
import dev.muster.web.Blocking;
import dev.muster.web.Caller;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import dev.muster.web.ServeOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `POST /accounts/connect/token`: gives OAuth2 clients their access tokens (RFC 6749, section 4.4,
/// client credentials). What is wrong is answered as section 5.2 has it.
final class AccessTokenCall {

  static final String PATH = "/accounts/connect/token";

  private static final int BODY_BYTES_MAX = 16 << 10;
  private static final String GRANT = "client_credentials";

  private final ServeOptions options;
  private final Tokens clients;
  private final AccessTokens tokens;
  private final Attempts attempts;
  private final InstantSource clock;

  AccessTokenCall(ServeOptions options, Engine engine, Attempts attempts, InstantSource clock) {
    this.options = options;
    this.clients = engine.catalog().tokens();
    this.tokens = engine.accessTokens();
    this.attempts = attempts;
    this.clock = clock;
  }

  private record Given(
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("token_type") String tokenType,
      @JsonProperty("expires_in") long expiresIn,
      String scope) {}

  private record Wrong(String error, @JsonProperty("error_description") String description) {}

  void mount(Router router) {
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(Blocking.handler(this::give))
        .failureHandler(AccessTokenCall::fail);
    router.route(PATH).handler(AccessTokenCall::refuseMethod);
  }

  private void give(RoutingContext context) {
    TokenRequest request = TokenRequest.of(context.request());
    OAuth2Client client = client(request, context);
    if (!request.grantType().equals(GRANT)) {
      throw new OAuth2Exception(
          400, "unsupported_grant_type", "send grant_type=" + GRANT + ", the only one there is");
    }
    Set<Scope> scopes = scopes(request.scope(), client);
    String token = tokens.give(client, scopes, clock.instant());
    send(
        context.response(),
        200,
        new Given(token, "bearer", AccessTokens.LASTS.toSeconds(), Scope.text(scopes)));
  }

  private OAuth2Client client(TokenRequest request, RoutingContext context) {
    String address = Caller.of(context.request(), options.trustedProxies()).address();
    Attempts.Attempt ofAddress = attempts.from(address);
    Attempts.Attempt ofClient = attempts.of(request.clientId(), address);
    OAuth2Client client =
        clients
            .client(request.clientId(), request.clientSecret())
            .orElseThrow(() ->
                OAuth2Exception.invalidClient(
                    "the client is not known, or its secret is wrong, or it was revoked"));
    ofAddress.succeeded();
    ofClient.succeeded();
    return client;
  }

  /// @param asked names with blanks between them; empty: all of the client's
  private static Set<Scope> scopes(Optional<String> asked, OAuth2Client client) {
    if (asked.isEmpty()) {
      return client.scopes();
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String code : asked.get().strip().split(" +", -1)) {
      scopes.add(
          Scope.ofCode(code)
              .filter(client.scopes()::contains)
              .orElseThrow(() ->
                  new OAuth2Exception(
                      400,
                      "invalid_scope",
                      "this client may have "
                          + Scope.text(client.scopes())
                          + " and nothing else")));
    }
    return scopes;
  }

  private static void refuseMethod(RoutingContext context) {
    context.response().putHeader("Allow", "POST");
    throw new ProblemException(
        Problem.of(405, "method-not-allowed", "Method not allowed", "This path takes POST."));
  }

  private static void fail(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    switch (context.failure()) {
      case OAuth2Exception wrong -> {
        if (wrong.status() == 401) {
          response.putHeader("WWW-Authenticate", "Basic realm=\"Muster\", charset=\"UTF-8\"");
        }
        send(response, wrong.status(), new Wrong(wrong.error(), wrong.description()));
      }
      case ProblemException e when e.problem().members().containsKey(ManagementApi.RETRY_AFTER) -> {
        response.putHeader(
            "Retry-After", "" + e.problem().members().get(ManagementApi.RETRY_AFTER));
        send(response, e.problem().status(), new Wrong(e.problem().code(), e.problem().detail()));
      }
      case null, default -> fail(response, context.statusCode(), context.failure());
    }
  }

  /// What the body handler refused, or nobody expected.
  private static void fail(HttpServerResponse response, int status, @Nullable Throwable failure) {
    switch (status) {
      case 413 -> send(response, 413, new Wrong("invalid_request", "the form is too large"));
      case 400 -> send(response, 400, new Wrong("invalid_request", "the form cannot be read"));
      default ->
          Problems.of(failure == null ? new IllegalStateException("a form") : failure)
              .send(response);
    }
  }

  private static void send(HttpServerResponse response, int status, Object body) {
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Pragma", "no-cache")
        .end(Buffer.buffer(Wire.write(body)));
  }
}
