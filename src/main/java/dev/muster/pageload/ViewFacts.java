package dev.muster.pageload;

import dev.muster.condition.AsOf;
import dev.muster.condition.PageFacts;
import dev.muster.condition.PageField;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// The facts of one page load, each worked out when it is first asked for. For one thread.
final class ViewFacts implements PageFacts {

  private final PageView view;
  private final AsOf asOf;
  private final Browsers browsers;

  private @Nullable Browser browser;
  private @Nullable ZonedDateTime localTime;

  ViewFacts(PageView view, AsOf asOf, Browsers browsers) {
    this.view = view;
    this.asOf = asOf;
    this.browsers = browsers;
  }

  @Override
  public @Nullable String text(PageField field) {
    return switch (field) {
      case URL -> view.url();
      case PATH -> view.url() == null ? null : UrlPath.of(view.url());
      case TITLE -> view.title();
      case REFERRER -> view.referrer();
      case LANGUAGE ->
          view.acceptLanguage() == null ? null : browsers.language(view.acceptLanguage());
      case DEVICE -> browser().device();
      case BROWSER -> browser().name();
      case HOUR, WEEKDAY -> throw new IllegalArgumentException(field + " is a number");
    };
  }

  @Override
  public double number(PageField field) {
    return switch (field) {
      case HOUR -> localTime().getHour();
      case WEEKDAY -> localTime().getDayOfWeek().getValue();
      case URL, PATH, TITLE, REFERRER, LANGUAGE, DEVICE, BROWSER ->
          throw new IllegalArgumentException(field + " is a text");
    };
  }

  private Browser browser() {
    Browser known = browser;
    if (known == null) {
      known = view.userAgent() == null ? Browser.UNKNOWN : browsers.browser(view.userAgent());
      browser = known;
    }
    return known;
  }

  private ZonedDateTime localTime() {
    ZonedDateTime known = localTime;
    if (known == null) {
      known = ZonedDateTime.ofInstant(asOf.instant(), asOf.zone());
      localTime = known;
    }
    return known;
  }
}
