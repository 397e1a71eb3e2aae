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
  SESSIONS("user.sessions", AttributeType.NUMBER),
  /// How many page loads so far. No value before the first.
  PAGE_LOADS("user.pageLoads", AttributeType.NUMBER),
  /// On how many of the last 30 days, the day asked about among them, a page was loaded; days are
  /// those of the system's time zone. No value without any.
  ACTIVE_DAYS("user.activeDays", AttributeType.NUMBER);

  /// How many days [#ACTIVE_DAYS] looks at.
  public static final int ACTIVE_DAYS_OF = 30;

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
