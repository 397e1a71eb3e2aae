package dev.muster.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/// Calls a server's management plane, and now and then one of its other endpoints.
public final class Management implements AutoCloseable {
  /// What servers under test are started with.
  public static final String ADMIN_TOKEN = "bench-admin-token-0123456789";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  /// @param base where the server listens
  public Management(URI base) {
    this.base = base;
  }

  /// Creates something.
  ///
  /// @param path such as `/api/v1/systems`
  /// @param body JSON; `'` stands for `"`
  /// @return the answer
  /// @throws IllegalStateException if the answer is not 2xx
  public JsonNode post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  /// Changes something, as [#post] creates it.
  public JsonNode put(String path, String body) throws IOException, InterruptedException {
    return send("PUT", path, body);
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + ADMIN_TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    return JSON.readTree(answer(request));
  }

  /// Uploads a CSV file.
  ///
  /// @return the answer, once all of it has arrived
  public String upload(String path, Path file) throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + ADMIN_TOKEN)
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofFile(file))
            .build());
  }

  /// Gets something, as text.
  ///
  /// @throws IllegalStateException if the answer is not 2xx
  public String get(String path) throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + ADMIN_TOKEN)
            .build());
  }

  private String answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          request.method()
              + " "
              + request.uri()
              + " answered "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return response.body();
  }

  @Override
  public void close() {
    client.close();
  }
}
