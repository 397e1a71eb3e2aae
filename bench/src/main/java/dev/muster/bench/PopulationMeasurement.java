package dev.muster.bench;

import static java.util.Objects.requireNonNull;

import dev.muster.condition.AsOf;
import dev.muster.condition.ResolvedCondition;
import dev.muster.population.Memory;
import dev.muster.population.Population;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Counting S1, S2 and S3 over generated users, in this process, on all cores: with the JDK's
/// Vector API and without. The users' memory and the size of their image are measured on the way.
final class PopulationMeasurement implements Measurement {
  private static final double COUNT_MILLIS_MAX = 15;
  private static final double USER_BYTES_MAX = 100;
  private static final int TARGET_USERS = 10_000_000;
  private static final int WARM_UP = 25;
  // Read by the population each time it begins a scan.
  private static final String SCALAR = "muster.scalar";

  private static final AsOf REFERENCE =
      new AsOf(
          GeneratedUsers.REFERENCE_DAY.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);

  private final Crm crm = Crm.alone();
  private final Population population = new Population();
  private final List<Figure> figures = new ArrayList<>();

  @Override
  public List<Figure> measure(Scale scale, Path scratch) throws Exception {
    crm.attributes().forEach(population::addAttribute);
    for (int users : scale.populations()) {
      Fill.to(population, crm, users, REFERENCE.instant().toEpochMilli());
      List<String> segments = Segments.forCounts();
      for (int i = 0; i < segments.size(); i++) {
        count(users, "S" + (i + 1), crm.resolve(segments.get(i)), i, scale);
      }
    }
    memory();
    image();
    return figures;
  }

  private void count(int users, String name, ResolvedCondition condition, int number, Scale scale) {
    Samples vector = new Samples();
    Samples scalar = new Samples();
    long expected = requireNonNull(Segments.COUNTS.get(users)).get(number);
    for (int i = -WARM_UP; i < scale.counts(); i++) {
      double fast = millis(condition, expected);
      System.setProperty(SCALAR, "true");
      double plain = millis(condition, expected);
      System.clearProperty(SCALAR);
      if (i >= 0) {
        vector.add(fast);
        scalar.add(plain);
      }
    }
    String what = String.format(Locale.ROOT, "%s over %,d users", name, users);
    String measured = vector.words("%.1f") + " ms";
    figures.add(
        users == TARGET_USERS
            ? Figure.atMost(COUNT_MILLIS_MAX, "ms", what, vector.median(), measured)
            : Figure.of(what, measured));
    figures.add(Figure.of("  without the Vector API", scalar.words("%.1f") + " ms"));
  }

  private double millis(ResolvedCondition condition, long expected) {
    long start = System.nanoTime();
    long count = population.count(condition, REFERENCE);
    double millis = (System.nanoTime() - start) / 1e6;
    if (count != expected) {
      throw new IllegalStateException(count + " users, not " + expected);
    }
    return millis;
  }

  private void memory() {
    Memory memory = population.memory();
    double bytes = (double) memory.total() / memory.users();
    figures.add(
        Figure.atMost(
            USER_BYTES_MAX,
            "bytes",
            "memory a user: 8 attributes, an identifier of 20 bytes",
            bytes,
            String.format(Locale.ROOT, "%.1f bytes", bytes)));
    memory
        .parts()
        .forEach((part, size) ->
            figures.add(
                Figure.of(
                    "  " + part,
                    String.format(Locale.ROOT, "%.2f bytes", (double) size / memory.users()))));
  }

  private void image() throws IOException {
    long[] bytes = {0};
    long start = System.nanoTime();
    population.writeImage((_, part) -> bytes[0] += part.remaining());
    figures.add(
        Figure.of(
            "image of a user in a checkpoint",
            String.format(
                Locale.ROOT,
                "%.1f bytes, made at %.0f MB/s",
                (double) bytes[0] / population.size(),
                bytes[0] * 1e3 / (System.nanoTime() - start))));
  }
}
