package dev.muster.bench;

import dev.muster.bench.process.Child;
import dev.muster.bench.process.EchoServer;
import dev.muster.bench.process.Management;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts what is measured.
final class Servers {
  private Servers() {}

  /// The real server.
  ///
  /// @param scratch where its log goes, and its data unless it is there already
  /// @param name tells it from others
  /// @param more options of `serve`
  static Child muster(Path scratch, String name, String... more)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("serve", "--port", "0", "--data", scratch.resolve(name).toString()));
    arguments.addAll(List.of(more));
    return Child.start(
        scratch.resolve(name + ".out"),
        Map.of("MUSTER_ADMIN_TOKEN", Management.ADMIN_TOKEN),
        "dev.muster.Main",
        arguments);
  }

  /// The echo.
  ///
  /// @param answer the body of its answers
  static Child echo(Path scratch, String answer) throws IOException, InterruptedException {
    return Child.start(
        scratch.resolve("echo.out"), Map.of(), EchoServer.class.getName(), List.of(answer));
  }
}
