package dev.muster.outgoing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.signature.StandardWebhooksSigner;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sends messages, each once a call: signed as Standard Webhooks says, to the very address that was
/// looked at, within a time, without following redirects. What has to be sent again is up to the
/// caller. It has a thread of its own and begins it with the first message. Safe for use by many
/// threads.
public final class WebhookClient implements AutoCloseable {

  /// How long an attempt takes at most, from looking up the host to the answer's status.
  public static final Duration ATTEMPT_MAX = Duration.ofSeconds(15);

  /// So many connections to one address are open at most; more messages wait.
  static final int CONNECTIONS_MAX = 16;

  static final String STOPPING = "this server is stopping";

  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  private static final Duration KEPT_OPEN = Duration.ofSeconds(20);

  /// Of a slow name server, so many names are waited for at the same time.
  private static final int LOOKUPS_MAX = 16;

  private static final int LOOKUPS_WAITING_MAX = 10_000;

  /// What fails is tried again after five seconds at the soonest, and looks anew then.
  private static final Duration LOOKED_KEPT = Duration.ofSeconds(3);

  private final TargetRules rules;
  private final InstantSource clock;
  private final Duration attemptMax;
  private final HttpClientOptions http;

  /// Not virtual threads: those that wait for a name keep the few real ones busy.
  private final ExecutorService lookups;

  /// What names stood for a moment ago, and was allowed: of many messages, not each waits for a
  /// thread that looks.
  private final Cache<Name, List<InetAddress>> looked =
      Caffeine.newBuilder().maximumSize(LOOKUPS_WAITING_MAX).expireAfterWrite(LOOKED_KEPT).build();

  private @Nullable Running running;
  private boolean closed;

  /// What of a target its addresses, and whether they may be called, depend on.
  private record Name(String host, boolean isSecret) {
    static Name of(Target target) {
      return new Name(target.host(), target.isSecret());
    }
  }

  private record Running(Vertx vertx, HttpClient http) {}

  /// @param rules where it may send to
  /// @param clock what time it is, for signatures
  public WebhookClient(TargetRules rules, InstantSource clock) {
    this(rules, clock, ATTEMPT_MAX, new HttpClientOptions());
  }

  /// @param http whom it trusts
  WebhookClient(
      TargetRules rules, InstantSource clock, Duration attemptMax, HttpClientOptions http) {
    this.rules = rules;
    this.clock = clock;
    this.attemptMax = attemptMax;
    this.http =
        http.setConnectTimeout(Math.toIntExact(CONNECT_MAX.toMillis()))
            .setKeepAliveTimeout(Math.toIntExact(KEPT_OPEN.toSeconds()))
            .setDecompressionSupported(false)
            .setMaxHeaderSize(16 << 10);
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            LOOKUPS_MAX,
            LOOKUPS_MAX,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(LOOKUPS_WAITING_MAX),
            Thread.ofPlatform().name("muster-webhook-names-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
    this.lookups = threads;
  }

  /// Sends a message once.
  ///
  /// @param secrets `whsec_…`, each of which signs it; none: it is not signed
  /// @return what became of it, in [#ATTEMPT_MAX] at most; never completed exceptionally
  /// @throws IllegalArgumentException if a secret is none
  public CompletableFuture<Reply> send(Target target, Message message, List<String> secrets) {
    return send(target, message, new StandardWebhooksSigner(secrets));
  }

  /// The same by a signer that has been made.
  public CompletableFuture<Reply> send(
      Target target, Message message, StandardWebhooksSigner signer) {
    Attempt attempt = new Attempt(target, message, attemptMax);
    Running now = running();
    if (now == null) {
      attempt.ended(STOPPING);
      return attempt.reply();
    }
    attempt.limit(now.vertx);
    List<InetAddress> known = looked.getIfPresent(Name.of(target));
    if (known != null) {
      begin(now, attempt, known, signer);
      return attempt.reply();
    }
    try {
      lookups.execute(() -> lookUp(now, attempt, target, signer));
    } catch (RejectedExecutionException _) {
      attempt.ended("too many names of hosts are being looked up");
    }
    return attempt.reply();
  }

  private void lookUp(Running now, Attempt attempt, Target target, StandardWebhooksSigner signer) {
    try {
      List<InetAddress> addresses = rules.addresses(target);
      looked.put(Name.of(target), addresses);
      begin(now, attempt, addresses, signer);
    } catch (TargetException refused) {
      attempt.ended(String.valueOf(refused.getMessage()));
    } catch (RuntimeException failed) {
      attempt.ended("it could not be sent: " + failed);
    }
  }

  private void begin(
      Running now, Attempt attempt, List<InetAddress> addresses, StandardWebhooksSigner signer) {
    long seconds = clock.instant().getEpochSecond();
    now.vertx.runOnContext(_ -> attempt.begin(now.http, addresses, seconds, signer));
  }

  private synchronized @Nullable Running running() {
    if (running == null && !closed) {
      Vertx vertx =
          Vertx.vertx(
              new VertxOptions()
                  .setEventLoopPoolSize(1)
                  .setWorkerPoolSize(1)
                  .setInternalBlockingPoolSize(1)
                  .setFileSystemOptions(
                      new FileSystemOptions()
                          .setFileCachingEnabled(false)
                          .setClassPathResolvingEnabled(false)));
      HttpClient client =
          vertx
              .httpClientBuilder()
              .with(http)
              .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX).setMaxWaitQueueSize(10_000))
              .build();
      running = new Running(vertx, client);
    }
    return running;
  }

  /// Cuts off what is being sent.
  @Override
  public void close() {
    Running last;
    synchronized (this) {
      closed = true;
      last = running;
      running = null;
    }
    lookups.shutdownNow();
    if (last != null) {
      last.vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
