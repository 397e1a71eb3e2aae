package dev.muster.bench;

import dev.muster.bench.load.Answers;
import dev.muster.bench.load.Requests;
import dev.muster.bench.process.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The deliveries of [IntakeMeasurement], signed as Stripe signs (HMAC-SHA256 over a time and the
/// body) and checked, against the echo, which checks nothing.
final class SignedIntakeMeasurement implements Measurement {

  /// Their requests are ready before the load begins, so that its thread signs nothing; each takes
  /// 2 KB.
  private static final int USERS_MAX = 50_000;

  @Override
  public List<Figure> measure(Scale scale, Path scratch) throws IOException, InterruptedException {
    try (Child muster = Servers.muster(scratch, "signed")) {
      Site site = Site.create(muster);
      String secret = site.requireSignature();
      Requests deliveries =
          site.signedDeliveries(Math.min(USERS_MAX, scale.pageLoadUsers()), secret);
      String answer = Answers.first(muster.address(), deliveries);
      requireRefusal(muster, site.deliveries(1));
      try (Child echo = Servers.echo(scratch, answer)) {
        Duel.Side real = new Duel.Side("muster", muster, deliveries);
        Duel.Side plain = new Duel.Side("echo", echo, deliveries);
        Duel duel = new Duel(real, plain).fight(scale);
        return List.of(
            Figure.atLeast(
                0.45,
                "of the echo's",
                "signed deliveries of 1.5 KB a second, 64 connections",
                duel.rates().median(),
                duel.rates().words("%.2f")),
            Figure.of("  muster", real.words()),
            Figure.of("  echo", plain.words()));
      }
    }
  }

  /// What is measured is worth nothing if signatures are not looked at.
  private static void requireRefusal(Child muster, Requests unsigned) throws IOException {
    String answer;
    try {
      answer = Answers.first(muster.address(), unsigned);
    } catch (IllegalStateException refused) {
      if (String.valueOf(refused.getMessage()).contains("signature-invalid")) {
        return;
      }
      throw refused;
    }
    throw new IllegalStateException("a delivery without a signature was taken: " + answer);
  }
}
