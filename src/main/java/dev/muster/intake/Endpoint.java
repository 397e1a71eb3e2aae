package dev.muster.intake;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneId;

/// Where a token leads: an integration in an environment, with its mapping.
final class Endpoint {

  private final Integration integration;
  private final ZoneId zone;
  private final Mapping mapping;
  private final int environmentId;
  private final byte[] token;

  Endpoint(Integration integration, ZoneId zone, Environment environment, String token) {
    this(integration, zone, Mapping.of(integration, zone), environment.id(), token);
  }

  private Endpoint(
      Integration integration, ZoneId zone, Mapping mapping, int environmentId, String token) {
    this.integration = integration;
    this.zone = zone;
    this.mapping = mapping;
    this.environmentId = environmentId;
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /// A place that is not called by a token, for what is taken once more.
  static Endpoint withoutToken(Integration integration, ZoneId zone, Environment environment) {
    return new Endpoint(integration, zone, environment, "");
  }

  /// Whether payloads of what is refused are kept.
  boolean keepsRejected() {
    return integration.keepRejected();
  }

  boolean hasToken(String presented) {
    return MessageDigest.isEqual(presented.getBytes(StandardCharsets.UTF_8), token);
  }

  /// Whether it would be the same if it were built from these.
  boolean isBuiltFrom(Integration now, ZoneId zoneNow) {
    return integration.equals(now) && zone.equals(zoneNow);
  }

  Mapping mapping() {
    return mapping;
  }

  int environmentId() {
    return environmentId;
  }

  int integrationId() {
    return integration.id();
  }
}
