package dev.muster.web;

import java.nio.file.Path;

/// The files for TLS, read again when they change.
///
/// @param certificate PEM: the server's certificate first, then those between it and the root
/// @param key PEM: PKCS#8, without a password
public record Tls(Path certificate, Path key) {}
