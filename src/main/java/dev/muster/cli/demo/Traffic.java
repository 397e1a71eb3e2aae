package dev.muster.cli.demo;

import dev.muster.catalog.SystemDefinition;
import dev.muster.pageload.PageView;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the shop's tools and pages do from now on, over real connections.
final class Traffic implements Crowd.Doors, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final Shop shop;
  private final Crowd crowd;
  private volatile boolean stopping;

  Traffic(URI server, Shop shop, Crowd crowd) {
    this.server = server;
    this.shop = shop;
    this.crowd = crowd;
  }

  /// Goes on until it is closed: a webhook and a page load so many times a second.
  void run(int perSecond) {
    Duration pause = Duration.ofNanos(1_000_000_000L / perSecond);
    try {
      while (!stopping) {
        Instant now = Instant.now();
        crowd.until(now, this);
        crowd.work(now, this);
        crowd.look(this);
        Thread.sleep(pause);
      }
    } catch (IOException e) {
      if (!stopping) {
        LOG.warn("the demo's traffic ends: {}", e.getMessage());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void deliver(String integration, String json) throws IOException, InterruptedException {
    String token = shop.endpointToken(integration, SystemDefinition.PRODUCTION);
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(server.resolve("/in/" + token))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
    // A refusal is part of the show; that nothing answers is not.
    if (answer.statusCode() >= 500) {
      throw new IOException("a webhook was answered " + answer.statusCode());
    }
  }

  @Override
  public void look(String user, PageView page) throws IOException, InterruptedException {
    String query =
        "?key="
            + shop.production().clientKey()
            + parameter("user", user)
            + parameter("url", page.url())
            + parameter("title", page.title())
            + parameter("referrer", page.referrer());
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/v1/page-load" + query));
    if (page.acceptLanguage() != null && page.userAgent() != null) {
      request.header("Accept-Language", page.acceptLanguage());
      request.header("User-Agent", page.userAgent());
    }
    HttpResponse<Void> _ = client.send(request.build(), BodyHandlers.discarding());
  }

  private static String parameter(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    stopping = true;
    client.shutdownNow();
  }
}
