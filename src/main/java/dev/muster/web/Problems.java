package dev.muster.web;

/// The problems that the server itself has with requests, whatever they are for.
final class Problems {
  /// When to come again while the server starts or stops.
  static final String RETRY_SECONDS = "2";

  private Problems() {}

  static Problem bodyTooLarge(int bytesMax) {
    return Problem.of(
        413, "body-too-large", "Body too large", "A body may have at most " + bytesMax + " bytes.");
  }

  static Problem bodyTimeOut() {
    return Problem.of(
        408, "time-out", "Request took too long", "The body did not arrive whole in time.");
  }

  static Problem busy() {
    return Problem.of(
        503, "busy", "Too much at once", "The server is receiving too much; send it again later.");
  }

  /// @param progress how far it is, in words
  static Problem starting(String progress) {
    return Problem.of(503, "starting", "Still starting", "The server is still loading its data.")
        .with("progress", progress);
  }

  static Problem stopping() {
    return Problem.of(503, "stopping", "Stopping", "The server is about to stop.");
  }

  /// @param reference under which the log says more
  static Problem internal(String reference) {
    return Problem.of(
            500,
            "internal-error",
            "Internal error",
            "Something went wrong in the server; its log says more under this reference.")
        .with("reference", reference);
  }

  static Problem notFound() {
    return Problem.of(404, "not-found", "Not found", "Nothing is served under this path.");
  }

  static Problem methodNotAllowed(String allowed) {
    return Problem.of(
        405, "method-not-allowed", "Method not allowed", "This path takes " + allowed + " only.");
  }
}
