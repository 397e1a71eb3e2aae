package dev.muster.intake;

import static java.util.Objects.requireNonNull;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Where a token leads: an integration in an environment, with its mapping.
final class Endpoint {

  private final Integration integration;
  private final ZoneId zone;
  private final Optional<String> salt;
  private final Mapping mapping;
  private final Map<Analytics, Mapping> ofAnalytics = new EnumMap<>(Analytics.class);
  private final Guard guard;
  private final int environmentId;
  private final byte[] token;

  /// @param box opens the secrets that its senders sign with
  Endpoint(
      SystemDefinition system,
      Integration integration,
      Environment environment,
      String token,
      SecretBox box) {
    this.integration = integration;
    this.zone = system.timeZone();
    this.salt = system.pages().salt();
    this.mapping = Mapping.of(integration, zone, salt);
    for (Analytics call : Analytics.values()) {
      ofAnalytics.put(
          call,
          Mapping.of(
              integration.identifier(),
              integration.properties(),
              zone,
              salt,
              call.of(integration.receiving())));
    }
    this.guard = Guard.of(integration, environment.key(), box);
    this.environmentId = environment.id();
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /// A place that is not called by a token, for what is taken once more.
  static Endpoint withoutToken(
      SystemDefinition system, Integration integration, Environment environment) {
    return new Endpoint(system, integration, environment, "", SecretBox.passing());
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

  Mapping mapping() {
    return mapping;
  }

  /// The same mapping for the calls of analytics SDKs.
  Mapping mapping(Analytics call) {
    return requireNonNull(ofAnalytics.get(call));
  }

  int environmentId() {
    return environmentId;
  }

  int integrationId() {
    return integration.id();
  }
}
