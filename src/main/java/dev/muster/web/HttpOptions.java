package dev.muster.web;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.util.List;

/// What we ask of the HTTP library.
final class HttpOptions {
  private static final int ACCEPT_BACKLOG = 1024;

  private HttpOptions() {}

  /// @throws IOException if the certificate cannot be read
  static HttpServerOptions of(ServeOptions options) throws IOException {
    ServeOptions.Limits limits = options.limits();
    // A negative port is a free one that all listeners share; 0 would give each its own.
    HttpServerOptions http =
        new HttpServerOptions()
            .setHost(options.host())
            .setPort(options.port() == 0 ? -1 : options.port())
            .setAcceptBacklog(ACCEPT_BACKLOG)
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true)
            .setMaxInitialLineLength(limits.uriBytesMax())
            .setMaxHeaderSize(limits.headerBytesMax())
            .setHttp2ClearTextEnabled(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false);
    http.getInitialSettings().setMaxHeaderListSize(limits.headerBytesMax());
    if (options.tls().isPresent()) {
      http.setSsl(true)
          .setUseAlpn(true)
          .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
          .setKeyCertOptions(CertificateWatch.read(options.tls().get()));
    }
    return http;
  }
}
