package dev.muster.bench;

import dev.muster.bench.load.Answers;
import dev.muster.bench.load.Requests;
import dev.muster.bench.process.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Deliveries of 1.5 KB with eight properties, each answered when it is durable and visible,
/// against the echo.
final class IntakeMeasurement implements Measurement {

  @Override
  public List<Figure> measure(Scale scale, Path scratch) throws IOException, InterruptedException {
    try (Child muster = Servers.muster(scratch, "intake")) {
      Requests deliveries = Site.create(muster).deliveries(scale.pageLoadUsers());
      String answer = Answers.first(muster.address(), deliveries);
      try (Child echo = Servers.echo(scratch, answer)) {
        Duel.Side real = new Duel.Side("muster", muster, deliveries);
        Duel.Side plain = new Duel.Side("echo", echo, deliveries);
        Duel duel = new Duel(real, plain).fight(scale);
        return List.of(
            Figure.atLeast(
                0.6,
                "of the echo's",
                "durable deliveries of 1.5 KB a second, 64 connections",
                duel.rates().median(),
                duel.rates().words("%.2f")),
            Figure.of("  muster", real.words()),
            Figure.of("  echo", plain.words()));
      }
    }
  }
}
