package dev.muster.condition;

import dev.muster.attribute.AttributeType;

/// What is known only while a page loads: the fields of the groups `page.`, `browser.` and `time.`
public enum PageField {
  /// The whole URL.
  URL("page.url", AttributeType.STRING),
  /// The URL's path, from its first slash to before `?` or `#`.
  PATH("page.path", AttributeType.STRING),
  /// The document's title.
  TITLE("page.title", AttributeType.STRING),
  /// The document's referrer.
  REFERRER("page.referrer", AttributeType.STRING),
  /// The browser's preferred language, as a BCP 47 tag in its canonical case: `en-GB`.
  LANGUAGE("browser.language", AttributeType.STRING),
  /// `desktop`, `phone`, `tablet` or `other`.
  DEVICE("browser.device", AttributeType.STRING),
  /// The browser's family, such as `Chrome`, `Firefox` or `Safari`.
  BROWSER("browser.name", AttributeType.STRING),
  /// The hour in the system's time zone, 0 to 23.
  HOUR("time.hour", AttributeType.NUMBER),
  /// The day of the week in the system's time zone, 1 (Monday) to 7, as in ISO 8601.
  WEEKDAY("time.weekday", AttributeType.NUMBER);

  private final String field;
  private final AttributeType type;

  PageField(String field, AttributeType type) {
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
