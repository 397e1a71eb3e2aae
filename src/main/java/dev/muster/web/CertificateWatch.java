package dev.muster.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a new certificate and key into use when their files change. Looks at the files now and
/// then, since they may be links that an orchestrator turns, which file-system events miss.
final class CertificateWatch {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

  /// How often the files are looked at.
  static final Duration LOOK = Duration.ofSeconds(2);

  private record Stamp(Object fileKey, long bytes, long modifiedMillis) {}

  private final Tls tls;
  private final HttpServer server;
  private List<Stamp> seen;

  /// @param server any of the listeners; they share the key
  CertificateWatch(Tls tls, HttpServer server) throws IOException {
    this.tls = tls;
    this.server = server;
    this.seen = stamps();
  }

  /// The pair, read now.
  static PemKeyCertOptions read(Tls tls) throws IOException {
    return new PemKeyCertOptions()
        .setCertValue(Buffer.buffer(Files.readAllBytes(tls.certificate())))
        .setKeyValue(Buffer.buffer(Files.readAllBytes(tls.key())));
  }

  /// Looks at the files, and takes them into use if they are not those that were seen last. A pair
  /// that does not fit together (one of the two is not written yet) changes nothing.
  synchronized void look() {
    try {
      List<Stamp> now = stamps();
      if (now.equals(seen)) {
        return;
      }
      server
          .updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(read(tls)))
          .onSuccess(_ -> LOG.info("the TLS certificate was read again"))
          .onFailure(e -> LOG.warn("the TLS certificate stays as it was: {}", e.getMessage()));
      seen = now;
    } catch (IOException e) {
      LOG.warn("the TLS certificate cannot be read, it stays as it was: {}", e.toString());
    }
  }

  private List<Stamp> stamps() throws IOException {
    return List.of(stamp(tls.certificate()), stamp(tls.key()));
  }

  private static Stamp stamp(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Object key = attributes.fileKey();
    return new Stamp(
        key == null ? "" : key, attributes.size(), attributes.lastModifiedTime().toMillis());
  }
}
