package dev.muster.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.intake.Outcome;
import dev.muster.storage.Disk;
import dev.muster.storage.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The file in which it is noted how far runs of replays are, so that one that was cut by a stop is
/// known afterwards. It names no end user. What it says can be lost: deliveries themselves say as
/// what they were sent again.
final class ReplayFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path path;
  private final Disk disk;

  ReplayFile(Path path, Disk disk) {
    this.path = path;
    this.disk = disk;
  }

  /// What was noted last; nothing if there is no file.
  ///
  /// @throws IOException if it cannot be read, or is not what was written
  List<ReplayRun> read() throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<ReplayRun> runs = new ArrayList<>();
    try {
      for (JsonNode one : JSON.readTree(Files.readAllBytes(path))) {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
          if (one.path("outcomes").has(outcome.code())) {
            outcomes.put(outcome, one.path("outcomes").path(outcome.code()).intValue());
          }
        }
        String ended = one.path("endedAt").asText("");
        runs.add(
            new ReplayRun(
                one.path("number").longValue(),
                one.path("environment").intValue(),
                one.path("integration").intValue(),
                one.path("mapping").longValue(),
                one.path("startedBy").asText(""),
                Instant.parse(one.path("startedAt").asText("")),
                ended.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(ended)),
                ReplayRun.State.valueOf(one.path("state").asText("")),
                one.path("total").intValue(),
                outcomes,
                one.path("gone").intValue(),
                one.path("why").asText("")));
      }
    } catch (RuntimeException wrong) {
      throw new IOException(path + " is not what was written", wrong);
    }
    return runs;
  }

  /// Notes runs in place of those before.
  void write(List<ReplayRun> runs) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    for (ReplayRun run : runs) {
      ObjectNode one =
          all.addObject()
              .put("number", run.number())
              .put("environment", run.environmentId())
              .put("integration", run.integrationId())
              .put("mapping", run.mapping())
              .put("startedBy", run.startedBy())
              .put("startedAt", run.startedAt().toString())
              .put("state", run.state().name())
              .put("total", run.total())
              .put("gone", run.gone())
              .put("why", run.why());
      run.endedAt().ifPresent(at -> one.put("endedAt", at.toString()));
      ObjectNode outcomes = one.putObject("outcomes");
      run.outcomes().forEach((outcome, count) -> outcomes.put(outcome.code(), count));
    }
    Path unfinished = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try (DiskFile file = disk.create(unfinished)) {
      file.write(ByteBuffer.wrap(JSON.writeValueAsBytes(all)), 0);
      file.force();
    }
    disk.rename(unfinished, path);
    disk.syncDirectory(path.toAbsolutePath().resolveSibling(""));
  }
}
