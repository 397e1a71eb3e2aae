package dev.muster.catalog;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Somebody who may sign in to the console.
///
/// @param id names the person in paths; never used again
/// @param email as it was written; unique without regard to case
/// @param name for people
/// @param role what they may do
/// @param passwordHash in the PHC string format (see [Passwords]); empty without a password
/// @param oidc by whom an identity provider knows them; empty if none does
/// @param createdAt to the millisecond
/// @param lastSignInAt empty if they never did
/// @param version more with each change, but not with a sign-in
public record Person(
    String id,
    String email,
    String name,
    Role role,
    Optional<String> passwordHash,
    Optional<OidcSubject> oidc,
    Instant createdAt,
    Optional<Instant> lastSignInAt,
    long version) {

  /// Two e-mail addresses are the same person's if these are equal.
  public static String folded(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  /// Whether they have come in: they have a password, or an identity provider knows them.
  public boolean canSignIn() {
    return passwordHash.isPresent() || oidc.isPresent();
  }

  /// This person as one who does something.
  ///
  /// @param source the address that they came from
  public Actor actor(String source) {
    return new Actor(email, role, source);
  }

  Person with(String otherName, Role otherRole) {
    return new Person(
        id, email, otherName, otherRole, passwordHash, oidc, createdAt, lastSignInAt, version + 1);
  }

  Person withPassword(String hash) {
    return new Person(
        id, email, name, role, Optional.of(hash), oidc, createdAt, lastSignInAt, version + 1);
  }

  Person withOidc(OidcSubject subject) {
    return new Person(
        id,
        email,
        name,
        role,
        passwordHash,
        Optional.of(subject),
        createdAt,
        lastSignInAt,
        version + 1);
  }

  Person signedInAt(Instant at) {
    return new Person(
        id, email, name, role, passwordHash, oidc, createdAt, Optional.of(at), version);
  }

  /// Without the hash, so that it ends up in no log.
  @Override
  public String toString() {
    return "Person[" + id + "]";
  }
}
