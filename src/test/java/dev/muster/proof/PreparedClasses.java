package dev.muster.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The classes of the server as the launcher has them for people: in a jar, with an archive of them
/// as they are in memory. The proofs start dozens of servers, and each starts in less than half the
/// time by it. Made once for a run of tests.
final class PreparedClasses {

  private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();

  private static final PreparedClasses ONLY = make();

  private final String path;
  private final List<String> flags;

  private PreparedClasses(String path, List<String> flags) {
    this.path = path;
    this.flags = flags;
  }

  /// The class path of a server.
  static String path() {
    return ONLY.path;
  }

  /// What lets a JVM with that class path start fast.
  static List<String> flags() {
    return ONLY.flags;
  }

  /// Of this test JVM alone: others run beside it. Gone with it.
  private static Path directory() throws IOException {
    Path directory = Files.createTempDirectory(CLASSES.getParent(), "proof-");
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  try (Stream<Path> all = Files.walk(directory)) {
                    all.sorted(Comparator.reverseOrder()).forEach(one -> one.toFile().delete());
                  } catch (IOException e) {
                    System.err.println("left behind: " + directory + ", " + e.getMessage());
                  }
                }));
    return directory;
  }

  private static PreparedClasses make() {
    try {
      Path directory = directory();
      Path jar = directory.resolve("muster.jar");
      int code =
          ToolProvider.findFirst("jar")
              .orElseThrow()
              .run(
                  System.out,
                  System.err,
                  "--create",
                  "--no-compress",
                  "--file",
                  jar.toString(),
                  "-C",
                  CLASSES.toString(),
                  ".");
      if (code != 0) {
        throw new IOException("the classes cannot be put into " + jar);
      }
      // No archive is taken where a directory is on the class path; the server needs none of them.
      String path =
          jar
              + Arrays.stream(ServerProcess.classPath().split(":"))
                  .filter(one -> one.endsWith(".jar"))
                  .map(one -> ":" + one)
                  .collect(Collectors.joining());
      Path archive = directory.resolve("classes.jsa");
      Files.deleteIfExists(archive);
      Path data = Files.createTempDirectory(directory, "data-");
      List<String> making = new ArrayList<>(List.of("-XX:ArchiveClassesAtExit=" + archive));
      making.add("-Xlog:disable");
      try (ServerProcess server = ServerProcess.start(path, making, data.resolve("archived"))) {
        server.stop();
      }
      return new PreparedClasses(
          path,
          Files.exists(archive)
              ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:aot=off")
              : List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
