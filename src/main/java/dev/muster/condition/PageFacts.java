package dev.muster.condition;

import org.jspecify.annotations.Nullable;

/// What a page load says of itself, for rules on `page.`, `browser.` and `time.`
public interface PageFacts {

  /// @param field one whose type is string
  /// @return its value, or null where the page did not say
  @Nullable String text(PageField field);

  /// @param field one whose type is number
  /// @return its value; always known
  double number(PageField field);
}
