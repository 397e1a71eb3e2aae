package dev.muster.cli;

import dev.muster.catalog.Rate;
import dev.muster.catalog.Role;
import dev.muster.embedded.EngineOptions.Keeping;
import dev.muster.intake.IntakeLimits;
import dev.muster.mailing.MailServer;
import dev.muster.outgoing.OutgoingOptions;
import dev.muster.signature.AddressRange;
import dev.muster.web.ServeOptions;
import dev.muster.web.ServeOptions.Limits;
import dev.muster.web.ServeOptions.PageLoadRate;
import dev.muster.web.ServeOptions.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What `serve` can be told.
final class ServeSettings {
  static final Setting<String> HOST =
      Setting.of(
          "host",
          "ADDRESS",
          "127.0.0.1",
          Values::host,
          "The address to listen on; 0.0.0.0 for every network interface. Use TLS, or a proxy that"
              + " does, for whatever comes from outside.");
  static final Setting<Integer> PORT =
      Setting.of("port", "PORT", "8080", Values::port, "The port; 0 picks a free one.");
  static final Setting<Path> DATA =
      Setting.of(
          "data", "DIR", "./data", Values::path, "Where everything is stored; made if missing.");
  static final Setting<Path> SECRET_KEY =
      Setting.optional(
          "secret-key",
          "FILE",
          Values::path,
          "The key that secrets and payloads are kept encrypted with, made at the first start. Where"
              + " nothing is set, it is beside the data directory: data.key for data. Without it they"
              + " cannot be opened again, and backups do not have it: keep a copy.");
  static final Setting<URI> PUBLIC_URL =
      Setting.optional(
          "public-url",
          "URL",
          Values::origin,
          "How clients reach this server, for the endpoints that it shows. Without it the address of"
              + " each request is taken.");
  static final Setting<Path> TLS_CERT =
      Setting.optional(
          "tls-cert",
          "FILE",
          Values::path,
          "Serve HTTPS and HTTP/2 with this certificate chain (PEM); read again when it changes.");
  static final Setting<Path> TLS_KEY =
      Setting.optional(
          "tls-key", "FILE", Values::path, "The certificate's private key (PEM, PKCS#8).");
  static final Setting<List<AddressRange>> TRUSTED_PROXIES =
      Setting.optional(
          "trusted-proxies",
          "CIDR,…",
          Values.list(AddressRange::of),
          "Proxies whose X-Forwarded-For, -Proto and -Host are believed.");
  static final Setting<Boolean> METRICS_OPEN =
      Setting.of(
          "metrics-open",
          "BOOLEAN",
          "false",
          Values::yesOrNo,
          "Whether /metrics is open to everybody. If not, it is open to this machine, and needs the"
              + " admin token from elsewhere.");
  static final Setting<Transport> TRANSPORT =
      Setting.of(
          "transport",
          "KIND",
          "epoll",
          Values.oneOf(Transport.class),
          "How sockets are driven: " + String.join(", ", Values.words(Transport.class)) + ".");
  static final Setting<Long> BODY_MAX =
      Setting.of(
          "body-max", "SIZE", "1MiB", Values.size(1 << 10, 16 << 20), "The largest request body.");
  static final Setting<Integer> CONNECTIONS_MAX =
      Setting.of(
          "connections-max",
          "COUNT",
          "10000",
          Values.count(1, 1_000_000),
          "How many connections may be open.");
  static final Setting<Duration> HEAD_TIMEOUT =
      Setting.of(
          "head-timeout",
          "TIME",
          "10s",
          Values::duration,
          "How long a client may take to send its first request's head.");
  static final Setting<Duration> BODY_TIMEOUT =
      Setting.of(
          "body-timeout",
          "TIME",
          "30s",
          Values::duration,
          "How long a client may take to send a body.");
  static final Setting<Duration> IDLE_TIMEOUT =
      Setting.of(
          "idle-timeout",
          "TIME",
          "75s",
          Values::duration,
          "How long a connection may stay without a request.");
  static final Setting<Integer> PAGE_LOAD_RATE =
      Setting.of(
          "page-load-rate",
          "COUNT",
          Integer.toString(PageLoadRate.DEFAULT.perMinute()),
          Values.count(0, 1_000_000),
          "How many page loads a minute one address may ask for with one client key (429 beyond); 0"
              + " for no limit. Those with a verified identifier are not counted.");
  static final Setting<List<AddressRange>> PAGE_LOAD_RATE_EXEMPT =
      Setting.of(
          "page-load-rate-exempt",
          "CIDR,…",
          "127.0.0.0/8,::1",
          Values.list(AddressRange::of),
          "Addresses that page-load-rate does not hold for, such as servers of yours that ask for"
              + " many users.");
  static final Setting<Optional<Rate>> DELIVERY_RATE =
      Setting.of(
          "delivery-rate",
          "RATE",
          "0",
          Values::rate,
          "How many requests a second each endpoint takes (429 beyond), such as 500, or 500:2000 for"
              + " 2,000 at once after a pause; otherwise ten seconds' worth come at once. 0 for no"
              + " limit. An array of objects is one request. An integration may have a lower one.");
  static final Setting<Optional<Rate>> DELIVERY_SOURCE_RATE =
      Setting.of(
          "delivery-source-rate",
          "RATE",
          "0",
          Values::rate,
          "The same for each address that sends to an endpoint.");
  static final Setting<Optional<Rate>> DELIVERY_REFUSED_RATE =
      Setting.of(
          "delivery-refused-rate",
          "RATE",
          "20:200",
          Values::rate,
          "How many requests of one address to an endpoint are refused and recorded that are not"
              + " proved to be the sender's, or too large; those beyond get a 429 and are not"
              + " recorded. 0 for all.");
  static final Setting<Integer> EVENT_STREAMS_MAX =
      Setting.of(
          "event-streams-max",
          "COUNT",
          Integer.toString(Limits.DEFAULT.eventStreamsMax()),
          Values.count(0, 1_000_000),
          "How many pages and apps may listen for changes at the same time (503 beyond); at most half"
              + " of connections-max, and 20 for one user.");
  static final Setting<Duration> STOP_TIMEOUT =
      Setting.of(
          "stop-timeout",
          "TIME",
          "10s",
          Values::duration,
          "How long requests that are being served are waited for when the server stops.");
  static final Setting<Integer> QUEUE_MAX =
      Setting.of(
          "queue-max",
          "COUNT",
          "20000",
          // A batch waits whole: with room for less than the largest, it would be refused for ever.
          Values.count(IntakeLimits.DEFAULT.batchMax(), 1_000_000),
          "How many updates may wait to be written before senders are told to come again (503); at"
              + " least a whole batch.");
  static final Setting<Duration> CHECKPOINT_EVERY =
      Setting.of(
          "checkpoint-every",
          "TIME",
          "10m",
          Values::duration,
          "How long at most a change waits for a checkpoint that includes it.");
  static final Setting<Long> CHECKPOINT_LOG =
      Setting.of(
          "checkpoint-log",
          "SIZE",
          "512MiB",
          Values.size(64 << 10, 1L << 40),
          "How much log at most is written between two checkpoints; bounds how long a start takes.");
  static final Setting<Long> CHECKPOINT_SPEED =
      Setting.of(
          "checkpoint-speed",
          "SIZE",
          "100MiB",
          Values.size(1 << 20, 1L << 40),
          "How many bytes of a checkpoint are written a second, beside the load.");
  static final Setting<Duration> DELIVERIES_KEPT =
      Setting.of(
          "deliveries-kept",
          "TIME",
          "7d",
          Values::duration,
          "How long deliveries can be looked up.");
  static final Setting<Integer> ACTIVITY_DAYS =
      Setting.of(
          "activity-days",
          "N",
          "396",
          Values.count(31, 3_660),
          "How many days of activity are kept, today among them; 396 are 13 months.");
  static final Setting<Long> DELIVERIES_LOG_MAX =
      Setting.of(
          "deliveries-log-max",
          "SIZE",
          "16GiB",
          Values.size(0, 1L << 50),
          "How much log is kept for looking up deliveries; beyond it the oldest go early.");
  static final Setting<Duration> REJECTED_KEPT =
      Setting.of(
          "rejected-kept",
          "TIME",
          "72h",
          Values::durationOrNever,
          "How long the payloads of rejected and partial deliveries are kept, to be looked at and"
              + " replayed; 0 for never. Each integration may say not to.");
  static final Setting<Long> REJECTED_MAX =
      Setting.of(
          "rejected-max",
          "SIZE",
          "1GiB",
          Values.size(1 << 20, 1L << 40),
          "How much of such payloads is kept; beyond it the oldest go early.");
  static final Setting<Integer> SEGMENT_SIZES_DAYS =
      Setting.of(
          "segment-sizes-days",
          "N",
          "90",
          Values.count(7, 3_660),
          "For how many days the sizes of live segments are kept, hour by hour.");
  static final Setting<Integer> DELIVERY_IDS_MAX =
      Setting.of(
          "delivery-ids-max",
          "COUNT",
          Integer.toString(Keeping.DEFAULT.deliveryIds()),
          Values.count(1_000, 50_000_000),
          "How many ids that senders gave to deliveries are remembered for their 24 hours, about 20"
              + " bytes of memory each, and twice as much again for the time of a start or a"
              + " checkpoint; of more, the oldest are forgotten early.");
  static final Setting<Optional<Duration>> AUDIT_KEPT =
      Setting.of(
          "audit-kept",
          "TIME",
          "forever",
          Values::auditKept,
          "How long the audit log is kept, 31 days or more; a month of it goes when its last day is so"
              + " old.");
  static final Setting<Duration> UPLOADS_KEPT =
      Setting.of(
          "uploads-kept",
          "TIME",
          "7d",
          Values::duration,
          "How long the refused rows of uploads are kept after their end, and what undoing them"
              + " needs.");
  static final Setting<Integer> UPLOADS_REMEMBERED =
      Setting.of(
          "uploads-remembered",
          "COUNT",
          "500",
          Values.count(1, 100_000),
          "How many uploads of each integration and environment are remembered when they are over;"
              + " those that can be undone are not counted.");
  static final Setting<Long> UPLOAD_MAX =
      Setting.of(
          "upload-max",
          "SIZE",
          "5GiB",
          Values.size(1 << 20, 1L << 40),
          "The largest CSV file that can be uploaded.");
  static final Setting<Path> IMPORT_FOLDER =
      Setting.optional(
          "import-folder",
          "DIR",
          Values::path,
          "Below which integrations may take CSV files by a schedule. Without it they take none from"
              + " folders.");
  static final Setting<List<AddressRange>> WEBHOOK_TARGETS_ALLOWED =
      Setting.optional(
          "webhook-targets-allowed",
          "CIDR,…",
          Values.list(AddressRange::of),
          "Addresses of the own network or machine that webhooks may call, and by http, such as"
              + " 10.1.0.0/16,127.0.0.1. Without it"
              + " they call the internet only, by https.");
  static final Setting<Duration> WEBHOOK_SWEEP_EVERY =
      Setting.of(
          "webhook-sweep-every",
          "TIME",
          "1m",
          Values::duration,
          "How often it is looked for end users who enter or leave segments only because time"
              + " passes.");
  static final Setting<Integer> WEBHOOK_WAITING_MAX =
      Setting.of(
          "webhook-waiting-max",
          "COUNT",
          Integer.toString(OutgoingOptions.DEFAULT.waitingMax()),
          Values.count(1_000, 10_000_000),
          "How many changes of segments may wait to be told to webhooks, 16 bytes each. Beyond it,"
              + " targets that fail lose the oldest, and for those that are slow later changes are"
              + " found later.");
  static final Setting<Logging.Format> LOG_FORMAT =
      Setting.of(
          "log-format",
          "KIND",
          "auto",
          Values.oneOf(Logging.Format.class),
          "The log on standard error: text, json, or auto (text on a terminal).");
  static final Setting<Boolean> ACCESS_LOG =
      Setting.of(
          "access-log",
          "BOOLEAN",
          "false",
          Values::yesOrNo,
          "Whether each request is logged (route, status and time; no addresses or identifiers).");
  static final Setting<String> ADMIN_TOKEN =
      Setting.secret(
          "admin-token",
          Values::adminToken,
          "A bearer token with the admin role, for automation; at least "
              + ServeOptions.ADMIN_TOKEN_CHARACTERS_MIN
              + " characters.");

