package dev.muster.bench;

import dev.muster.bench.load.Answers;
import dev.muster.bench.load.ClosedLoop;
import dev.muster.bench.load.Requests;
import dev.muster.bench.process.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What pages and apps ask beside plain page loads, with the same segments and against the same
/// echo: all flags of the OpenFeature protocol, and page loads whose identifier is proved.
final class PagesMeasurement implements Measurement {
  private static final int CHECKED_USERS = 10_000;
  private static final double LEAST = 0.7;

  @Override
  public List<Figure> measure(Scale scale, Path scratch) throws IOException, InterruptedException {
    try (Child muster = Servers.muster(scratch, "pages")) {
      Site site = Site.create(muster);
      site.publish();
      site.fill(scale.pageLoadUsers());
      List<Figure> figures = new ArrayList<>();
      check(muster, site.evaluations(CHECKED_USERS), "\"value\":true");
      figures.addAll(
          duel(
              "OpenFeature evaluations of all 20 segments",
              muster,
              site.evaluations(scale.pageLoadUsers()),
              scale,
              scratch));
      String secret = site.requireProof();
      check(muster, site.provedPageLoads(CHECKED_USERS, secret), "\"s\\d+\"");
      figures.addAll(
          duel(
              "page loads with a proof of the identifier",
              muster,
              site.provedPageLoads(scale.pageLoadUsers(), secret),
              scale,
              scratch));
      return figures;
    }
  }

  private static List<Figure> duel(
      String what, Child muster, Requests requests, Scale scale, Path scratch)
      throws IOException, InterruptedException {
    String answer = Answers.first(muster.address(), requests);
    try (Child echo = Servers.echo(scratch, answer)) {
      Duel.Side real = new Duel.Side("muster", muster, requests);
      Duel.Side plain = new Duel.Side("echo", echo, requests);
      Duel duel = new Duel(real, plain).fight(scale);
      return List.of(
          Figure.atLeast(
              LEAST,
              "of the echo's",
              what + " a second, 64 connections",
              duel.rates().median(),
              duel.rates().words("%.2f")),
          Figure.of("  muster", real.words()),
          Figure.of("  echo", plain.words()));
    }
  }

  /// Every user of the first 10,000 exactly once: the segments that they are in are as many as
  /// every other system finds.
  ///
  /// @param sign what stands in an answer once for each segment that the user is in
  private static void check(Child muster, Requests requests, String sign) throws IOException {
    AtomicInteger matches = new AtomicInteger();
    try (ClosedLoop loop = ClosedLoop.open(muster.address(), 1, requests)) {
      loop.send(CHECKED_USERS, body -> matches.addAndGet(body.split(sign, -1).length - 1));
    }
    if (matches.get() != Segments.PAGE_LOAD_MATCHES) {
      throw new IllegalStateException(
          matches + " matches of the first 10,000 users, not " + Segments.PAGE_LOAD_MATCHES);
    }
  }
}
