package dev.muster.bench;

import dev.muster.attribute.Attribute;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.UserField;
import dev.muster.insights.Breakdown;
import dev.muster.insights.Breakdowns;
import dev.muster.insights.KnownValues;
import dev.muster.insights.UserTable;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/// Breakdowns, suggested values and the export over generated users, in this process, on all cores.
final class InsightsMeasurement implements Measurement {

  private static final int WARM_UP = 10;
  private static final double VALUES_MILLIS_MAX = 50;

  private static final AsOf REFERENCE =
      new AsOf(
          GeneratedUsers.REFERENCE_DAY.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);

  private final Crm crm = Crm.alone();
  private final Population population = new Population();
  private final List<Figure> figures = new ArrayList<>();

  @Override
  public List<Figure> measure(Scale scale, Path scratch) throws Exception {
    crm.attributes().forEach(population::addAttribute);
    int users = scale.populations().getLast();
    Fill.to(population, crm, users, REFERENCE.instant().toEpochMilli());
    Selection everybody = population.select(new ResolvedCondition.All(List.of()), REFERENCE);
    Selection some = population.select(crm.resolve(Segments.forCounts().getFirst()), REFERENCE);
    String over = String.format(Locale.ROOT, " over %,d users", users);
    for (Attribute attribute : crm.attributes()) {
      Operand field = new Operand.OfAttribute(attribute);
      String name = attribute.field() + " (" + attribute.type().code() + ")";
      Samples values =
          samples(scale, () -> KnownValues.of(population, field, REFERENCE, everybody, "", 20).missing());
      figures.add(
          Figure.atMost(
              VALUES_MILLIS_MAX,
              "ms",
              "values of " + name + over,
              values.median(),
              values.words("%.1f") + " ms"));
      figures.add(breakdown(scale, "breakdown of " + name + over, field, everybody, List.of()));
    }
    Operand plan = new Operand.OfAttribute(crm.attributes().getFirst());
    figures.add(
        breakdown(
            scale,
            String.format(Locale.ROOT, "  of the %,d users of S1 by plan", some.count()),
            plan,
            some,
            List.of()));
    figures.add(
        breakdown(
            scale,
            "  by plan, split by S1, S2 and S3, which are counted with it",
            plan,
            everybody,
            Segments.forCounts()));
    export(everybody);
    return figures;
  }

  private Figure breakdown(
      Scale scale, String what, Operand field, Selection among, List<String> segments) {
    Samples samples =
        samples(
            scale,
            () -> {
              SequencedMap<String, Selection> split = new LinkedHashMap<>();
              segments.forEach(one -> {
                Selection users = population.select(crm.resolve(one), REFERENCE);
                users.retain(among);
                split.put(one, users);
              });
              Breakdown breakdown =
                  new Breakdowns(
                          population,
                          field,
                          population.size(),
                          among,
                          split,
                          REFERENCE)
                      .by(Breakdowns.Detail.DEFAULT);
              long parts = breakdown.missing() + breakdown.other();
              for (Breakdown.Bucket bucket : breakdown.buckets()) {
                parts += bucket.users();
              }
              if (parts != breakdown.matching()) {
                throw new IllegalStateException(parts + " users, not " + breakdown.matching());
              }
              return parts;
            });
    return Figure.of(what, samples.words("%.1f") + " ms");
  }

  private static Samples samples(Scale scale, LongSupplier measured) {
    Samples samples = new Samples();
    long before = measured.getAsLong();
    for (int i = 1 - WARM_UP; i < scale.counts(); i++) {
      long start = System.nanoTime();
      long result = measured.getAsLong();
      double millis = (System.nanoTime() - start) / 1e6;
      if (result != before) {
        throw new IllegalStateException(result + ", not " + before + " as before");
      }
      if (i >= 0) {
        samples.add(millis);
      }
    }
    return samples;
  }

  private void export(Selection everybody) {
    List<Operand> columns = new ArrayList<>();
    columns.add(new Operand.OfUser(UserField.ID));
    crm.attributes().forEach(attribute -> columns.add(new Operand.OfAttribute(attribute)));
    long[] bytes = {0};
    long start = System.nanoTime();
    new UserTable(population, columns, REFERENCE).write(everybody, "", UserTable.Format.CSV, piece -> bytes[0] += piece.length);
    double seconds = (System.nanoTime() - start) / 1e9;
    figures.add(
        Figure.of(
            "export as CSV, 9 columns, on one thread",
            String.format(
                Locale.ROOT,
                "%,.0f users a second, %.0f MB/s",
                everybody.count() / seconds,
                bytes[0] / 1e6 / seconds)));
  }
}
