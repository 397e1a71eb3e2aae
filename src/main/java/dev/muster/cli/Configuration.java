package dev.muster.cli;

import dev.muster.embedded.EngineOptions;
import dev.muster.embedded.EngineOptions.Checkpointing;
import dev.muster.embedded.EngineOptions.Keeping;
import dev.muster.embedded.EngineOptions.Retention;
import dev.muster.intake.IntakeRates;
import dev.muster.mailing.MailServer;
import dev.muster.outgoing.OutgoingOptions;
import dev.muster.storage.KeptLimits;
import dev.muster.upload.UploadLimits;
import dev.muster.web.Oidc;
import dev.muster.web.ServeOptions;
import dev.muster.web.ServeOptions.Limits;
import dev.muster.web.ServeOptions.PageLoadRate;
import dev.muster.web.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is set, read as one: what settings say together, and whether they go together. Each throws
/// [BadSettingException] that says which do not.
final class Configuration {

  private Configuration() {}

  /// How the server listens and what it puts up with.
  static ServeOptions web(Settings settings) throws BadSettingException {
    Limits standard = Limits.DEFAULT;
    return new ServeOptions(
        settings.get(ServeSettings.HOST),
        settings.get(ServeSettings.PORT),
        settings.find(ServeSettings.PUBLIC_URL),
        tls(settings),
        settings.find(ServeSettings.TRUSTED_PROXIES).orElse(List.of()),
        settings.find(ServeSettings.ADMIN_TOKEN),
        settings.get(ServeSettings.METRICS_OPEN),
        settings.get(ServeSettings.TRANSPORT),
        new Limits(
            Math.toIntExact(settings.get(ServeSettings.BODY_MAX)),
            standard.bodiesBytesMax(),
            settings.get(ServeSettings.CONNECTIONS_MAX),
            standard.uriBytesMax(),
            standard.headerBytesMax(),
            settings.get(ServeSettings.HEAD_TIMEOUT),
            settings.get(ServeSettings.BODY_TIMEOUT),
            settings.get(ServeSettings.IDLE_TIMEOUT),
            new PageLoadRate(
                settings.get(ServeSettings.PAGE_LOAD_RATE),
                settings.get(ServeSettings.PAGE_LOAD_RATE_EXEMPT)),
            new IntakeRates(
                settings.get(ServeSettings.DELIVERY_RATE),
                settings.get(ServeSettings.DELIVERY_SOURCE_RATE),
                settings.get(ServeSettings.DELIVERY_REFUSED_RATE)),
            settings.get(ServeSettings.EVENT_STREAMS_MAX),
            settings.get(ServeSettings.STOP_TIMEOUT)),
        oidc(settings),
        mail(settings));
  }

  private static Optional<MailServer> mail(Settings settings) throws BadSettingException {
    Optional<String> host = settings.find(ServeSettings.SMTP_HOST);
    Optional<String> from = settings.find(ServeSettings.MAIL_FROM);
    if (host.isPresent() != from.isPresent()) {
      throw new BadSettingException("smtp-host and mail-from are needed both, or neither");
    }
    Optional<String> user = settings.find(ServeSettings.SMTP_USER);
    Optional<String> password = settings.find(ServeSettings.SMTP_PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      throw new BadSettingException("smtp-user and smtp-password are needed both, or neither");
    }
    if (host.isEmpty()) {
      if (user.isPresent()) {
        throw new BadSettingException("smtp-user is set, but smtp-host is not");
      }
      return Optional.empty();
    }
    MailServer.Security security = settings.get(ServeSettings.SMTP_SECURITY);
    boolean local = host.get().matches("localhost|127\\.[0-9.]+|::1");
    if (user.isPresent() && security == MailServer.Security.NONE && !local) {
      throw new BadSettingException(
          "smtp-security: none would send smtp-password so that anybody between can read it");
    }
    return Optional.of(
        new MailServer(
            host.get(),
            settings.find(ServeSettings.SMTP_PORT).orElse(security.port()),
            security,
            user.map(name -> new MailServer.Login(name, password.orElseThrow())),
            from.orElseThrow()));
  }

  private static Optional<Oidc> oidc(Settings settings) throws BadSettingException {
    Optional<URI> issuer = settings.find(ServeSettings.OIDC_ISSUER);
    Optional<String> clientId = settings.find(ServeSettings.OIDC_CLIENT_ID);
    if (issuer.isPresent() != clientId.isPresent()) {
      throw new BadSettingException("oidc-issuer and oidc-client-id are needed both, or neither");
    }
    if (issuer.isEmpty()) {
      return Optional.empty();
    }
    boolean local = issuer.get().getHost().matches("localhost|127\\.[0-9.]+|\\[::1]");
    if (!"https".equals(issuer.get().getScheme()) && !local) {
      throw new BadSettingException(
          "oidc-issuer: " + issuer.get() + " is not HTTPS, so anybody between could let people in");
    }
    return Optional.of(
        new Oidc(
            issuer.get(),
            clientId.orElseThrow(),
            settings.find(ServeSettings.OIDC_CLIENT_SECRET),
            settings.get(ServeSettings.OIDC_NAME),
            settings.find(ServeSettings.OIDC_DOMAINS).orElse(List.of()),
            settings.get(ServeSettings.OIDC_ROLE)));
  }

  /// How the data is kept.
  static EngineOptions engine(Settings settings) throws BadSettingException {
    return EngineOptions.in(settings.get(ServeSettings.DATA))
        .withQueueMax(settings.get(ServeSettings.QUEUE_MAX))
        .withCheckpoints(
            new Checkpointing(
                settings.get(ServeSettings.CHECKPOINT_EVERY),
                settings.get(ServeSettings.CHECKPOINT_LOG),
                settings.get(ServeSettings.CHECKPOINT_SPEED)))
        .withDeliveries(
            new Retention(
                settings.get(ServeSettings.DELIVERIES_KEPT),
                settings.get(ServeSettings.DELIVERIES_LOG_MAX)))
        .withPayloads(
            KeptLimits.DEFAULT
                .withTime(settings.get(ServeSettings.REJECTED_KEPT))
                .withBytesMax(settings.get(ServeSettings.REJECTED_MAX)))
        .withKeeping(
            new Keeping(
                settings.get(ServeSettings.ACTIVITY_DAYS),
                settings.get(ServeSettings.SEGMENT_SIZES_DAYS),
                settings.get(ServeSettings.AUDIT_KEPT),
                settings.get(ServeSettings.DELIVERY_IDS_MAX)))
        .withUploads(
            UploadLimits.DEFAULT
                .withBytesMax(settings.get(ServeSettings.UPLOAD_MAX))
                .withKept(
                    settings.get(ServeSettings.UPLOADS_KEPT),
                    settings.get(ServeSettings.UPLOADS_REMEMBERED))
                .withImportFolder(settings.find(ServeSettings.IMPORT_FOLDER)))
        .withOutgoing(
            new OutgoingOptions(
                settings.find(ServeSettings.WEBHOOK_TARGETS_ALLOWED).orElse(List.of()),
                settings.get(ServeSettings.WEBHOOK_SWEEP_EVERY),
                settings.get(ServeSettings.WEBHOOK_WAITING_MAX)));
  }

  private static Optional<Tls> tls(Settings settings) throws BadSettingException {
    Optional<Path> certificate = settings.find(ServeSettings.TLS_CERT);
    Optional<Path> key = settings.find(ServeSettings.TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw new BadSettingException("tls-cert and tls-key are needed both, or neither");
    }
    return certificate.map(file -> new Tls(file, key.orElseThrow()));
  }
}
