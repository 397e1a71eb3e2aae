package dev.muster.cli.demo;

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
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the shop's tools and pages do, over real connections.
final class Traffic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
  private static final int BATCH = 500;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final Shop shop;
  private final People people;
  private final int users;
  private volatile boolean stopping;

  Traffic(URI server, Shop shop, People people, int users) {
    this.server = server;
    this.shop = shop;
    this.people = people;
    this.users = users;
  }

  /// Sends what both tools know about everybody.
  void fill() throws IOException, InterruptedException {
    String crm = shop.endpointToken("crm");
    String billing = shop.endpointToken("billing");
    for (int from = 0; from < users; from += BATCH) {
      StringJoiner contacts = new StringJoiner(",", "[", "]");
      StringJoiner invoices = new StringJoiner(",", "[", "]");
      for (int person = from; person < Math.min(users, from + BATCH); person++) {
        contacts.add(people.crm(person, 0));
        if (person % 3 == 0) {
          invoices.add(people.billing(person, 0));
        }
      }
      deliver(crm, contacts.toString());
      deliver(billing, invoices.toString());
    }
  }

  /// Goes on until it is closed: a webhook and a page load so many times a second.
  void run(int perSecond) {
    SplittableRandom random = new SplittableRandom();
    Duration pause = Duration.ofNanos(1_000_000_000L / perSecond);
    try {
      for (int change = 1; !stopping; change++) {
        int person = random.nextInt(users);
        if (random.nextInt(3) == 0) {
          deliver(shop.endpointToken("billing"), people.billing(person, change));
        } else {
          deliver(shop.endpointToken("crm"), people.crm(person, change));
        }
        load(people.email(random.nextInt(users)));
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

  private void deliver(String token, String json) throws IOException, InterruptedException {
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

  private void load(String user) throws IOException, InterruptedException {
    String query =
        "?key="
            + shop.production().clientKey()
            + "&user="
            + URLEncoder.encode(user, StandardCharsets.UTF_8)
            + "&url=https%3A%2F%2Fshop.example.com%2F&title=Shop";
    HttpResponse<Void> _ =
        client.send(
            HttpRequest.newBuilder(server.resolve("/v1/page-load" + query)).build(),
            BodyHandlers.discarding());
  }

  @Override
  public void close() {
    stopping = true;
    client.shutdownNow();
  }
}
