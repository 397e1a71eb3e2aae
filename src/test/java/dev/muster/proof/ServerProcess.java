package dev.muster.proof;

import java.io.IOException;
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

/// `muster serve` or `muster demo` as a user runs it: a JVM of its own, on a free port of
/// 127.0.0.1.
final class ServerProcess implements AutoCloseable {
  /// What it accepts as a bearer token with the admin role.
  static final String ADMIN_TOKEN = "proof-admin-token-0123456789";

  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final Duration END_MAX = Duration.ofSeconds(30);
  private static final Pattern READY = Pattern.compile("(?m)^muster: ready on (http://\\S+)$");

  private final Process process;
  private final Path output;

  private ServerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Starts it and waits until it is ready.
  ///
  /// @param data the data directory; what the process prints goes into a file beside it
  /// @param options more options of `serve`
  static ServerProcess start(Path data, String... options) throws IOException {
    ServerProcess server = launch(data, options);
    server.base();
    return server;
  }

  /// Starts one of other classes than [PreparedClasses] and waits until it is ready.
  ///
  /// @param flags of its JVM
  static ServerProcess start(String classPath, List<String> flags, Path data) throws IOException {
    ServerProcess server = launch(classPath, flags, "serve", data, "simple");
    server.base();
    return server;
  }

  /// Starts the demo and waits until it has said what can be tried.
  ///
  /// @param options more options of `demo`
  static ServerProcess startDemo(Path data, String... options) throws IOException {
    ServerProcess demo = launch("demo", data, "simple", options);
    demo.await(Pattern.compile("Ctrl-C ends it"));
    return demo;
  }

  /// Starts it and does not wait.
  static ServerProcess launch(Path data, String... options) throws IOException {
    return launch("serve", data, "simple", options);
  }

  /// Starts it so that every buffer that is not given back shows in its output, and waits until it
  /// is ready.
  static ServerProcess startWatchingForLeaks(Path data, String... options) throws IOException {
    ServerProcess server = launch("serve", data, "paranoid", options);
    server.base();
    return server;
  }

  private static ServerProcess launch(
      String subcommand, Path data, String leakDetection, String[] options) throws IOException {
    return launch(
        PreparedClasses.path(), PreparedClasses.flags(), subcommand, data, leakDetection, options);
  }

  private static ServerProcess launch(
      String classPath,
      List<String> flags,
      String subcommand,
      Path data,
      String leakDetection,
      String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseParallelGC",
            "-Xmx1g",
            // None lives long enough to earn what it takes to compile well.
            "-XX:TieredStopAtLevel=1",
            "-Dio.netty.leakDetection.level=" + leakDetection,
            "-cp",
            classPath,
            "dev.muster.Main",
            subcommand,
            "--port",
            "0",
            "--data",
            data.toString()));
    command.addAll(List.of(options));
    Path output = Files.createTempFile(data.toAbsolutePath().getParent(), subcommand + "-", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(Map.of("MUSTER_ADMIN_TOKEN", ADMIN_TOKEN));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    return new ServerProcess(process, output);
  }

  /// What a process that runs Muster needs.
  static String classPath() {
    // Surefire hands its JVM a jar that only points at the class path.
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /// Where it listens, as soon as it is ready.
  ///
  /// @throws IOException if it ends or takes too long instead; the message has what it printed
  URI base() throws IOException {
    return URI.create(await(READY).group(1));
  }

  private Matcher await(Pattern wanted) throws IOException {
    long deadline = System.nanoTime() + READY_MAX.toNanos();
    while (System.nanoTime() < deadline) {
      Matcher found = wanted.matcher(output());
      if (found.find()) {
        return found;
      }
      if (!isRunning(Duration.ofMillis(10))) {
        throw new IOException("ended with " + process.exitValue() + ":\n" + output());
      }
    }
    throw new IOException("not ready after " + READY_MAX + ":\n" + output());
  }

  private boolean isRunning(Duration time) {
    try {
      return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What it has printed so far, standard output and error together.
  String output() throws IOException {
    return Files.readString(output);
  }

  /// How many files and sockets it has open; where the system says so.
  long openFiles() throws IOException {
    try (var files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return files.count();
    }
  }

  /// Ends it at once, without a chance to do anything (SIGKILL), and waits until it is gone.
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /// Asks it to stop (SIGTERM) and waits until it has.
  ///
  /// @return its exit code
  int stop() {
    process.destroy();
    return awaitEnd();
  }

  private int awaitEnd() {
    if (isRunning(END_MAX)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running after " + END_MAX);
    }
    return process.exitValue();
  }

  /// Ends it if it is still running.
  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }
}
