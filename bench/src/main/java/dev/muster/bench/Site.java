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
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A real server with one system, one integration and, if wanted, published segments, set up as an
/// editor would: through the management plane.
final class Site {
  private static final String SYSTEM = "/api/v1/systems/bench";

  /// Where the number of a user goes, in an identifier.
  static final String PLACEHOLDER = "#########";

  private static final int FILL_CONNECTIONS = 8;
  private static final int FILL_BATCH = 200;
  private static final int BATCH_BYTES_MAX = FILL_BATCH * 512;
  private static final int VARIANTS = 4_096;
  // Coprime to any round number of users, and far enough that neighbours in time are not
  // neighbours in memory.
  static final long STRIDE = 618_971;

  private static final String SIGNATURE_SECRET = "whsec_0123456789abcdefghijklmnopqrstuv";

  // Signed once, sent for as long as a measurement takes.
  private static final int SIGNATURE_SECONDS = 3_600;

  private static final String BROWSER =
      """
      User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0\r
      Accept-Language: de,en;q=0.5\r
      """;

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
    publish(Segments.forPageLoads());
  }

  /// Makes segments live, whose keys are `s0`, `s1` and so on.
  void publish(List<String> conditions) throws IOException, InterruptedException {
    try (Management management = new Management(server.base())) {
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

  /// From now on, deliveries need a signature as Stripe makes it.
  ///
  /// @return the secret to sign with
  String requireSignature() throws IOException, InterruptedException {
    String integration = SYSTEM + "/integrations/crm";
    try (Management management = new Management(server.base())) {
      management.put(
          integration,
          "{'receiving':{'signature':{'scheme':'stripe','toleranceSeconds':"
              + SIGNATURE_SECONDS
              + "}}}");
      management.post(
          integration + "/secrets",
          "{'environment':'production','secret':'" + SIGNATURE_SECRET + "'}");
    }
    return SIGNATURE_SECRET;
  }

  /// The same deliveries as [#deliveries], each signed as Stripe signs, now.
  Requests signedDeliveries(int users, String secret) {
    GeneratedUsers other = new GeneratedUsers(1);
    Mac mac = mac(secret);
    long second = Instant.now().getEpochSecond();
    byte[][] requests = new byte[users][];
    for (int user = 0; user < users; user++) {
      String body = Payload.of(GeneratedUsers.identifier(user), other, user);
      byte[] signature = mac.doFinal((second + "." + body).getBytes(StandardCharsets.UTF_8));
      String header = "t=" + second + ",v1=" + HexFormat.of().formatHex(signature);
      requests[user] =
          post("Stripe-Signature: " + header + "\r\n", body).getBytes(StandardCharsets.UTF_8);
    }
    return ofAll(requests);
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
                + BROWSER
                + "\r\n",
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

  /// From now on, page loads need a proof.
  ///
  /// @return the secret to prove with
  String requireProof() throws IOException, InterruptedException {
    String production = SYSTEM + "/environments/production";
    try (Management management = new Management(server.base())) {
      String secret =
          management.post(production + "/verification-secrets", "{}").get("secret").asText();
      management.put(production, "{'name':'Production','verificationRequired':true}");
      return secret;
    }
  }

  /// Evaluations of all segments as an OpenFeature SDK asks for them, each for another of so many
  /// users.
  Requests evaluations(int users) {
    String body =
        "{\"context\":{\"targetingKey\":\"u"
            + PLACEHOLDER
            + "@acme.test\",\"url\":\"https://app.acme.test/dashboard\"}}";
    Template template =
        Template.of(
            "POST /ofrep/v1/evaluate/flags HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + clientKey
                + "\r\n"
                + BROWSER
                + "Content-Type: application/json; charset=utf-8\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body,
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

  /// Page loads as the snippet makes them, each of another of so many users, with the proof that
  /// the customer's server would have made.
  Requests provedPageLoads(int users, String secret) {
    Mac mac = mac(secret);
    byte[][] requests = new byte[users][];
    for (int user = 0; user < users; user++) {
      String identifier = GeneratedUsers.identifier(user);
      String hash =
          HexFormat.of().formatHex(mac.doFinal(identifier.getBytes(StandardCharsets.UTF_8)));
      String body =
          "{\"key\":\"%s\",\"user\":\"%s\",\"hash\":\"%s\",\"url\":\"https://app.acme.test/dashboard\"}"
              .formatted(clientKey, identifier, hash);
      requests[user] =
          ("POST /v1/page-load HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                  + BROWSER
                  + "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
              .getBytes(StandardCharsets.UTF_8);
    }
    return ofAll(requests);
  }

  /// All of these, far from one after the other, again and again.
  private static Requests ofAll(byte[][] requests) {
    int bytesMax = Arrays.stream(requests).mapToInt(request -> request.length).max().orElseThrow();
    return new Requests() {
      @Override
      public void write(long number, ByteBuffer out) {
        out.put(requests[(int) (number * STRIDE % requests.length)]);
      }

      @Override
      public int bytesMax() {
        return bytesMax;
      }
    };
  }

  private static Mac mac(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A whole request with a delivery.
  String post(String body) {
    return post("", body);
  }

  /// @param more header fields, each with its end of line
  private String post(String more, String body) {
    return "POST "
        + endpoint
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        + more
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