  static final Setting<URI> OIDC_ISSUER =
      Setting.optional(
          "oidc-issuer",
          "URL",
          Values::url,
          "Sign in also at this OpenID Connect provider; its discovery document is read from there.");
  static final Setting<String> OIDC_CLIENT_ID =
      Setting.optional(
          "oidc-client-id",
          "ID",
          Values::line,
          "By which the provider knows this server; its redirect URI there is"
              + " <public-url>/api/v1/oidc/callback.");
  static final Setting<String> OIDC_CLIENT_SECRET =
      Setting.secret(
          "oidc-client-secret",
          Values::line,
          "The secret that the provider gave this server; none for a public client.");
  static final Setting<String> OIDC_NAME =
      Setting.of(
          "oidc-name",
          "NAME",
          "Single sign-on",
          Values::line,
          "What the button to sign in there says.");
  static final Setting<List<String>> OIDC_DOMAINS =
      Setting.optional(
          "oidc-domains",
          "DOMAIN,…",
          Values.list(Values::domain),
          "Whoever has a verified e-mail address of these domains may come in without an invitation.");
  static final Setting<Role> OIDC_ROLE =
      Setting.of(
          "oidc-role",
          "ROLE",
          "viewer",
          Values.oneOf(Role.class),
          "The role of whoever comes in by oidc-domains: "
              + String.join(", ", Values.words(Role.class))
              + ".");

