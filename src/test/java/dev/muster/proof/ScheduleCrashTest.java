package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.api.ContractClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed again and again while it takes files by a schedule takes each once.
class ScheduleCrashTest {

  private static final int FILES = 60;
  private static final int KILLS = 3;
  private static final String CRM = "/api/v1/systems/shop/integrations/crm";

  @Test
  void filesAreTakenOnceHoweverOftenTheServerIsKilled(@TempDir Path directory) throws Exception {
    Path folder = Files.createDirectories(directory.resolve("imports"));
    for (int i = 0; i < FILES; i++) {
      StringBuilder rows = new StringBuilder("email,plan\n");
      for (int row = 0; row < 2_000; row++) {
        rows.append("user%d-%d@example.com,pro\n".formatted(i, row));
      }
      Files.writeString(folder.resolve("%03d.csv".formatted(i)), rows);
    }
    Path data = directory.resolve("data");
    Random random = new Random(7);
    for (int kill = 0; kill <= KILLS; kill++) {
      try (ServerProcess server = start(data, folder)) {
        ContractClient api = api(server);
        if (kill == 0) {
          setUp(api);
        }
        lookTwice(api);
        if (kill < KILLS) {
          Thread.sleep(50 + random.nextInt(400));
          server.kill();
        } else {
          check(api);
        }
      }
    }
  }

  private static ServerProcess start(Path data, Path folder) throws Exception {
    return ServerProcess.start(data, "--import-folder", folder.toString());
  }

  private static ContractClient api(ServerProcess server) throws Exception {
    return new ContractClient(
        server.base().toString().replaceAll("/$", ""), Optional.of(ServerProcess.ADMIN_TOKEN));
  }

  private static void setUp(ContractClient api) {
    api.post("/api/v1/systems", "{\"key\":\"shop\",\"name\":\"Shop\"}").expect(201);
    api.post(
            "/api/v1/systems/shop/integrations",
            "{\"key\":\"crm\",\"name\":\"CRM\",\"kind\":\"csv\",\"identifier\":\"email\","
                + "\"properties\":[{\"path\":\"plan\",\"name\":\"plan\",\"type\":\"string\"}]}")
        .expect(201);
    api.put(CRM + "/schedule", "{\"source\":{\"kind\":\"folder\",\"pattern\":\"*.csv\"}}")
        .expect(200);
  }

  /// After the second look has begun, files are taken.
  private static void lookTwice(ContractClient api) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!api.get(CRM + "/schedule").body().path("lastLookAt").isTextual()
        && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    api.post(CRM + "/schedule/look", "").expect(202);
  }

  private static void check(ContractClient api) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    List<JsonNode> uploads = uploads(api);
    while ((uploads.size() < FILES
            || uploads.stream().anyMatch(one -> !one.path("endedAt").isTextual()))
        && System.nanoTime() < end) {
      Thread.sleep(200);
      uploads = uploads(api);
    }
    // One more look finds nothing that it has not taken.
    api.post(CRM + "/schedule/look", "").expect(202);
    Thread.sleep(2_000);
    uploads = uploads(api);
    assertThat(uploads).hasSize(FILES);
    assertThat(uploads.stream().map(one -> one.path("origin").asText()).distinct()).hasSize(FILES);
    assertThat(uploads)
        .allSatisfy(one -> {
          assertThat(one.path("status").asText()).isEqualTo("done");
          assertThat(one.at("/rows/read").asInt()).isEqualTo(2_000);
        });
  }

  private static List<JsonNode> uploads(ContractClient api) {
    JsonNode items = api.get(CRM + "/uploads?limit=200").expect(200).body().path("items");
    return StreamSupport.stream(items.spliterator(), false).toList();
  }
}
