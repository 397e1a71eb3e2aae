package dev.muster.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.bench.load.Requests;
import dev.muster.bench.process.Child;
import dev.muster.bench.process.Management;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A CSV file of eight columns, half of whose users are known, from the first byte sent to the last
/// row durable and visible; and what webhooks and page loads have of it meanwhile.
final class UploadMeasurement implements Measurement {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SYSTEM = "/api/v1/systems/bench";
  private static final String UPLOADS = SYSTEM + "/integrations/list/uploads";
  private static final int LEAST_ROWS_A_SECOND = 300_000;
  private static final double MOST_MILLIS = 10;

  /// A load that leaves the machine room, so that what is measured is waiting and not queueing.
  private static final int BESIDE_A_SECOND = 400;

  private static final String INTEGRATION =
      "{'key':'list','name':'List','kind':'csv','identifier':'id','properties':["
          + column("plan", "string")
          + ","
          + column("country", "string")
          + ","
          + column("role", "string")
          + ","
          + column("arr", "number")
          + ","
          + column("seats", "number")
          + ","
          + column("churned", "boolean")
          + ","
          + column("signup", "date")
          + ","
          + column("last_login", "date")
          + "]}";

  private static String column(String name, String type) {
    return "{'path':'" + name + "','name':'" + name + "','type':'" + type + "'}";
  }

  @Override
  public List<Figure> measure(Scale scale, Path scratch) throws IOException, InterruptedException {
    int rows = scale.uploadRows();
    try (Child muster = Servers.muster(scratch, "uploads");
        Management management = new Management(muster.base())) {
      Site site = Site.create(muster);
      site.publish();
      site.fill(scale.pageLoadUsers());
      management.post(SYSTEM + "/integrations", INTEGRATION);
      Path known = file(scratch.resolve("known.csv"), 0, rows, 0);
      // Which also warms the server up.
      upload(management, known, "merge");
      Samples rates = new Samples();
      for (int round = 0; round < scale.rounds(); round++) {
        // Half of them known, the other half never seen before.
        long from = rows / 2 + (long) round * rows / 2;
        Path file = file(scratch.resolve("round.csv"), from, rows, round + 1);
        rates.add(rows / upload(management, file, "merge"));
      }
      List<Figure> figures = new ArrayList<>();
      figures.add(
          Figure.atLeast(
              LEAST_ROWS_A_SECOND,
              "rows/s",
              "CSV rows of 8 columns, half of known users, durable and visible",
              rates.median(),
              rates.words("%,.0f")));
      Path again = file(scratch.resolve("round.csv"), 0, rows, 9);
      figures.add(
          Figure.of(
              "  all of known users, each changed",
              "%,.0f rows/s".formatted(rows / upload(management, again, "merge"))));
      figures.add(
          Figure.of(
              "  dry run of the same, 20 live segments",
              "%,.0f rows/s".formatted(rows / upload(management, again, "dry-run"))));
      figures.addAll(beside(scale, muster, management, site, again));
      return figures;
    }
  }

  /// What others have of it.
  private static List<Figure> beside(
      Scale scale, Child muster, Management management, Site site, Path file)
      throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    for (String what : List.of("deliveries", "page loads")) {
      Requests requests =
          what.equals("deliveries")
              ? site.deliveries(scale.pageLoadUsers())
              : site.pageLoads(scale.pageLoadUsers());
      Beside beside = Beside.start(muster, requests, BESIDE_A_SECOND);
      for (int round = 0; round < scale.rounds(); round++) {
        upload(management, file, "merge");
      }
      beside.stop();
      figures.add(
          Figure.atMost(
              MOST_MILLIS,
              "ms",
              "99th percentile of " + what + " while a file runs, " + BESIDE_A_SECOND + " a second",
              beside.percentileMillis(0.99),
              "%.2f ms (median %.2f, worst %.1f)"
                  .formatted(
                      beside.percentileMillis(0.99),
                      beside.percentileMillis(0.5),
                      beside.percentileMillis(1))));
    }
    return figures;
  }

  /// Uploads a file.
  ///
  /// @return the seconds until its last row was durable and visible
  private static double upload(Management management, Path file, String mode)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    JsonNode begun =
        JSON.readTree(management.upload(UPLOADS + "?environment=production&mode=" + mode, file));
    while (true) {
      JsonNode upload = JSON.readTree(management.get(UPLOADS + "/" + begun.at("/id").asText()));
      if (upload.at("/status").asText().equals("done")) {
        // To the millisecond of its end, since it was only asked for now and then.
        Instant ended = Instant.parse(upload.at("/endedAt").asText());
        double late = Duration.between(ended, Instant.now()).toNanos() / 1e9;
        return (System.nanoTime() - began) / 1e9 - Math.max(0, late);
      }
      if (!upload.at("/endedAt").isNull()) {
        throw new IllegalStateException("the upload has ended as " + upload);
      }
      Thread.sleep(20);
    }
  }

  private static Path file(Path path, long from, int rows, long salt) throws IOException {
    GeneratedUsers users = new GeneratedUsers(salt);
    try (BufferedWriter out = Files.newBufferedWriter(path)) {
      out.write("id,plan,country,role,arr,seats,churned,signup,last_login\n");
      for (long user = from; user < from + rows; user++) {
        LocalDate signup = users.signup(user);
        out.write(
            "u%09d,%s,%s,%s,%s,%d,%s,%s,%s\n"
                .formatted(
                    user,
                    users.plan(user),
                    users.country(user),
                    users.role(user),
                    String.format(Locale.ROOT, "%.2f", users.arr(user)),
                    users.seats(user),
                    users.churned(user),
                    signup,
                    Instant.ofEpochSecond(users.lastLoginSecond(user))));
      }
    }
    return path;
  }
}
