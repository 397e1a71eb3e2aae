package dev.muster.web.api;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Publication;
import dev.muster.catalog.Verification;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An environment as it is written.
record EnvironmentView(
    String key,
    String name,
    String clientKey,
    @Nullable String previousClientKey,
    List<String> allowedOrigins,
    VerificationView verification,
    @Nullable Integer publication,
    long version) {

  /// Whether pages have to prove whose segments they ask for.
  record VerificationView(boolean required, List<SecretView> secrets) {
    static VerificationView of(Verification verification) {
      return new VerificationView(
          verification.required(),
          verification.secrets().stream()
              .map(one -> new SecretView(one.id(), one.createdAt(), one.createdBy()))
              .toList());
    }
  }

  /// A secret without what is secret of it.
  record SecretView(String id, Instant createdAt, String createdBy) {}

  /// @param version of the system, which each change of one of its environments raises
  static EnvironmentView of(Environment environment, long version) {
    return new EnvironmentView(
        environment.key(),
        environment.name(),
        environment.clientKey(),
        environment.previousKey().orElse(null),
        environment.origins().patterns(),
        VerificationView.of(environment.verification()),
        environment.live().map(Publication::version).orElse(null),
        version);
  }
}
