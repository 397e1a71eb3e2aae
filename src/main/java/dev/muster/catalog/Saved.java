package dev.muster.catalog;

/// Something that somebody saved for Insights: a filter, a report, a dashboard.
public sealed interface Saved permits Filter, Report, Dashboard {

  /// Names it in paths.
  String key();

  /// For people.
  String name();

  /// Who sees it.
  Visibility visibility();

  /// [Actor#name]
  String createdBy();

  /// Whether somebody sees it.
  ///
  /// @param actor who asks
  default boolean isVisibleTo(Actor actor) {
    return visibility() == Visibility.SHARED || createdBy().equals(actor.name());
  }

  /// Whether it is seen by its creator only.
  default boolean isPrivate() {
    return visibility() == Visibility.PRIVATE;
  }
}
