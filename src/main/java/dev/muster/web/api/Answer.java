package dev.muster.web.api;

import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a resource answers when nothing is wrong; problems are thrown.
sealed interface Answer {

  /// JSON.
  ///
  /// @param status 200 or 201
  /// @param headers beside the content type
  /// @param body what [Wire] can write
  record Json(int status, Map<String, String> headers, Object body) implements Answer {

    /// The same with the version that `If-Match` may name.
    Json versioned(long version) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put("ETag", '"' + Long.toString(version) + '"');
      return new Json(status, more, body);
    }
  }

  /// A small file.
  ///
  /// @param type its media type
  /// @param disposition the header `Content-Disposition`
  /// @param bytes what is in it
  @SuppressWarnings("ArrayRecordComponent")
  record File(String type, String disposition, byte[] bytes) implements Answer {}

  /// Done, and nothing to say.
  ///
  /// @param cookies the headers `Set-Cookie`
  record Nothing(List<String> cookies) implements Answer {

    /// Copies the list.
    public Nothing {
      cookies = List.copyOf(cookies);
    }

    /// Without cookies.
    Nothing() {
      this(List.of());
    }
  }

  /// To somewhere else.
  ///
  /// @param location where to
  /// @param cookies the headers `Set-Cookie`
  record Redirect(String location, List<String> cookies) implements Answer {

    /// Copies the list.
    public Redirect {
      cookies = List.copyOf(cookies);
    }
  }

  /// A stream, which writes the head of the response itself.
  interface Stream {
    /// Called once, on a virtual thread; returns when the stream has ended.
    void run(HttpServerResponse response);
  }

  /// A stream of events.
  record Live(Stream stream) implements Answer {}

  /// The answer 200 with something to read.
  static Json of(Object body) {
    return new Json(200, Map.of(), body);
  }

  /// The answer 201 to a request that made something.
  ///
  /// @param path of the new thing
  static Json created(String path, Object body) {
    return new Json(201, Map.of("Location", path), body);
  }
}
