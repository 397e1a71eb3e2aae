package dev.muster.cli.demo;

import dev.muster.embedded.Engine;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;

/// Fills a running server with a made-up shop and keeps it busy.
public final class Demo implements AutoCloseable {

  private final Traffic traffic;

  private Demo(Traffic traffic) {
    this.traffic = traffic;
  }

  /// Sets the shop up and fills it, unless it is there already, and begins to send.
  ///
  /// @param server where it is reached
  /// @param users how many people the shop has, 1 or more
  /// @param perSecond webhooks and page loads a second, 1 to 1,000
  /// @param adminToken accepted as a bearer token
  /// @param out where what can be tried is said
  public static Demo start(
      URI server, Engine engine, int users, int perSecond, String adminToken, PrintStream out)
      throws IOException, InterruptedException {
    Shop shop = new Shop(engine.catalog());
    People people = new People(LocalDate.now(ZoneId.systemDefault()));
    Traffic traffic = new Traffic(server, shop, people, users);
    if (shop.found()) {
      traffic.fill();
    }
    Thread _ = Thread.ofPlatform().name("muster-demo").daemon().start(() -> traffic.run(perSecond));
    explain(server, shop, people, adminToken, out);
    return new Demo(traffic);
  }

  private static void explain(
      URI server, Shop shop, People people, String adminToken, PrintStream out) {
    out.println(
        """

        A made-up shop is filled, and its CRM and billing tool keep sending. Try, in another terminal:

          TOKEN=%1$s
          MUSTER=%2$s
          # how many of its end users are premium customers?
          curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
            $MUSTER/api/v1/systems/shop/environments/production/insights/count \\
            -d '{"condition":{"combinator":"and","rules":[{"field":"segment","operator":"=","value":"premium-customers"}]}}'
          # what a page gets for one of them …
          curl "$MUSTER/v1/page-load?key=%3$s&user=%4$s"
          # … who upgrades: this is what the CRM would send …
          curl -H 'Content-Type: application/json' $MUSTER/in/%5$s \\
            -d '{"contact":{"email":"%4$s","company":{"plan":"enterprise","arr":250000}}}'
          # … and what the page gets at its next load
          curl "$MUSTER/v1/page-load?key=%3$s&user=%4$s"
          # the deliveries as they come
          curl -N -H "Authorization: Bearer $TOKEN" -H 'Accept: text/event-stream' \\
            "$MUSTER/api/v1/systems/shop/integrations/crm/deliveries"

        Ctrl-C ends it.
        """
            .formatted(
                adminToken,
                server,
                shop.production().clientKey(),
                people.email(1),
                shop.endpointToken("crm")));
  }

  @Override
  public void close() {
    traffic.close();
  }
}
