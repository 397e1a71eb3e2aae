package dev.muster.bench;

import dev.muster.bench.load.Requests;
import dev.muster.bench.process.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What checkpoints that are written all the time do to the latency of deliveries and page loads,
/// against a server that writes none.
final class CheckpointMeasurement implements Measurement {
  private static final double TAIL_RATIO_MAX = 2;
  private static final String[] ALWAYS = {"--checkpoint-every", "500ms"};
  private static final String[] NEVER = {
    "--checkpoint-every", "999d", "--checkpoint-log", "1024GiB"
  };

  @Override
  public List<Figure> measure(Scale scale, Path scratch) throws IOException, InterruptedException {
    try (Child always = Servers.muster(scratch, "always", ALWAYS);
        Child never = Servers.muster(scratch, "never", NEVER)) {
      int users = scale.checkpointUsers();
      Site busy = filled(always, users);
      Site calm = filled(never, users);
      List<Figure> figures = new ArrayList<>();
      figures.addAll(
          figures("deliveries", busy.deliveries(users), calm.deliveries(users), busy, calm, scale));
      figures.addAll(
          figures("page loads", busy.pageLoads(users), calm.pageLoads(users), busy, calm, scale));
      return figures;
    }
  }

  private static Site filled(Child server, int users) throws IOException, InterruptedException {
    Site site = Site.create(server);
    site.publish();
    site.fill(users);
    return site;
  }

  private static List<Figure> figures(
      String what, Requests withThem, Requests without, Site busy, Site calm, Scale scale)
      throws IOException {
    Duel.Side first = new Duel.Side("checkpoints", busy.server(), withThem);
    Duel.Side second = new Duel.Side("none", calm.server(), without);
    Duel duel = new Duel(first, second).fight(scale);
    return List.of(
        Figure.atMost(
            TAIL_RATIO_MAX,
            "times",
            "p99 of " + what + " beside checkpoints, over that without",
            duel.tails().median(),
            duel.tails().words("%.2f")),
        Figure.of("  with", first.words()),
        Figure.of("  without", second.words()));
  }
}
