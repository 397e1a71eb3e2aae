package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The scripts of `src/test/npm`, in which the libraries of others run.
final class NodeScript {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private NodeScript() {}

  /// @param name such as `senders.mjs`
  /// @param task what it reads
  /// @return what it writes
  static JsonNode run(String name, JsonNode task) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("node", name)
            .directory(Path.of("src/test/npm").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
      in.write(task.toString());
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return JSON.readTree(said);
  }
}
