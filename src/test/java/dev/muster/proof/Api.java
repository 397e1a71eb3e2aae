package dev.muster.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A client of the server's HTTP interface.
final class Api implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  /// @param status the HTTP status
  /// @param body JSON
  record Answer(int status, JsonNode body) {}

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  /// @param base where the server listens
  Api(URI base) {
    this.base = base;
  }

  /// Gets something that has to be there.
  JsonNode get(String path) throws IOException {
    return expect(200, path, send(request(path).build()));
  }

  /// Gets something that may be missing.
  Answer find(String path) throws IOException {
    return send(request(path).build());
  }

  /// Gets everything of a list, page by page.
  List<JsonNode> list(String path) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    String page = path + (path.contains("?") ? "&" : "?") + "limit=500";
    JsonNode cursor = null;
    do {
      JsonNode answer = get(cursor == null ? page : page + "&cursor=" + encoded(cursor.asText()));
      answer.get("items").forEach(items::add);
      cursor = answer.get("nextCursor");
    } while (!cursor.isNull());
    return items;
  }

  /// Creates something that has to be possible.
  ///
  /// @param body JSON; `'` stands for `"`
  JsonNode create(String path, String body) throws IOException {
    return expect(201, path, post(path, body.replace('\'', '"')));
  }

  /// Replaces something that is there.
  ///
  /// @param body JSON; `'` stands for `"`
  JsonNode replace(String path, String body) throws IOException {
    return expect(
        200,
        path,
        send(
            request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body.replace('\'', '"')))
                .build()));
  }

  /// Deletes something that is there.
  void delete(String path) throws IOException {
    expect(204, path, send(request(path).DELETE().build()));
  }

  /// Posts JSON, whatever the answer.
  Answer post(String path, String body) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /// Posts a CSV file that has to be taken in.
  JsonNode upload(String path, String csv) throws IOException {
    return expect(
        202,
        path,
        send(
            request(path)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(csv))
                .build()));
  }

  /// Gets text.
  String text(String path) throws IOException {
    try {
      return client.send(request(path).build(), BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(ANSWER_MAX)
        .header("Authorization", "Bearer " + ServerProcess.ADMIN_TOKEN);
  }

  private Answer send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static JsonNode expect(int status, String path, Answer answer) {
    if (answer.status() != status) {
      throw new AssertionError(path + " answered " + answer.status() + " " + answer.body());
    }
    return answer.body();
  }

  /// A part of a path or query.
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
