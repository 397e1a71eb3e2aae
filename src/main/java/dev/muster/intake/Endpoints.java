package dev.muster.intake;

import dev.muster.catalog.AccessKey;
import dev.muster.catalog.AccessTokens;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.EndpointSecret;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Receiving;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where deliveries can be sent, by token. Looking one up is safe for use by many threads and never
/// waits.
public final class Endpoints {

  private final SecretBox box;
  private final AccessTokens accessTokens;
  private final SecretUses uses = new SecretUses();

  /// By [AccessKey#selector] of the token.
  private volatile Map<String, Endpoint> bySelector = Map.of();

  private volatile boolean anyLimited;

  /// @param box opens the secrets that senders sign with
  /// @param accessTokens checks those that OAuth2 clients show
  public Endpoints(SecretBox box, AccessTokens accessTokens) {
    this.box = box;
    this.accessTokens = accessTokens;
  }

  /// Takes up a catalog; to be registered with [dev.muster.catalog.CatalogStore#onChange]. Compiles
  /// the endpoints that the change concerns and keeps the others. By one thread at a time.
  public void rebuild(Catalog catalog) {
    Map<String, Endpoint> before = bySelector;
    Map<String, Endpoint> now = new HashMap<>();
    for (SystemDefinition system : catalog.systems().values()) {
      for (Integration integration : system.integrations().values()) {
        integration
            .endpointTokens()
            .forEach((environmentKey, token) -> {
              Environment environment = system.environment(environmentKey).orElseThrow();
              String selector = AccessKey.selector(token);
              Endpoint known = before.get(selector);
              boolean same =
                  known != null && known.hasToken(token) && known.isBuiltFrom(system, integration);
              now.put(
                  selector,
                  same
                      ? known
                      : Endpoint.of(
                          system, integration, environment, token, box, uses, accessTokens));
            });
      }
    }
    bySelector = Map.copyOf(now);
    anyLimited = now.values().stream().anyMatch(one -> !one.rates().equals(Receiving.Rates.NONE));
  }

  /// Whether there is an endpoint with a limit of its own.
  boolean isAnyLimited() {
    return anyLimited;
  }

  /// When calls were last proved with each secret.
  public SecretUses secretUses() {
    return uses;
  }

  /// Why no call can be proved with a secret of an integration, in words that follow a colon; empty
  /// if one can, or nothing has to be proved.
  public Optional<String> trouble(Integration integration, EndpointSecret secret) {
    return Guard.trouble(integration, secret, box);
  }

  /// Whether every call to an endpoint is refused, since it has to be signed and there is no secret
  /// that can be used.
  public boolean isSecretMissing(Integration integration, String environment) {
    return integration.receiving().signature().flatMap(one -> one.scheme().signature()).isPresent()
        && integration.secretsOf(environment).stream()
            .allMatch(secret -> trouble(integration, secret).isPresent());
  }

  AccessTokens accessTokens() {
    return accessTokens;
  }

  /// @param token as the sender gave it; compared in constant time
  Optional<Endpoint> find(String token) {
    return Optional.ofNullable(bySelector.get(AccessKey.selector(token)))
        .filter(endpoint -> endpoint.hasToken(token));
  }
}
