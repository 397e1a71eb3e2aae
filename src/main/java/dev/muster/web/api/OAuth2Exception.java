package dev.muster.web.api;

/// A request for an access token that is refused (RFC 6749, section 5.2).
final class OAuth2Exception extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String error;
  private final String description;

  /// @param status of HTTP
  /// @param error the code that clients match on
  /// @param description what is wrong and what to do, in ASCII without quotation marks
  OAuth2Exception(int status, String error, String description) {
    super(error + ": " + description, null, false, false);
    this.status = status;
    this.error = error;
    this.description = description;
  }

  /// Who asks is not known.
  static OAuth2Exception invalidClient(String description) {
    return new OAuth2Exception(401, "invalid_client", description);
  }

  /// It cannot be understood.
  static OAuth2Exception invalidRequest(String description) {
    return new OAuth2Exception(400, "invalid_request", description);
  }

  int status() {
    return status;
  }

  String error() {
    return error;
  }

  String description() {
    return description;
  }
}
