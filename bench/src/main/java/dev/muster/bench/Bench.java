package dev.muster.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./muster bench`.
@Command(
    name = "muster bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures Muster on this machine and prints each figure beside its target.",
      "Everything happens on 127.0.0.1 and in a directory that is deleted afterwards."
    })
public final class Bench implements Callable<Integer> {

  /// What can be measured.
  enum What {
    INTAKE,
    SIGNED,
    OUTGOING,
    PAGELOAD,
    PAGES,
    CHECKPOINT,
    POPULATION,
    INSIGHTS,
    ACTIVITY,
    UPLOADS,
    START,
    ALL
  }

  @Parameters(
      arity = "0..*",
      description = "What to measure: ${COMPLETION-CANDIDATES}. Everything if nothing is said.")
  private List<What> wanted = List.of(What.ALL);

  @Option(
      names = "--quick",
      description = "Small and short: shows that everything works, the figures mean little.")
  private boolean quick;

  @Option(
      names = "--scratch",
      description = "Where to keep data meanwhile; the disk there is what is measured. (./target)")
  private Path scratch = Path.of("target");

  /// Runs the command line and ends the process: with 0 if everything was measured, whether or not
  /// the targets are met.
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Bench());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Scale scale = quick ? Scale.QUICK : Scale.FULL;
    long start = System.nanoTime();
    List<Figure> figures = new ArrayList<>();
    Set<What> all = EnumSet.complementOf(EnumSet.of(What.ALL));
    for (What what : wanted.contains(What.ALL) ? all : EnumSet.copyOf(wanted)) {
      System.out.println(what.name().toLowerCase(Locale.ROOT) + " …");
      figures.addAll(measure(measurement(what), scale));
    }
    System.out.println();
    System.out.println(Machine.words());
    System.out.println(
        "Medians over rounds, the least and the greatest beside them; measured in "
            + Duration.ofNanos(System.nanoTime() - start).toSeconds()
            + " s"
            + (quick ? ", QUICK: too short to mean anything" : "")
            + ".");
    System.out.println();
    System.out.print(new Table(figures).text());
    return 0;
  }

  private static Measurement measurement(What what) {
    return switch (what) {
      case INTAKE -> new IntakeMeasurement();
      case SIGNED -> new SignedIntakeMeasurement();
      case OUTGOING -> new OutgoingMeasurement();
      case PAGELOAD -> new PageLoadMeasurement();
      case PAGES -> new PagesMeasurement();
      case CHECKPOINT -> new CheckpointMeasurement();
      case POPULATION -> new PopulationMeasurement();
      case INSIGHTS -> new InsightsMeasurement();
      case ACTIVITY -> new ActivityMeasurement();
      case UPLOADS -> new UploadMeasurement();
      case START -> new StartMeasurement();
      case ALL -> throw new IllegalArgumentException("not one measurement");
    };
  }

  private List<Figure> measure(Measurement measurement, Scale scale) throws Exception {
    Files.createDirectories(scratch);
    Path directory = Files.createTempDirectory(scratch, "bench-");
    try {
      return measurement.measure(scale, directory);
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> inside = Files.walk(directory)) {
      inside
          .sorted(Comparator.reverseOrder())
          .forEach(path -> {
            try {
              Files.delete(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
