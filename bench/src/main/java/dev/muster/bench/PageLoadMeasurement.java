package dev.muster.bench;

import dev.muster.bench.load.Answers;
import dev.muster.bench.load.ClosedLoop;
import dev.muster.bench.load.Requests;
import dev.muster.bench.process.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Page loads with twenty live segments of five rules, against the echo.
final class PageLoadMeasurement implements Measurement {
  private static final int CHECKED_USERS = 10_000;

  @Override
  public List<Figure> measure(Scale scale, Path scratch) throws IOException, InterruptedException {
    try (Child muster = Servers.muster(scratch, "pageload")) {
      Site site = Site.create(muster);
      site.publish();
      site.fill(scale.pageLoadUsers());
      check(site);
      Requests pageLoads = site.pageLoads(scale.pageLoadUsers());
      String answer = Answers.first(muster.address(), pageLoads);
      try (Child echo = Servers.echo(scratch, answer)) {
        Duel.Side real = new Duel.Side("muster", muster, pageLoads);
        Duel.Side plain = new Duel.Side("echo", echo, pageLoads);
        Duel duel = new Duel(real, plain).fight(scale);
        return List.of(
            Figure.atLeast(
                0.8,
                "of the echo's",
                "page loads a second with 20 segments of 5 rules, 64 connections",
                duel.rates().median(),
                duel.rates().words("%.2f")),
            Figure.of("  muster", real.words()),
            Figure.of("  echo", plain.words()));
      }
    }
  }

  /// Every user of the first 10,000 exactly once: the segments that they are in are as many as
  /// every other system finds.
  private static void check(Site site) throws IOException {
    AtomicInteger matches = new AtomicInteger();
    try (ClosedLoop loop =
        ClosedLoop.open(site.server().address(), 1, site.pageLoads(CHECKED_USERS))) {
      loop.send(
          CHECKED_USERS,
          body -> {
            if (!body.contains("\"known\":true")) {
              throw new IllegalStateException("an unknown user: " + body);
            }
            matches.addAndGet(segments(body));
          });
    }
    if (matches.get() != Segments.PAGE_LOAD_MATCHES) {
      throw new IllegalStateException(
          matches + " matches of the first 10,000 users, not " + Segments.PAGE_LOAD_MATCHES);
    }
  }

  private static int segments(String body) {
    int from = body.indexOf("\"segments\":[");
    String inside = body.substring(from + "\"segments\":[".length(), body.indexOf(']', from));
    return inside.isEmpty() ? 0 : inside.split(",").length;
  }
}
