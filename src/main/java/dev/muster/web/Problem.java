package dev.muster.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What went wrong, as clients read it: the `application/problem+json` of RFC 9457.
///
/// @param status the HTTP status, 400 to 599
/// @param code the end of the type URI, such as `identifier-missing`; stable, programs match on it
/// @param title the kind of problem in a few words, the same for each of a code
/// @param detail what is wrong this time and what to do about it; free of identifiers and secrets
/// @param errors each place that is wrong, if several can be at once; else empty
/// @param members what else a client needs, by name; values are anything that Jackson can write
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    List<Fault> errors,
    Map<String, Object> members) {

  /// The media type.
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPES = "https://muster.dev/problems/";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// One place that is wrong.
  ///
  /// @param path where, in the notation of the thing that was sent
  /// @param reason why, in words
  public record Fault(String path, String reason) {}

  /// Copies the collections.
  public Problem {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("not the status of a problem: " + status);
    }
    if (!code.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("not a problem's code: " + code);
    }
    errors = List.copyOf(errors);
    members = Map.copyOf(members);
  }

  /// A problem that is described by its detail alone.
  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of(), Map.of());
  }

  /// The same with each place that is wrong.
  public Problem withErrors(List<Fault> places) {
    return new Problem(status, code, title, detail, places, members);
  }

  /// The same with one more member.
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(status, code, title, detail, errors, more);
  }

  /// The type URI.
  public String type() {
    return TYPES + code;
  }

  /// Writes it as one JSON object.
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type());
    json.writeStringField("title", title);
    json.writeNumberField("status", status);
    json.writeStringField("detail", detail);
    if (!errors.isEmpty()) {
      json.writeArrayFieldStart("errors");
      for (Fault error : errors) {
        json.writeStartObject();
        json.writeStringField("path", error.path());
        json.writeStringField("reason", error.reason());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    for (Map.Entry<String, Object> member : members.entrySet()) {
      json.writePOJOField(member.getKey(), member.getValue());
    }
    json.writeEndObject();
  }

  /// It as UTF-8.
  public Buffer json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing but a value that cannot be written as JSON", e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  /// Answers a request with it. Headers that a status asks for (`Allow`, `Retry-After`,
  /// `WWW-Authenticate`) are set by the caller beforehand.
  public void send(HttpServerResponse response) {
    SecurityHeaders.addTo(response);
    response
        .setStatusCode(status)
        .putHeader("Content-Type", MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store")
        .end(json());
  }
}