  static final Setting<String> SMTP_HOST =
      Setting.optional(
          "smtp-host",
          "HOST",
          Values::hostName,
          "The mail server by which reports and alerts go out; needs mail-from. Without it none do.");
  static final Setting<Integer> SMTP_PORT =
      Setting.optional(
          "smtp-port",
          "PORT",
          Values.count(1, 65_535),
          "Its port; 587 with starttls, 465 with tls and 25 with none, where nothing else is set.");
  static final Setting<MailServer.Security> SMTP_SECURITY =
      Setting.of(
          "smtp-security",
          "KIND",
          "starttls",
          Values.oneOf(MailServer.Security.class),
          "How the connection to it is kept from others: "
              + String.join(", ", Values.words(MailServer.Security.class))
              + ". Its certificate has to be one that Java trusts.");
  static final Setting<String> SMTP_USER =
      Setting.optional(
          "smtp-user", "NAME", Values::line, "As whom to sign in there; nobody if not set.");
  static final Setting<String> SMTP_PASSWORD =
      Setting.secret("smtp-password", Values::line, "The password of smtp-user.");
  static final Setting<String> MAIL_FROM =
      Setting.optional(
          "mail-from",
          "ADDRESS",
          Values::sender,
          "Who sends the mails: muster@example.com, or Muster <muster@example.com>.");

