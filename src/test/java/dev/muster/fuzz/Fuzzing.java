package dev.muster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs a fuzz target in a process of its own, guided by coverage, for a bounded time or number of
/// runs. In a process of its own because the fuzzer instruments every class that is loaded, and
/// ends by leaving.
final class Fuzzing {

  private static final Pattern RUNS = Pattern.compile("stat::number_of_executed_units: (\\d+)");
  private static final Pattern FEATURES =
      Pattern.compile("INITED cov: (\\d+)[\\s\\S]*DONE *cov: (\\d+)");

  private Fuzzing() {}

  /// So many runs are enough where nobody asks for a time: a slow machine takes longer for them.
  private static final int RUNS_ENOUGH = 10_000;

  private static final int SECONDS_MAX = 240;

  /// @param seconds how long; 0 for a number of runs
  /// @param seeds what to begin with
  static void fuzz(Class<?> target, Path directory, int seconds, List<String> seeds)
      throws IOException, InterruptedException {
    Path corpus = Files.createDirectory(directory.resolve("corpus"));
    for (int i = 0; i < seeds.size(); i++) {
      Files.writeString(corpus.resolve("seed" + i), seeds.get(i));
    }
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command(target, directory, corpus, seconds))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(Math.max(seconds, SECONDS_MAX) + 60L, TimeUnit.SECONDS);
    process.destroyForcibly();
    String said = Files.readString(output);
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    Matcher runs = RUNS.matcher(said);
    assertThat(runs.find()).as(said).isTrue();
    assertThat(Long.parseLong(runs.group(1))).as(said).isGreaterThan(1_000);
    Matcher features = FEATURES.matcher(said);
    assertThat(features.find()).as(said).isTrue();
    assertThat(Integer.parseInt(features.group(2)))
        .as("coverage has guided it to places that the seeds did not reach: %s", said)
        .isGreaterThan(Integer.parseInt(features.group(1)));
  }

  private static List<String> command(Class<?> target, Path directory, Path corpus, int seconds) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+EnableDynamicAgentLoading"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Jazzer.class.getName()));
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=dev.muster.**:com.fasterxml.jackson.core.**");
    command.add("--reproducer_path=" + directory);
    if (seconds == 0) {
      command.add("-runs=" + RUNS_ENOUGH);
    }
    command.add("-max_total_time=" + (seconds == 0 ? SECONDS_MAX : seconds));
    command.add("-max_len=512");
    // The heap is bounded above. What the system says a process has used at most includes what the
    // one it was started from has, which is the JVM of all tests.
    command.add("-rss_limit_mb=0");
    command.add("-print_final_stats=1");
    command.add("-artifact_prefix=" + directory + "/");
    command.add(corpus.toString());
    return command;
  }
}
