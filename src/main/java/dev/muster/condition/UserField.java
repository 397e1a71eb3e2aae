package dev.muster.condition;

import dev.muster.attribute.AttributeType;

/// What is known of every end user without an integration: the fields of the group `user.`
public enum UserField {
  /// The identifier; always there.
  ID("user.id", AttributeType.STRING),
  /// The first page load.
  FIRST_SEEN("user.firstSeen", AttributeType.DATE),
  /// The latest page load.
  LAST_SEEN("user.lastSeen", AttributeType.DATE),
  /// How many sessions so far; a session ends after 30 minutes without a page load. No value before
  /// the first.
  SESSIONS("user.sessions", AttributeType.NUMBER);

  private final String field;
  private final AttributeType type;

  UserField(String field, AttributeType type) {
    this.field = field;
    this.type = type;
  }

  /// How conditions name it.
  public String field() {
    return field;
  }

  /// The type, and so the operators.
  public AttributeType type() {
    return type;
  }
}
