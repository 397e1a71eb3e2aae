package dev.muster.bench;

import dev.muster.bench.process.Child;
import dev.muster.bench.process.Management;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Deliveries of which one in a hundred changes who is in a segment, where fifty webhooks are told
/// of it, against the same server without webhooks.
final class OutgoingMeasurement implements Measurement {

  @Override
  public List<Figure> measure(Scale scale, Path scratch) throws IOException, InterruptedException {
    try (Child telling =
            Servers.muster(scratch, "telling", "--webhook-targets-allowed", "127.0.0.1");
        Child silent = Servers.muster(scratch, "silent");
        Management management = new Management(telling.base())) {
      MovingDeliveries toTelling = deliveries(telling, scale);
      MovingDeliveries toSilent = deliveries(silent, scale);
      try (Hooks hooks = Hooks.create(management)) {
        Duel.Side with = new Duel.Side("with webhooks", telling, toTelling, hooks::rest);
        Duel.Side without = new Duel.Side("without", silent, toSilent);
        Duel duel = new Duel(with, without).fight(scale);
        if (hooks.messages() == 0) {
          throw new IllegalStateException("no webhook was told of anything");
        }
        double seconds =
            scale.roundTime().toMillis() * (scale.warmUpRounds() + scale.rounds()) / 1e3;
        return List.of(
            Figure.atLeast(
                0.9,
                "of those without",
                "durable deliveries a second with 50 webhooks, 1 in 100 changes a segment",
                duel.rates().median(),
                duel.rates().words("%.2f")),
            Figure.of("  with webhooks", with.words()),
            Figure.of("  without", without.words()),
            Figure.of(
                "  messages told",
                "%,.0f for each second of load".formatted(hooks.messages() / seconds)),
            Figure.of("  the last told after the load", hooks.rests().words("%.1f") + " s"));
      }
    }
  }

  private static MovingDeliveries deliveries(Child server, Scale scale)
      throws IOException, InterruptedException {
    Site site = Site.create(server);
    site.publish(Segments.forWebhooks());
    return new MovingDeliveries(site, scale.pageLoadUsers());
  }
}
