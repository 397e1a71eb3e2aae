package dev.muster.catalog;

/// Who somebody is to an identity provider (OpenID Connect Core, 5.7: only issuer and subject
/// together are stable and unique).
///
/// @param issuer the provider's `iss`
/// @param subject its `sub`
public record OidcSubject(String issuer, String subject) {}
