package dev.muster.web.api;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Environments;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The places where a system's application runs.
final class EnvironmentsResource {

  private final CatalogStore catalog;
  private final SecretBox box;
  private final Lookup lookup;

  EnvironmentsResource(CatalogStore catalog, SecretBox box) {
    this.catalog = catalog;
    this.box = box;
    this.lookup = new Lookup(catalog);
  }

  private record Sent(String key, String name) {}

  Answer list(Request request) {
    SystemDefinition system = lookup.system(request);
    return Answer.of(
        request
            .page()
            .cut(
                system.environments(),
                Environment::id,
                Integer::valueOf,
                one -> EnvironmentView.of(one, system.version())));
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    Environment made =
        catalog.environments().add(request.actor(), request.system(), sent.key(), sent.name());
    long version = lookup.system(request).version();
    return Answer.created(
            "/api/v1/systems/" + request.system() + "/environments/" + made.key(),
            EnvironmentView.of(made, version))
        .versioned(version);
  }

  Answer read(Request request) {
    SystemDefinition system = lookup.system(request);
    return answer(lookup.environment(system, request.environment()), system);
  }

  private static Answer answer(Environment environment, SystemDefinition system) {
    return Answer.of(EnvironmentView.of(environment, system.version())).versioned(system.version());
  }

  private record Changed(
      @Nullable String key,
      @Nullable String name,
      @Nullable List<String> allowedOrigins,
      @Nullable Boolean verificationRequired) {}

  Answer change(Request request) {
    Environment before = lookup.environment(lookup.system(request), request.environment());
    Changed sent = request.as(Changed.class);
    if (sent.key() != null && !sent.key().equals(before.key())) {
      throw Problems.invalid(
          List.of(new FieldError("key", "cannot be changed; it is \"" + before.key() + "\"")));
    }
    Environment changed =
        catalog
            .environments()
            .update(
                request.actor(),
                request.system(),
                before.key(),
                Optional.ofNullable(sent.name()),
                Optional.ofNullable(sent.allowedOrigins()),
                Optional.ofNullable(sent.verificationRequired()),
                request.expected());
    return answer(changed, lookup.system(request));
  }

  Answer delete(Request request) {
    catalog
        .environments()
        .remove(request.actor(), request.system(), request.environment(), request.confirmed());
    return new Answer.Nothing();
  }

  Answer rotateClientKey(Request request) {
    Environment changed =
        catalog
            .environments()
            .rotateClientKey(
                request.actor(),
                request.system(),
                request.environment(),
                request.asked("keepOld").map(Boolean::valueOf).orElse(false));
    return answer(changed, lookup.system(request));
  }

  Answer retirePreviousKey(Request request) {
    Environment changed =
        catalog
            .environments()
            .retirePreviousKey(request.actor(), request.system(), request.environment());
    return answer(changed, lookup.system(request));
  }

  /// @param secret told this once
  private record MadeSecret(String id, String secret) {}

  Answer addSecret(Request request) {
    Environments.NewSecret made =
        catalog
            .environments()
            .addSecret(request.actor(), request.system(), request.environment(), box);
    return Answer.created(
        "/api/v1/systems/"
            + request.system()
            + "/environments/"
            + request.environment()
            + "/verification-secrets/"
            + made.id(),
        new MadeSecret(made.id(), made.secret()));
  }

  Answer removeSecret(Request request) {
    catalog
        .environments()
        .removeSecret(
            request.actor(), request.system(), request.environment(), request.in("secret"));
    return new Answer.Nothing();
  }
}
