package dev.muster.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.bench.load.ClosedLoop;
import dev.muster.bench.load.Requests;
import dev.muster.bench.load.Template;
import dev.muster.bench.process.Child;
import dev.muster.bench.process.Management;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A real server with one system, one integration and, if wanted, published segments, set up as an
/// editor would: through the management plane.
final class Site {
  private static final String SYSTEM = "/api/v1/systems/bench";
  private static final String PLACEHOLDER = "#########";
  private static final int FILL_CONNECTIONS = 8;
  private static final int FILL_BATCH = 200;
  private static final int BATCH_BYTES_MAX = FILL_BATCH * 512;
  private static final int VARIANTS = 4_096;
  // Coprime to any round number of users, and far enough that neighbours in time are not
  // neighbours in memory.
  private static final long STRIDE = 618_971;

  private final Child server;
  private final String endpoint;
  private final String clientKey;

  private Site(Child server, String endpoint, String clientKey) {
    this.server = server;
    this.endpoint = endpoint;
    this.clientKey = clientKey;
  }

  static Site create(Child server) throws IOException, InterruptedException {
    try (Management management = new Management(server.base())) {
      JsonNode system =
          management.post("/api/v1/systems", "{'key':'bench','name':'Bench','timeZone':'UTC'}");
      JsonNode integration = management.post(SYSTEM + "/integrations", Payload.INTEGRATION);
      return new Site(
          server,
          "/in/" + integration.at("/endpoints/production/token").asText(),
          system.at("/environments/0/clientKey").asText());
    }
  }

  Child server() {
    return server;
  }

  /// Makes the segments live that page loads are measured with.
  void publish() throws IOException, InterruptedException {
    try (Management management = new Management(server.base())) {
      List<String> conditions = Segments.forPageLoads();
      for (int i = 0; i < conditions.size(); i++) {
        management.post(
            SYSTEM + "/segments",
            "{'key':'s"
                + i
                + "','name':'Segment "
                + i
                + "','description':'','condition':"
                + conditions.get(i)
                + "}");
      }
      management.post(SYSTEM + "/environments/production/publications", "{'note':'bench'}");
    }
  }

  /// Fills it with the first so many generated users, in batches.
  void fill(int users) throws IOException {
    GeneratedUsers generated = new GeneratedUsers(0);
    Requests batches = new Batches(generated);
    try (ClosedLoop loop = ClosedLoop.open(server.address(), FILL_CONNECTIONS, batches)) {
      loop.send(users / FILL_BATCH, _ -> {});
    }
  }

  /// Deliveries of 1.5 KB, each for another of so many users and with other values than the last.
  Requests deliveries(int users) {
    GeneratedUsers other = new GeneratedUsers(1);
    List<Template> variants = new ArrayList<>();
    for (int i = 0; i < VARIANTS; i++) {
      String body = Payload.of("u" + PLACEHOLDER + "@acme.test", other, i);
      variants.add(Template.of(post(body), PLACEHOLDER));
    }
    return new Requests() {
      @Override
      public void write(long number, ByteBuffer out) {
        variants.get((int) (number % VARIANTS)).write(number * STRIDE % users, out);
      }

      @Override
      public int bytesMax() {
        return variants.getFirst().bytes();
      }
    };
  }

  /// Page loads, each of another of so many users.
  Requests pageLoads(int users) {
    Template template =
        Template.of(
            "GET /v1/page-load?key="
                + clientKey
                + "&user=u"
                + PLACEHOLDER
                + "%40acme.test&url=https%3A%2F%2Fapp.acme.test%2Fdashboard&title=Dashboard HTTP/1.1\r\n"
                + "Host: 127.0.0.1\r\n"
                + "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0\r\n"
                + "Accept-Language: de,en;q=0.5\r\n\r\n",
            PLACEHOLDER);
    return new Requests() {
      @Override
      public void write(long number, ByteBuffer out) {
        template.write(number * STRIDE % users, out);
      }

      @Override
      public int bytesMax() {
        return template.bytes();
      }
    };
  }

  private String post(String body) {
    return "POST "
        + endpoint
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  private final class Batches implements Requests {
    private final GeneratedUsers users;

    Batches(GeneratedUsers users) {
      this.users = users;
    }

    @Override
    public void write(long number, ByteBuffer out) {
      StringBuilder body = new StringBuilder(BATCH_BYTES_MAX).append('[');
      for (long user = number * FILL_BATCH; user < (number + 1) * FILL_BATCH; user++) {
        body.append(body.length() == 1 ? "" : ",");
        body.append(Payload.compact(GeneratedUsers.identifier(user), users, user));
      }
      out.put(post(body.append(']').toString()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int bytesMax() {
      return BATCH_BYTES_MAX;
    }
  }
}
