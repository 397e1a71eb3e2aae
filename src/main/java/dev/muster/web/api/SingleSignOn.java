package dev.muster.web.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.catalog.AccessKey;
import dev.muster.catalog.CatalogException;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.NewSession;
import dev.muster.catalog.OidcSubject;
import dev.muster.web.Oidc;
import dev.muster.web.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signing in at an identity provider: OpenID Connect's authorization code flow, with PKCE (RFC
/// 7636), `state` and `nonce`. Vert.x discovers the provider and checks the ID token's signature,
/// issuer and audience; what it leaves open is checked here.
final class SingleSignOn {

  private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);

  /// Holds which of the sign-ins that were begun is the browser's. It has to come along when the
  /// provider sends the browser back, so it is `Lax`; it lets nobody in.
  private static final String COOKIE = "muster-oidc";

  private static final Duration LASTS = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LEEWAY = Duration.ofSeconds(60);
  private static final int BEGUN_MAX = 10_000;
  private static final int NAME_MAX = 200;

  private final Optional<Oidc> oidc;
  private final CatalogStore catalog;
  private final Attempts attempts;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicReference<Optional<Vertx>> vertx = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<OAuth2Auth>> provider =
      new AtomicReference<>(Optional.empty());
  private final Cache<String, Begun> begun =
      Caffeine.newBuilder().maximumSize(BEGUN_MAX).expireAfterWrite(LASTS).build();

  /// A sign-in that was begun.
  private record Begun(String state, String nonce, String verifier, String redirectUri) {}

  /// Why somebody does not come in.
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final String code;

    Refusal(String code, String why) {
      super(why);
      this.code = code;
    }
  }

  SingleSignOn(Optional<Oidc> oidc, CatalogStore catalog, Attempts attempts, InstantSource clock) {
    this.oidc = oidc;
    this.catalog = catalog;
    this.attempts = attempts;
    this.clock = clock;
  }

  Optional<Oidc> oidc() {
    return oidc;
  }

  /// Whose clients ask the provider.
  void use(Vertx asking) {
    vertx.set(Optional.of(asking));
  }

  private Oidc configured() {
    return oidc.orElseThrow(() -> Problems.unknown("single sign-on is not configured"));
  }

  Answer begin(Request request) {
    Oidc settings = configured();
    request.channel().requireSafe();
    Begun one = new Begun(secret(), secret(), secret(), request.base() + "/api/v1/oidc/callback");
    String location;
    try {
      location =
          provider(settings)
              .authorizeURL(
                  new OAuth2AuthorizationURL()
                      .setRedirectUri(one.redirectUri)
                      .setScopes(List.of("openid", "email", "profile"))
                      .setState(one.state)
                      .setCodeChallenge(challenge(one.verifier))
                      .setCodeChallengeMethod("S256")
                      .putAdditionalParameter("nonce", one.nonce));
    } catch (Refusal e) {
      return refused(request, e);
    }
    String key = secret();
    begun.put(key, one);
    return new Answer.Redirect(
        location, List.of(request.channel().setCookie(COOKIE, key, LASTS, "Lax")));
  }

  Answer finish(Request request) {
    Oidc settings = configured();
    try {
      if (!request.channel().safe()) {
        throw new Refusal("tls-needed", "plain HTTP");
      }
      Begun one = begun(request);
      if (request.asked("error").isPresent()) {
        throw new Refusal("oidc-refused", "the provider says " + request.asked("error").get());
      }
      String code = request.asked("code").orElseThrow(() -> new Refusal("oidc-failed", "no code"));
      attempts.from(request.channel().address()).succeeded();
      NewSession session = signIn(settings, one, code, request.channel().address());
      return new Answer.Redirect(
          "/",
          List.of(
              Gate.cookie(request.channel(), session.key()),
              request.channel().setCookie(COOKIE, "", Duration.ZERO, "Lax")));
    } catch (Refusal e) {
      return refused(request, e);
    } catch (ProblemException e) {
      return refused(request, new Refusal(e.problem().code(), e.problem().detail()));
    }
  }

  private static Answer refused(Request request, Refusal why) {
    LOG.info("a single sign-on did not succeed ({}): {}", why.code, why.getMessage());
    return new Answer.Redirect(
        "/sign-in?problem=" + why.code,
        List.of(request.channel().setCookie(COOKIE, "", Duration.ZERO, "Lax")));
  }

  /// The sign-in that this browser has begun; it can be finished once.
  private Begun begun(Request request) throws Refusal {
    Optional<Begun> one =
        request.cookie(request.channel().cookie(COOKIE)).map(begun.asMap()::remove);
    return one.filter(it -> AccessKey.same(request.asked("state").orElse(""), it.state))
        .orElseThrow(() -> new Refusal("oidc-state", "not begun by this browser, or too long ago"));
  }

  private NewSession signIn(Oidc settings, Begun one, String code, String source) throws Refusal {
    OAuth2Auth asked = provider(settings);
    User user =
        await(
            asked.authenticate(
                new Oauth2Credentials()
                    .setFlow(OAuth2FlowType.AUTH_CODE)
                    .setCode(code)
                    .setCodeVerifier(one.verifier)
                    .setRedirectUri(one.redirectUri)));
    // Vert.x puts it there only if its signature is the provider's.
    JsonObject token = user.attributes().getJsonObject("idToken");
    if (token == null) {
      throw new Refusal("oidc-failed", "no ID token that is signed by the provider");
    }
    check(settings, one, token);
    JsonObject claims = token.copy();
    if (!claims.containsKey("email")) {
      JsonObject more = await(asked.userInfo(user));
      if (!token.getString("sub").equals(more.getString("sub"))) {
        throw new Refusal("oidc-failed", "the user info is somebody else's");
      }
      claims.mergeIn(more);
    }
    String email = claims.getString("email", "").strip();
    if (email.isEmpty() || !"true".equals(String.valueOf(claims.getValue("email_verified")))) {
      throw new Refusal("oidc-email", "no e-mail that the provider has verified");
    }
    try {
      return catalog
          .sessions()
          .signInWith(
              new OidcSubject(token.getString("iss"), token.getString("sub")),
              email,
              name(claims.getString("name", ""), email),
              settings.roleOf(email),
              source)
          .orElseThrow(() -> new Refusal("oidc-unknown", "not invited"));
    } catch (CatalogException e) {
      throw new Refusal("oidc-failed", e.detail());
    }
  }

  /// What OpenID Connect Core, 3.1.3.7, asks for beyond what Vert.x has checked.
  private void check(Oidc settings, Begun one, JsonObject token) throws Refusal {
    Object audience = token.getValue("aud");
    boolean ours =
        audience instanceof JsonArray many
            ? many.contains(settings.clientId())
            : settings.clientId().equals(audience);
    Instant now = clock.instant();
    if (!ours
        || token.getString("iss") == null
        || token.getString("sub") == null
        || token.getLong("exp", 0L) + LEEWAY.toSeconds() < now.getEpochSecond()) {
      throw new Refusal("oidc-failed", "an ID token that is not for this server, or has expired");
    }
    if (!AccessKey.same(token.getString("nonce", ""), one.nonce)) {
      throw new Refusal("oidc-failed", "an ID token of another sign-in");
    }
  }

  private static String name(String given, String email) {
    String name = given.strip().replaceAll("\\p{Cntrl}", " ");
    String shown = name.isEmpty() ? email.substring(0, email.indexOf('@')) : name;
    return shown.substring(0, Math.min(shown.length(), NAME_MAX));
  }

  /// Found once, at the first sign-in that succeeds to find it, so that a provider that is down
  /// does not keep this server from starting.
  private OAuth2Auth provider(Oidc settings) throws Refusal {
    Optional<OAuth2Auth> known = provider.get();
    if (known.isPresent()) {
      return known.get();
    }
    OAuth2Options options =
        new OAuth2Options()
            .setSite(settings.issuer().toString().replaceAll("/+$", ""))
            .setClientId(settings.clientId())
            .setHttpClientOptions(
                new HttpClientOptions()
                    .setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()))
                    .setIdleTimeout(Math.toIntExact(PATIENCE.toSeconds())));
    settings.clientSecret().ifPresent(options::setClientSecret);
    OAuth2Auth found = await(OpenIDConnectAuth.discover(vertx.get().orElseThrow(), options));
    // The provider has new keys: they are there at the next attempt.
    OAuth2Auth asked =
        found.missingKeyHandler(
            _ -> found.jWKSet().onFailure(e -> LOG.warn("no keys of the provider", e)));
    provider.compareAndSet(Optional.empty(), Optional.of(asked));
    return asked;
  }

  private static <T> T await(Future<T> future) throws Refusal {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Refusal("oidc-failed", "interrupted");
    } catch (ExecutionException | TimeoutException e) {
      throw new Refusal("oidc-failed", "the provider did not answer as it should: " + e);
    }
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
