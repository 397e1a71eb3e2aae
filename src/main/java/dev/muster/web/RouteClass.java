package dev.muster.web;

/// The kinds of requests that metrics and the access log tell apart; never a path as it was sent,
/// for that may hold secrets and identifiers.
enum RouteClass {
  DELIVERY("/in/{token}"),
  ANALYTICS("/v1/{call}"),
  END_USER_UPDATE(EndUserUpdateEndpoint.PATH),
  PAGE_LOAD("/v1/page-load"),
  EVALUATIONS("/ofrep/v1/evaluate/flags"),
  EVALUATION("/ofrep/v1/evaluate/flags/{key}"),
  EVENTS("/ofrep/v1/events"),
  HEALTH("/health/*"),
  METRICS("/metrics"),
  OTHER("other"),
  INVALID("invalid");

  private final String template;

  RouteClass(String template) {
    this.template = template;
  }

  String template() {
    return template;
  }
}
