package dev.muster.pageload;

/// Why somebody is not told the segments of a user.
public enum Refusal {
  /// No environment has the client key.
  UNKNOWN_KEY("unknown-key"),
  /// The environment lets pages of other origins only ask.
  ORIGIN_NOT_ALLOWED("origin-not-allowed"),
  /// The environment asks for a proof of the identifier, and there is none.
  HASH_MISSING("hash-missing"),
  /// The proof is not one of this identifier with a secret of the environment.
  HASH_WRONG("hash-wrong"),
  /// The environment asks for a proof, and its secrets cannot be opened: the installation's key is
  /// another than the one that they were closed with.
  SECRETS_UNREADABLE("verification-unavailable"),
  /// Too many questions from one address.
  TOO_MANY("too-many-page-loads");

  private final String code;

  Refusal(String code) {
    this.code = code;
  }

  /// By which clients tell it from others.
  public String code() {
    return code;
  }
}
