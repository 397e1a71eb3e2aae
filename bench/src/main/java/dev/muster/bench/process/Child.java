package dev.muster.bench.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server in a JVM of its own, with the flags and the class path of this one, on a free port of
/// 127.0.0.1.
public final class Child implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);
  private static final Pattern READY = Pattern.compile("(?m)^\\w+: ready on (http://\\S+)$");

  private final Process process;
  private final URI base;
  private final Duration start;

  private Child(Process process, URI base, Duration start) {
    this.process = process;
    this.base = base;
    this.start = start;
  }

  /// Starts it and waits for its ready line.
  ///
  /// @param log what it prints goes here
  /// @param mainClass with a `main` method
  /// @throws IOException if it ends, or does not get ready in time
  public static Child start(
      Path log, Map<String, String> environment, String mainClass, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    Files.deleteIfExists(log);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    long before = System.nanoTime();
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    URI base = awaitReady(process, log, before);
    return new Child(process, base, Duration.ofNanos(System.nanoTime() - before));
  }

  private static URI awaitReady(Process process, Path log, long before)
      throws IOException, InterruptedException {
    while (System.nanoTime() - before < START_MAX.toNanos()) {
      Matcher ready = READY.matcher(Files.readString(log));
      if (ready.find()) {
        return URI.create(ready.group(1));
      }
      if (process.waitFor(2, TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "ended with "
                + process.exitValue()
                + " instead of starting:\n"
                + Files.readString(log));
      }
    }
    process.destroyForcibly();
    throw new IOException("not ready after " + START_MAX + ":\n" + Files.readString(log));
  }

  /// Where it listens.
  public URI base() {
    return base;
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return new InetSocketAddress(base.getHost(), base.getPort());
  }

  /// From the command to the ready line.
  public Duration startTime() {
    return start;
  }

  /// The processor time that it has used, to the hundredth of a second.
  public Duration processorTime() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// The memory that it has in use, in bytes; 0 where the system does not say.
  public long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(Files.readString(status));
    return resident.find() ? Long.parseLong(resident.group(1)) * 1024 : 0;
  }

  /// Asks it to stop, and makes it after a while.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
