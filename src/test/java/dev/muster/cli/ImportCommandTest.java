package dev.muster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.embedded.EngineOptions;
import dev.muster.web.ServeOptions;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `muster import` against a real server over a real port.
class ImportCommandTest {

  private static final String TOKEN = "an-admin-token-for-tests";
  private static final String INTEGRATIONS = "/api/v1/systems/shop/integrations";

  private final StringWriter out = new StringWriter();
  private final StringWriter error = new StringWriter();
  private final Map<String, String> environment = new HashMap<>(Map.of("MUSTER_TOKEN", TOKEN));

  @TempDir private Path directory;
  private Server server;

  @BeforeEach
  void start() throws Exception {
    server = serve(0);
    call("POST", "/api/v1/systems", "{\"key\":\"shop\",\"name\":\"Shop\"}");
    call(
        "POST",
        INTEGRATIONS,
        """
        {"key":"crm","name":"CRM","kind":"csv","identifier":"email","properties":[
          {"path":"plan","name":"plan","type":"string"},{"path":"seats","name":"seats","type":"number"}]}
        """);
  }

  private Server serve(int port) throws IOException {
    return Server.start(
        ServeOptions.local(port).withAdminToken(TOKEN),
        EngineOptions.in(directory.resolve("data")).withSegmentBytes(8 << 20));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode call(String method, String path, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + path))
              .header("Authorization", "Bearer " + TOKEN)
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      return new ObjectMapper().readTree(answer.body());
    }
  }

  private int run(String file, String... more) {
    return runAt(server.url(), file, more);
  }

  private int runAt(String url, String file, String... more) {
    String[] basics = {
      "import", file, "--server", url, "--integration", "crm", "--environment", "production"
    };
    String[] all = Arrays.copyOf(basics, basics.length + more.length);
    System.arraycopy(more, 0, all, basics.length, more.length);
    return new Cli(environment)
        .to(new PrintWriter(out, true), new PrintWriter(error, true))
        .run(all);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private String large(int rows) throws IOException {
    Path file = directory.resolve("large.csv");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write("email,plan,seats\n");
      for (int i = 0; i < rows; i++) {
        writer.write("user" + i + "@example.com,plan-" + i % 7 + "," + i % 1000 + "\n");
      }
    }
    return file.toString();
  }

  @Test
  void aFileWhoseRowsAreAllTakenEndsWith0AndATable() throws Exception {
    String file = file("customers.csv", "email,plan,seats\na@x.de,pro,3\nb@x.de,free,\n");

    assertThat(run(file)).as(error.toString()).isEqualTo(0);
    assertThat(out.toString())
        .contains("of customers.csv to crm in production (merge): done")
        .containsPattern("read +2\n")
        .containsPattern("taken +2\n")
        .containsPattern("new +2\n");
  }

  @Test
  void rowsThatAreRefusedEndWith2AndAreWrittenWhereTheyAreWanted() throws Exception {
    String file = file("bad.csv", "email,plan,seats\na@x.de,pro,many\n,free,1\nb@x.de,pro,2\n");
    Path refused = directory.resolve("refused.csv");

    assertThat(run(file, "--refused", refused.toString())).isEqualTo(2);
    assertThat(out.toString())
        .containsPattern("taken +2  \\(1 of them in part\\)\n")
        .containsPattern("refused +1\n");
    assertThat(Files.readString(refused)).contains("a@x.de,pro,many").contains(",free,1");
    assertThat(run(file)).isEqualTo(2);
    assertThat(error.toString()).contains("/rejected.csv");
  }

  @Test
  void howAFileIsWrittenCanBeSaid() throws Exception {
    String file = file("german.csv", "Kunden;\nemail;seats\na@de.de;1.234\nb@de.de;viele\n");

    assertThat(
            run(
                file,
                "--decimal",
                ",",
                "--dates",
                "dmy",
                "--skip-rows",
                "1",
                "--missing",
                "keep",
                "--mode",
                "dry-run"))
        .as(error.toString())
        .isEqualTo(2);
    assertThat(out.toString())
        .contains(
            "Refused, from line 4: 1 cell of seats: not a number; numbers are written like 1234,56");
    assertThat(run(file, "--decimal", ";")).isEqualTo(1);
    assertThat(run(file, "--skip-rows", "101")).isEqualTo(1);
    assertThat(error.toString())
        .contains("--decimal: “;” is none of ., ,")
        .contains("--skip-rows: “101” is no number from 0 to 100");
  }

  @Test
  void wrongUseAndWhatIsNotAllowedEndWith1() throws Exception {
    String file = file("a.csv", "email,plan,seats\na@x.de,pro,3\n");

    assertThat(run(file, "--mode", "undo")).isEqualTo(1);
    assertThat(run(file, "--wait", "--no-wait")).isEqualTo(1);
    assertThat(run(file, "--token", "hunter2")).isEqualTo(1);
    assertThat(run(directory.resolve("none.csv").toString())).isEqualTo(1);
    assertThat(runAt("http://127.0.0.1:1", file, "--patience", "300ms")).isEqualTo(1);
    assertThat(run(file, "--system", "other")).isEqualTo(1);
    environment.put("MUSTER_TOKEN", "another");
    assertThat(run(file)).isEqualTo(1);
    environment.remove("MUSTER_TOKEN");
    assertThat(run(file)).isEqualTo(1);
    assertThat(error.toString())
        .contains("--mode: “undo” is none of merge, replace, dry-run, dry-run-replace")
        .contains("--wait exclude each other")
        .contains("--token is a secret")
        .doesNotContain("hunter2")
        .contains("none.csv: there is no such file")
        .contains("nothing answers at http://127.0.0.1:1")
        .contains("other")
        .contains("MUSTER_TOKEN is not a token of this server")
        .contains("set MUSTER_TOKEN, or give a file with --token-file");
  }

  @Test
  void whatCannotBeReadOrWrittenIsRefusedBeforeAnythingIsSent() throws Exception {
    String file = file("bad.csv", "email,plan,seats\na@x.de,pro,many\n");
    String folder = directory.toString();

    assertThat(run(file, "--refused", folder + "/none/refused.csv")).isEqualTo(1);
    assertThat(run(file, "--refused", folder)).isEqualTo(1);
    assertThat(run(file, "--refused", file + "/refused.csv")).isEqualTo(1);
    assertThat(run(file, "--refused", folder + "/refused.csv", "--no-wait")).isEqualTo(1);
    assertThat(run(folder)).isEqualTo(1);
    assertThat(error.toString())
        .contains("--refused: there is no folder " + folder + "/none")
        .contains("--refused: " + folder + " is a folder; name a file in it")
        .contains("--no-wait and --refused exclude each other")
        .contains(folder + " is a folder; name the CSV file in it");
    assertThat(call("GET", INTEGRATIONS + "/crm/uploads", "").at("/items")).isEmpty();
  }

  @Test
  void whatWasTakenDoesNotEndAsAFailureWhereTheRefusedRowsCannotBeWritten() throws Exception {
    String file = large(300_000);
    Files.writeString(Path.of(file), "b@x.de,pro,many\n", java.nio.file.StandardOpenOption.APPEND);
    Path folder = Files.createDirectory(directory.resolve("gone"));
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> run(file, "--refused", folder + "/refused.csv"));
    last("running");
    Files.delete(folder);

    assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(error.toString()).contains("could not be put into").contains("/rejected.csv");
  }

  @Test
  void aServerThatIsDownAtTheStartIsWaitedFor() throws Exception {
    String file = file("a.csv", "email,plan,seats\na@x.de,pro,3\n");
    int port = URI.create(server.url()).getPort();
    String url = server.url();
    server.close();
    CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> runAt(url, file));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!error.toString().contains("trying again") && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    server = serve(port);

    assertThat(code.get(60, TimeUnit.SECONDS)).as(error.toString()).isEqualTo(0);
    assertThat(error.toString()).contains("nothing answers at " + url).doesNotContain(".; ");
    assertThat(out.toString()).containsPattern("taken +1\n");
  }

  @Test
  void aFileThatIsChangedWhileItIsSentIsNotTaken() throws Exception {
    String file = large(900_000);
    int port = URI.create(server.url()).getPort();
    try (CuttingProxy proxy = CuttingProxy.holding(port, 5 << 20)) {
      CompletableFuture<Integer> code =
          CompletableFuture.supplyAsync(() -> runAt(proxy.url(), file));
      last("receiving");
      server.close();
      Files.setLastModifiedTime(Path.of(file), FileTime.fromMillis(0));
      server = serve(port);
      proxy.letOn();

      assertThat(code.get(60, TimeUnit.SECONDS)).as(error.toString()).isEqualTo(3);
    }
    assertThat(error.toString()).contains("the file was changed while it was sent");
    assertThat(last("cancelled").at("/rows/read").asInt()).isZero();
  }

  @Test
  void withoutWaitingNothingIsSaidOfRowsThatAreNotReadYet() throws Exception {
    assertThat(run(large(300_000), "--no-wait")).isEqualTo(0);
    if (out.toString().contains("no row is read yet")) {
      assertThat(out.toString()).contains("All of it has arrived").doesNotContain("Users");
    }
    assertThat(error.toString()).contains("the server goes on with the upload; GET /api/v1/");
  }

  @Test
  void sigtermWhileTheFileIsSentCancelsTheUploadAndLaterLeavesIt() throws Exception {
    Process process = process("-");
    process.outputWriter(UTF_8).append("email,plan,seats\n").append("a@x.de,pro,1\n").flush();
    last("receiving");
    signal("-TERM", process);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(3);
    last("cancelled");

    process = process(large(3_000_000));
    last("running");
    signal("-TERM", process);
    assertThat(process.waitFor(4, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(call("GET", INTEGRATIONS + "/crm/uploads", "").at("/items/0/status").asText())
        .isEqualTo("running");
  }

  @Test
  void whereThereIsMoreThanOneSystemItHasToBeNamed() throws Exception {
    call("POST", "/api/v1/systems", "{\"key\":\"other\",\"name\":\"Other\"}");
    String file = file("a.csv", "email,plan,seats\na@x.de,pro,3\n");

    assertThat(run(file)).isEqualTo(1);
    assertThat(error.toString()).contains("say which with --system: other, shop");
    assertThat(run(file, "--system", "shop")).isEqualTo(0);
  }

  @Test
  void theTokenMayBeInAFile() throws Exception {
    environment.clear();
    String token = file("token", TOKEN + "\n");
    String file = file("a.csv", "email,plan,seats\na@x.de,pro,3\n");

    assertThat(run(file, "--token-file", token, "--no-wait")).isEqualTo(0);
  }

  @Test
  void aFileThatIsNoneOfTheMappingFailsWith3AndSaysWhy() throws Exception {
    assertThat(run(file("sheet.xlsx", "PK\u0003\u0004[Content_Types].xml"))).isEqualTo(3);
    assertThat(run(file("other.csv", "name,size\nx,1\n"))).isEqualTo(3);
    assertThat(error.toString()).contains("email");
    assertThat(out.toString()).contains("failed");
  }

  @Test
  void standardInputIsSentAndTheUploadPrintedAsJson() throws Exception {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("x@y.de;pro;3\n".getBytes(UTF_8)));
    try {
      assertThat(
              run(
                  "-",
                  "--json",
                  "--mode",
                  "dry-run",
                  "--delimiter",
                  "semicolon",
                  "--encoding",
                  "utf-8",
                  "--header"))
          .as(error.toString())
          .isEqualTo(3);
      System.setIn(new ByteArrayInputStream("email;plan\nx@y.de;pro\n".getBytes(UTF_8)));
      out.getBuffer().setLength(0);
      assertThat(run("-", "--json", "--delimiter", "semicolon")).isEqualTo(3);
      System.setIn(new ByteArrayInputStream("email;plan;seats\nx@y.de;pro;1\n".getBytes(UTF_8)));
      out.getBuffer().setLength(0);
      assertThat(run("-", "--json", "--mode", "dry-run")).as(error.toString()).isEqualTo(0);
    } finally {
      System.setIn(before);
    }
    JsonNode upload = new ObjectMapper().readTree(out.toString());
    assertThat(upload.path("status").asText()).isEqualTo("done");
    assertThat(upload.path("mode").asText()).isEqualTo("dry-run");
    assertThat(upload.at("/users/new").asInt()).isEqualTo(1);
    assertThat(upload.path("file").isNull()).isTrue();
  }

  @Test
  void connectionsThatBreakOffAreGoneOnWith() throws Exception {
    String file = large(900_000);
    int port = URI.create(server.url()).getPort();
    try (CuttingProxy proxy = new CuttingProxy(port, 5 << 20, 6)) {
      assertThat(runAt(proxy.url(), file)).as(error.toString()).isEqualTo(0);
      assertThat(proxy.cutsLeft()).isZero();
    }
    assertThat(out.toString()).containsPattern("read +900,000\n").containsPattern("new +900,000\n");
    assertThat(error.toString()).contains("trying again");
  }

  @Test
  void aServerThatIsRestartedInBetweenIsWaitedFor() throws Exception {
    String file = large(900_000);
    int port = URI.create(server.url()).getPort();
    try (CuttingProxy proxy = CuttingProxy.holding(port, 5 << 20)) {
      CompletableFuture<Integer> code =
          CompletableFuture.supplyAsync(() -> runAt(proxy.url(), file));
      someIsReceived();
      // Or the server would wait for what is held.
      proxy.cut();
      server.close();
      assertThat(code).isNotDone();
      server = serve(port);
      proxy.letOn();

      assertThat(code.get(60, TimeUnit.SECONDS)).as(error.toString()).isEqualTo(0);
    }
    assertThat(out.toString()).containsPattern("read +900,000\n").containsPattern("new +900,000\n");
  }

  @Test
  void aServerThatStaysAwayIsGivenUp() throws Exception {
    String file = large(900_000);
    int port = URI.create(server.url()).getPort();
    try (CuttingProxy proxy = CuttingProxy.holding(port, 5 << 20)) {
      CompletableFuture<Integer> code =
          CompletableFuture.supplyAsync(() -> runAt(proxy.url(), file, "--patience", "500ms"));
      someIsReceived();
      // Or the server would wait for what is held.
      proxy.cut();
      server.close();

      assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(error.toString()).contains("it was tried again for");
  }

  private void someIsReceived() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (call("GET", INTEGRATIONS + "/crm/uploads", "").at("/items/0/receivedBytes").asLong() == 0
        && System.nanoTime() < end) {
      Thread.sleep(1);
    }
  }

  @Test
  void anUploadThatIsCancelledEndsWith3() throws Exception {
    String file = large(1_500_000);
    CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run(file));
    String id = last("running").path("id").asText();
    call("POST", INTEGRATIONS + "/crm/uploads/" + id + "/cancel", "");

    assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(3);
    assertThat(out.toString()).contains("cancelled");
  }

  @Test
  void ctrlCWhileTheFileIsSentCancelsTheUpload() throws Exception {
    Process process = process("-");
    process.outputWriter(UTF_8).append("email,plan,seats\n").append("a@x.de,pro,1\n").flush();
    last("receiving");
    press(process);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(3);
    assertThat(last("cancelled").at("/rows/read").asInt()).isZero();
  }

  @Test
  void ctrlCTwiceWhileTheServerRunsItCancelsItAndOnceLeavesIt() throws Exception {
    Process process = process(large(3_000_000));
    last("running");
    press(process);
    Thread.sleep(500);
    press(process);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(3);
    last("cancelled");

    process = process(large(3_000_000));
    last("running");
    press(process);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
  }

  /// A process of its own, since Ctrl-C is for all of one.
  private Process process(String file) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      // What runs in a shell's background, such as these tests, has Ctrl-C ignored, and so have all
      // that it starts.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", "")),
            "dev.muster.Main",
            "import",
            file,
            "--server",
            server.url(),
            "--integration",
            "crm",
            "--environment",
            "production"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MUSTER_TOKEN", TOKEN);
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    return process;
  }

  private static void press(Process process) throws Exception {
    signal("-INT", process);
  }

  private static void signal(String which, Process process) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", which, pid).start().waitFor()).isZero();
  }

  /// The latest upload, once it is of this status.
  private JsonNode last(String status) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    JsonNode last = call("GET", INTEGRATIONS + "/crm/uploads", "").at("/items/0");
    while (!last.path("status").asText().equals(status) && System.nanoTime() < end) {
      Thread.sleep(10);
      last = call("GET", INTEGRATIONS + "/crm/uploads", "").at("/items/0");
    }
    assertThat(last.path("status").asText()).isEqualTo(status);
    return last;
  }

  @Test
  void theHelpSaysWhatEachExitCodeMeans() {
    assertThat(run("-", "--help")).isEqualTo(0);
    assertThat(out.toString())
        .contains("Exit codes:")
        .containsPattern("2 +It was taken, but some rows were refused")
        .contains("MUSTER_TOKEN")
        .contains("Default: http://127.0.0.1:8080.");
  }
}
