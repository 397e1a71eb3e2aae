package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Actor;
import dev.muster.catalog.Role;
import dev.muster.web.BodyStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A request that has been let in and checked against the contract.
///
/// @param entry what let the request in; nobody's where nobody needs to be signed in
/// @param channel how it got here
/// @param cookies by name
/// @param path the parameters of the path, decoded
/// @param query the parameters of the query, decoded; only those of the contract
/// @param headers the headers that the contract names, by name
/// @param body of the shape that the contract gives; [MissingNode] where there is none
/// @param raw the bytes of the body
/// @param stream the body as it comes; empty unless the contract says that it is streamed
/// @param base where the client reaches the server, without a slash at its end
/// @param wantsEvents whether the client asks for a stream of events rather than JSON
/// @param stillGranted asked later: whether the actor would still be let in
record Request(
    Gate.Entry entry,
    Channel channel,
    Map<String, String> cookies,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    JsonNode body,
    Supplier<byte[]> raw,
    Optional<BodyStream> stream,
    String base,
    boolean wantsEvents,
    BooleanSupplier stillGranted) {

  /// Copies the maps.
  Request {
    cookies = Map.copyOf(cookies);
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /// Who asks.
  Actor actor() {
    return entry.actor();
  }

  /// A cookie.
  Optional<String> cookie(String name) {
    return Optional.ofNullable(cookies.get(name));
  }

  /// A parameter of the path.
  String in(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the path has no {" + name + "}");
    }
    return value;
  }

  String system() {
    return in("system");
  }

  String environment() {
    return in("environment");
  }

  /// A parameter of the query.
  Optional<String> asked(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /// Whether to go on although something depends on what goes.
  boolean confirmed() {
    return asked("confirm").map(Boolean::valueOf).orElse(false);
  }

  Page page() {
    return Page.of(asked("limit").map(Integer::valueOf), asked("cursor"));
  }

  /// The version that the client has seen; empty if it does not say, or says that any will do.
  OptionalLong expected() {
    return IfMatch.version(Optional.ofNullable(headers.get("If-Match")));
  }

  /// A header that the contract names.
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// The event that a client of a stream got last.
  Optional<String> lastEventId() {
    return Optional.ofNullable(headers.get("Last-Event-ID"));
  }

  /// The body as a record of the contract's shape.
  <T> T as(Class<T> type) {
    return Wire.as(type, body);
  }

  /// Whether secrets are shown to who asks.
  boolean seesSecrets() {
    return actor().role().includes(Role.EDITOR);
  }
}
