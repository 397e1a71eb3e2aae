package dev.muster.web.api;

import dev.muster.catalog.Role;
import java.util.List;
import java.util.Optional;

/// One operation of the contract.
///
/// @param id names it; a handler is bound to it by this
/// @param method in upper case
/// @param path with parameters in braces: `/api/v1/systems/{system}`
/// @param leastRole the least role that may call it; empty if nobody needs to be signed in
/// @param isPublic whether it belongs to the management plane although nobody needs to be signed in
/// @param isStreamed whether its body is handed on as it comes, since it may be of any size
/// @param hasHead whether HEAD asks for its headers alone
/// @param takesAnyQuery whether its query may have more, since somebody else makes it
/// @param parameters of the path, the query and the headers
/// @param body what the body has to be; empty if there is none, or none that is JSON by a schema
public record Operation(
    String id,
    String method,
    String path,
    Optional<Role> leastRole,
    boolean isPublic,
    boolean isStreamed,
    boolean hasHead,
    boolean takesAnyQuery,
    List<Parameter> parameters,
    Optional<Body> body) {

  /// What a body has to be.
  ///
  /// @param required whether there has to be one
  /// @param check against its schema
  public record Body(boolean required, SchemaCheck check) {}

  /// Copies the list.
  public Operation {
    parameters = List.copyOf(parameters);
  }

  /// Whether it belongs to the management plane.
  boolean isManaged() {
    return leastRole.isPresent() || isPublic;
  }

  /// Whether a request's path, still percent-encoded, is one of this operation's.
  boolean isAt(String requestPath) {
    String[] ours = path.split("/", -1);
    String[] theirs = requestPath.split("/", -1);
    if (ours.length != theirs.length) {
      return false;
    }
    for (int i = 0; i < ours.length; i++) {
      if (!ours[i].startsWith("{") && !ours[i].equals(theirs[i])) {
        return false;
      }
    }
    return true;
  }
}
