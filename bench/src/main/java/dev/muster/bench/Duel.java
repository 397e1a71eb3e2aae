package dev.muster.bench;

import dev.muster.bench.load.ClosedLoop;
import dev.muster.bench.load.Load;
import dev.muster.bench.load.Requests;
import dev.muster.bench.process.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/// Two servers under the same kind of load, taking turns: A B A B …, so that what the machine does
/// beside hits both.
final class Duel {
  private final Side first;
  private final Side second;
  private final Samples rates = new Samples();
  private final Samples tails = new Samples();

  Duel(Side first, Side second) {
    this.first = first;
    this.second = second;
  }

  /// Warms both up, then measures.
  Duel fight(Scale scale) throws IOException {
    try (ClosedLoop a = first.connect();
        ClosedLoop b = second.connect()) {
      for (int i = 0; i < scale.warmUpRounds(); i++) {
        a.run(scale.roundTime());
        first.rest.take();
        b.run(scale.roundTime());
        second.rest.take();
      }
      for (int round = 0; round < scale.rounds(); round++) {
        first.measure(a, scale.roundTime());
        second.measure(b, scale.roundTime());
        rates.add(first.rate / second.rate);
        tails.add(first.tail / second.tail);
        System.out.printf(
            Locale.ROOT,
            "  round %d: %s %,.0f/s p99 %.2f ms, %s %,.0f/s p99 %.2f ms%n",
            round + 1,
            first.name,
            first.rate,
            first.tail,
            second.name,
            second.rate,
            second.tail);
      }
    }
    return this;
  }

  /// The first side's requests a second over the second's, round by round.
  Samples rates() {
    return rates;
  }

  /// The first side's 99th percentile of the latency over the second's, round by round.
  Samples tails() {
    return tails;
  }

  /// Waits until a server has done what a round left to it, so that the other side does not pay.
  interface Rest {
    void take() throws IOException;
  }

  /// One of the two.
  static final class Side {
    private static final int CONNECTIONS = 64;

    private final String name;
    private final Child server;
    private final Requests requests;
    private final Samples rates = new Samples();
    private final Samples medians = new Samples();
    private final Samples tails = new Samples();
    private final Samples processorMicros = new Samples();
    private final Rest rest;
    private double rate;
    private double tail;

    Side(String name, Child server, Requests requests) {
      this(name, server, requests, () -> {});
    }

    /// @param rest after each round
    Side(String name, Child server, Requests requests, Rest rest) {
      this.name = name;
      this.server = server;
      this.requests = requests;
      this.rest = rest;
    }

    private ClosedLoop connect() throws IOException {
      return ClosedLoop.open(server.address(), CONNECTIONS, requests);
    }

    private void measure(ClosedLoop loop, Duration time) throws IOException {
      Duration before = server.processorTime();
      Load load = loop.run(time);
      double used = server.processorTime().minus(before).toNanos() / 1e3;
      rate = load.rate();
      tail = load.millis(99);
      rates.add(rate);
      tails.add(tail);
      medians.add(load.millis(50));
      processorMicros.add(used / load.latency().getTotalCount());
      rest.take();
    }

    Samples tails() {
      return tails;
    }

    /// Rate, latency and processor time in words.
    String words() {
      return String.format(
          Locale.ROOT,
          "%,.0f/s, p50 %.2f ms, p99 %.2f ms, %.1f µs of processor",
          rates.median(),
          medians.median(),
          tails.median(),
          processorMicros.median());
    }
  }
}
