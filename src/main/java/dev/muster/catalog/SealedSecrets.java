package dev.muster.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How many secrets a catalog keeps closed, of whatever kind, and how many of them a key opens.
///
/// @param all how many there are
/// @param closed how many of them stay closed
public record SealedSecrets(int all, int closed) {

  /// Tries each.
  public static SealedSecrets of(Catalog catalog, SecretBox box) {
    List<Function<SecretBox, Optional<String>>> secrets = new ArrayList<>();
    for (SystemDefinition system : catalog.systems().values()) {
      for (Environment environment : system.environments()) {
        environment.verification().secrets().forEach(one -> secrets.add(one::open));
        environment.webhooks().values().stream()
            .flatMap(webhook -> webhook.secrets().stream())
            .forEach(one -> secrets.add(one::open));
      }
      for (Integration integration : system.integrations().values()) {
        integration.secrets().forEach(one -> secrets.add(one::open));
        integration.alerts().values().stream()
            .flatMap(alerting -> alerting.settings().webhook().stream())
            .forEach(one -> secrets.add(one::open));
        integration.schedules().values().stream()
            .map(Schedule::source)
            .filter(Schedule.Bucket.class::isInstance)
            .map(Schedule.Bucket.class::cast)
            .forEach(one -> secrets.add(one::open));
      }
    }
    long closed = secrets.stream().filter(one -> one.apply(box).isEmpty()).count();
    return new SealedSecrets(secrets.size(), Math.toIntExact(closed));
  }
}
