package dev.muster.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The examples of the page for developers that go on with what an answer has said. They are run as
/// they stand there, on a server that has seen other uploads before.
class ApiPageExamplesTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final Pattern SECTION =
      Pattern.compile("(?s)\n## CSV files\n(.*?)\n### Files that are taken by themselves\n");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```sh\n(.*?)```");

  @TempDir private Path directory;

  @Test
  void filesAreUploadedAtOnceAndInParts() throws Exception {
    String shop = WORLD.system("shop");
    WORLD
        .admin()
        .post(
            shop + "/integrations",
            """
            {"key":"before","name":"Before","kind":"csv","identifier":"email","properties":[
              {"path":"plan","name":"plan","type":"string"}]}
            """)
        .expect(201);
    for (int i = 0; i < 3; i++) {
      WORLD
          .as(Role.EDITOR)
          .send(
              "POST",
              shop + "/integrations/before/uploads?environment=production",
              Optional.of("email,plan\nann@example.com,pro\n"),
              Map.of("Content-Type", "text/csv"))
          .expect(202);
    }
    Files.writeString(
        directory.resolve("customers.csv"), "email,plan,seats\nann@example.com,pro,3\n");
    StringBuilder big = new StringBuilder("email,plan,seats\n");
    for (int i = 0; i < 100_000; i++) {
      big.append("user").append(i).append("@example.com,free,1\n");
    }
    Files.writeString(directory.resolve("big.csv"), big);

    String said = run(examples());

    assertThat(said)
        .doesNotContain("muster.dev/problems")
        .contains("\"file\":\"customers.csv\"")
        .contains("\"file\":\"big.csv\"")
        .containsIgnoringCase("Upload-Complete: ?1")
        .containsIgnoringCase("Upload-Offset: " + big.length());
  }

  private static String examples() throws Exception {
    var section = SECTION.matcher(Files.readString(Path.of("docs/api.md"), UTF_8));
    assertThat(section.find()).isTrue();
    return EXAMPLE
        .matcher(section.group(1))
        .results()
        .map(example -> example.group(1))
        .collect(Collectors.joining());
  }

  private String run(String script) throws Exception {
    ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-u", "-o", "pipefail", "-c", script);
    shell
        .environment()
        .putAll(
            Map.of(
                "MUSTER",
                WORLD.url(),
                "AUTH",
                "Authorization: Bearer " + ApiWorld.ADMIN_TOKEN,
                "J",
                "Content-Type: application/json"));
    Path said = directory.resolve("said");
    Process process =
        shell
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    return Files.readString(said);
  }
}