  static final List<Setting<?>> ALL =
      List.of(
          HOST,
          PORT,
          DATA,
          SECRET_KEY,
          PUBLIC_URL,
          TLS_CERT,
          TLS_KEY,
          TRUSTED_PROXIES,
          METRICS_OPEN,
          TRANSPORT,
          BODY_MAX,
          CONNECTIONS_MAX,
          HEAD_TIMEOUT,
          BODY_TIMEOUT,
          IDLE_TIMEOUT,
          PAGE_LOAD_RATE,
          PAGE_LOAD_RATE_EXEMPT,
          DELIVERY_RATE,
          DELIVERY_SOURCE_RATE,
          DELIVERY_REFUSED_RATE,
          EVENT_STREAMS_MAX,
          STOP_TIMEOUT,
          QUEUE_MAX,
          CHECKPOINT_EVERY,
          CHECKPOINT_LOG,
          CHECKPOINT_SPEED,
          DELIVERIES_KEPT,
          DELIVERIES_LOG_MAX,
          DELIVERY_IDS_MAX,
          ACTIVITY_DAYS,
          SEGMENT_SIZES_DAYS,
          REJECTED_KEPT,
          REJECTED_MAX,
          AUDIT_KEPT,
          UPLOADS_KEPT,
          UPLOADS_REMEMBERED,
          UPLOAD_MAX,
          IMPORT_FOLDER,
          WEBHOOK_TARGETS_ALLOWED,
          WEBHOOK_SWEEP_EVERY,
          WEBHOOK_WAITING_MAX,
          LOG_FORMAT,
          ACCESS_LOG,
          ADMIN_TOKEN,
          OIDC_ISSUER,
          OIDC_CLIENT_ID,
          OIDC_CLIENT_SECRET,
          OIDC_NAME,
          OIDC_DOMAINS,
          OIDC_ROLE,
          SMTP_HOST,
          SMTP_PORT,
          SMTP_SECURITY,
          SMTP_USER,
          SMTP_PASSWORD,
          MAIL_FROM);

  /// Those that say how long something is kept, or how much of it.
  static final List<Setting<?>> KEEPING =
      List.of(
          DELIVERIES_KEPT,
          DELIVERIES_LOG_MAX,
          DELIVERY_IDS_MAX,
          ACTIVITY_DAYS,
          SEGMENT_SIZES_DAYS,
          REJECTED_KEPT,
          REJECTED_MAX,
          AUDIT_KEPT,
          UPLOADS_KEPT,
          UPLOADS_REMEMBERED);

  private ServeSettings() {}
}
