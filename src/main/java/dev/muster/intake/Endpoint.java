package dev.muster.intake;

import dev.muster.catalog.AccessTokens;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Receiving;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import dev.muster.signature.SignatureScheme;
import dev.muster.signature.StandardFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a token leads: an integration in an environment, with its mapping.
final class Endpoint {

  private final Integration integration;
  private final ZoneId zone;
  private final Optional<String> salt;
  private final Mapping mapping;

  /// Compiled when the first call comes: most endpoints get none.
  private final Map<WireFormat, Mapping> inFormats = new ConcurrentHashMap<>();

  private final Guard guard;
  private final boolean hasStandardFields;
  private final int environmentId;
  private final byte[] token;

  private Endpoint(
      SystemDefinition system,
      Integration integration,
      Environment environment,
      Guard guard,
      String token) {
    this.integration = integration;
    this.zone = system.timeZone();
    this.salt = system.pages().salt();
    this.mapping = Mapping.of(integration, zone, salt);
    this.guard = guard;
    this.hasStandardFields =
        integration
            .receiving()
            .signature()
            .flatMap(one -> one.scheme().signature())
            .filter(SignatureScheme.StandardWebhooks.class::isInstance)
            .isPresent();
    this.environmentId = environment.id();
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /// @param box opens the secrets that its senders sign with
  /// @param uses notes with which of them a call is proved
  /// @param accessTokens checks those that OAuth2 clients show
  static Endpoint of(
      SystemDefinition system,
      Integration integration,
      Environment environment,
      String token,
      SecretBox box,
      SecretUses uses,
      AccessTokens accessTokens) {
    Guard guard = Guard.of(integration, environment.key(), box, uses, accessTokens);
    return new Endpoint(system, integration, environment, guard, token);
  }

  /// Header fields of a request, those that are signed under whichever name they may have.
  Function<String, @Nullable String> fields(Posted posted) {
    return hasStandardFields ? StandardFields.of(posted.headers()) : posted.headers();
  }

  /// A place that is not called by a token, for what is taken once more.
  static Endpoint withoutToken(
      SystemDefinition system, Integration integration, Environment environment) {
    return new Endpoint(system, integration, environment, Guard.NONE, "");
  }

  /// Whether payloads of what is refused are kept.
  boolean keepsRejected() {
    return integration.keepRejected();
  }

  boolean hasToken(String presented) {
    return MessageDigest.isEqual(presented.getBytes(StandardCharsets.UTF_8), token);
  }

  /// Whether it would be the same if it were built from these.
  boolean isBuiltFrom(SystemDefinition systemNow, Integration now) {
    return integration.equals(now)
        && zone.equals(systemNow.timeZone())
        && salt.equals(systemNow.pages().salt());
  }

  /// Who may send.
  Guard guard() {
    return guard;
  }

  /// How often requests may come.
  Receiving.Rates rates() {
    return integration.receiving().rates();
  }

  Mapping mapping() {
    return mapping;
  }

  /// The same mapping for calls of a wire format.
  Mapping mapping(WireFormat format) {
    return inFormats.computeIfAbsent(
        format,
        it ->
            Mapping.of(
                integration.identifier(),
                integration.properties(),
                zone,
                salt,
                it.of(integration.receiving())));
  }

  int environmentId() {
    return environmentId;
  }

  int integrationId() {
    return integration.id();
  }
}
