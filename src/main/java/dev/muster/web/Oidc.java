package dev.muster.web;

import dev.muster.catalog.Role;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Single sign-on with an identity provider that speaks OpenID Connect.
///
/// @param issuer under which its discovery document is found
/// @param clientId by which it knows this server
/// @param clientSecret empty for a public client
/// @param name what the button says
/// @param domains of e-mail addresses whose owners may come in without an invitation, in lower case
/// @param role what they may do then
public record Oidc(
    URI issuer,
    String clientId,
    Optional<String> clientSecret,
    String name,
    List<String> domains,
    Role role) {

  /// Copies the list.
  public Oidc {
    domains = domains.stream().map(one -> one.toLowerCase(Locale.ROOT)).toList();
  }

  /// The role of somebody new with this address; empty if they have to be invited.
  public Optional<Role> roleOf(String email) {
    String domain = email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    return domains.contains(domain) ? Optional.of(role) : Optional.empty();
  }

  /// Holds no secret.
  @Override
  public String toString() {
    return "Oidc[" + issuer + "]";
  }
}
