package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import dev.muster.signature.SignatureScheme;
import dev.muster.signature.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Giving endpoints the secrets that their senders sign with. Needs the role editor. Several count
/// at once, so that a sender can change to another without a request being refused in between.
public final class EndpointSecrets {

  private static final int LENGTH_MAX = 1_024;
  private static final int HINT_LENGTH = 4;

  private final CatalogStore store;

  EndpointSecrets(CatalogStore store) {
    this.store = store;
  }

  /// Adds a secret.
  ///
  /// @param secret as the sender shows it
  /// @param box closes it
  /// @throws CatalogException `not-found`, `limit`; `already-exists`; `invalid` if it cannot be one
  ///   of the integration's scheme, or that takes none
  public EndpointSecret add(
      Actor actor,
      String systemKey,
      String key,
      String environmentKey,
      String secret,
      SecretBox box) {
    AtomicReference<EndpointSecret> made = new AtomicReference<>();
    store.commit(
        actor,
        Role.EDITOR,
        "integration.add-secret",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Integration before = edit.integration(system, key);
          edit.environment(system, environmentKey);
          check(edit.checks(), before, secret.strip());
          if (before.secretsOf(environmentKey).stream()
              .anyMatch(one -> one.open(box).equals(Optional.of(secret.strip())))) {
            throw new CatalogException(
                Code.ALREADY_EXISTS,
                "the endpoint has this secret already; nothing is to be added");
          }
          edit.room(
              before.secretsOf(environmentKey).size(),
              EndpointSecret.MAX,
              "secrets for this endpoint; remove the one that its sender no longer uses");
          EndpointSecret added =
              new EndpointSecret(
                  edit.newId(),
                  environmentKey,
                  hint(secret.strip()),
                  box.close(EndpointSecret.PURPOSE, secret.strip()),
                  edit.at(),
                  actor.name());
          List<EndpointSecret> all = new ArrayList<>(before.secrets());
          all.add(added);
          made.set(added);
          edit.add(new Step.PutIntegration(systemKey, before.withSecrets(all)));
        });
    return made.get();
  }

  /// Of a short one nothing is shown.
  private static String hint(String secret) {
    return secret.length() < 4 * HINT_LENGTH ? "" : secret.substring(secret.length() - HINT_LENGTH);
  }

  private static void check(Checks checks, Integration integration, String secret) {
    Optional<SignatureScheme> scheme =
        integration.receiving().signature().flatMap(signature -> signature.scheme().signature());
    if (scheme.isEmpty()) {
      checks.wrong(
          "secret",
          "is of no use: integration "
              + integration.key()
              + " checks no signature with a secret of its own; set receiving.signature first");
    } else if (secret.length() > LENGTH_MAX) {
      checks.wrong("secret", "is longer than " + LENGTH_MAX + " characters");
    } else {
      try {
        Verifier _ = Verifier.of(scheme.get(), List.of(secret), Verifier.TOLERANCE);
      } catch (IllegalArgumentException wrong) {
        checks.wrong("secret", "does not fit: " + wrong.getMessage());
      }
    }
    checks.done("the secret");
  }

  /// Removes a secret: what is signed with it is refused from now on.
  ///
  /// @param id [EndpointSecret#id]
  /// @throws CatalogException `not-found`
  public void remove(Actor actor, String systemKey, String key, int id) {
    store.commit(
        actor,
        Role.EDITOR,
        "integration.remove-secret",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Integration before = edit.integration(system, key);
          List<EndpointSecret> left =
              before.secrets().stream().filter(one -> one.id() != id).toList();
          if (left.size() == before.secrets().size()) {
            throw new CatalogException(
                Code.NOT_FOUND, "integration " + key + " has no secret " + id);
          }
          edit.add(new Step.PutIntegration(systemKey, before.withSecrets(left)));
        });
  }
}
