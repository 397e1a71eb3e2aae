package dev.muster.cli.demo;

import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.Engine;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Fills a running server with a made-up shop and keeps it busy.
public final class Demo implements AutoCloseable {

  /// A file in the data directory that says that all of the past is made up.
  private static final String FINISHED = "demo-finished";

  private final Shop shop;
  private final People people;
  private final Crowd crowd;
  private final String guestPassword;
  private final Messages messages;
  private @Nullable Traffic traffic;

  private Demo(Shop shop, People people, Messages messages, Crowd crowd, String guestPassword) {
    this.messages = messages;
    this.guestPassword = guestPassword;
    this.shop = shop;
    this.people = people;
    this.crowd = crowd;
  }

  /// Makes up the shop and its last days, unless it is there already.
  ///
  /// @param data the engine's directory
  /// @param clock the engine's and the server's; runs through those days, and then is right
  /// @param users how many people the shop has, 1 or more
  /// @param perSecond webhooks and page loads a second on a usual day
  /// @throws IOException also if a shop is there whose past was not made up to its end
  public static Demo prepare(Engine engine, Path data, DemoClock clock, int users, int perSecond)
      throws IOException, InterruptedException {
    Path finished = data.resolve(FINISHED);
    Shop shop = new Shop(engine.catalog());
    ZoneId zone = ZoneId.systemDefault();
    Messages messages = new Messages(zone);
    if (shop.exists()) {
      if (!Files.exists(finished)) {
        throw new IOException(
            "the shop in "
                + data
                + " was not finished when it was made up; delete the directory, or give another"
                + " with --data");
      }
      People people = new People(shop.opened(), zone, users);
      Instant now = Instant.now();
      int known = engine.population(shop.production().id()).orElseThrow().size();
      return new Demo(
          shop,
          people,
          messages,
          new Crowd(people, messages, new SplittableRandom(), now, Math.max(known, users), now),
          Guest.welcome(engine.catalog()));
    }
    Instant opens = Instant.now();
    Instant begins = opens.minus(Shop.PAST);
    clock.beginAt(begins);
    People people = new People(opens, zone, users);
    Crowd crowd =
        new Crowd(
            people,
            messages,
            new SplittableRandom(users),
            begins,
            users,
            opens.plus(Crowd.SIGN_UP_EVERY));
    Past past = new Past(engine, shop, crowd, people, messages, clock, perSecond);
    String password = past.live(opens);
    clock.catchUp();
    Files.createFile(finished);
    return new Demo(shop, people, messages, crowd, password);
  }

  /// With which one signs in as the [Guest].
  public String guestPassword() {
    return guestPassword;
  }

  /// Opens the shop's page, and begins to send.
  ///
  /// @param server where it is reached
  /// @param storefront where the shop is; closed by whoever has made it
  /// @param perSecond webhooks and page loads a second, 1 to 1,000
  /// @param adminToken accepted as a bearer token
  /// @param out where what can be tried is said
  /// @throws IOException if the server does not take what is sent
  public void start(
      URI server, Storefront storefront, int perSecond, String adminToken, PrintStream out)
      throws IOException, InterruptedException {
    Traffic started = new Traffic(server, shop, crowd);
    traffic = started;
    introduceSamples(started);
    shop.moveTo(storefront.url());
    String token = shop.endpointToken("payments", SystemDefinition.PRODUCTION);
    storefront.open(
        new ShopFiles(server, shop.production().clientKey()),
        new Billing(server.resolve("/in/" + token)));
    Thread _ = Thread.ofPlatform().name("muster-demo").daemon().start(() -> started.run(perSecond));
    explain(server, storefront.url(), shop, people, adminToken, out);
  }

  /// At each start they are what they were when the demo began.
  private void introduceSamples(Traffic doors) throws IOException, InterruptedException {
    Instant now = Instant.now();
    for (Sample sample : Sample.values()) {
      doors.deliver("crm", messages.contact(sample.customer(now), now, "contact.created"));
      doors.deliver("payments", Billing.beginning(sample).toString());
    }
  }

  private static void explain(
      URI server, URI page, Shop shop, People people, String adminToken, PrintStream out) {
    out.println(
        """

        A made-up shop is filled, and its CRM and payment tool keep sending.

          %6$s               its page, which knows its customers through Muster
          %6$s/side-by-side  the page beside what its billing sends when a customer upgrades

        Try, in another terminal:

          TOKEN=%1$s
          MUSTER=%2$s
          # how many of its end users are premium customers?
          curl -w '\\n' -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
            $MUSTER/api/v1/systems/shop/environments/production/insights/count \\
            -d '{"condition":{"combinator":"and","rules":[{"field":"segment","operator":"=","value":"premium-customers"}]}}'
          # what a page gets for one of them …
          curl -w '\\n' "$MUSTER/v1/page-load?key=%3$s&user=%4$s"
          # … who upgrades: this is what the CRM would send …
          curl -w '\\n' -H 'Content-Type: application/json' $MUSTER/in/%5$s \\
            -d '{"contact":{"email":"%4$s","company":{"plan":"enterprise","arr":90000}}}'
          # … and what the page gets at its next load
          curl -w '\\n' "$MUSTER/v1/page-load?key=%3$s&user=%4$s"
          # the deliveries as they come
          curl -N -H "Authorization: Bearer $TOKEN" -H 'Accept: text/event-stream' \\
            "$MUSTER/api/v1/systems/shop/integrations/crm/deliveries"

        Ctrl-C ends it.
        """
            .formatted(
                adminToken,
                server,
                shop.production().clientKey(),
                people.customer(1).email(),
                shop.endpointToken("crm", SystemDefinition.PRODUCTION),
                page));
  }

  @Override
  public void close() {
    if (traffic != null) {
      traffic.close();
    }
  }
}
