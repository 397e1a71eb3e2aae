package dev.muster.catalog;

/// A read-only link that was just made.
///
/// @param kept what the catalog keeps of it
/// @param secret what stands in the link; told this once
public record NewReportLink(ReportLink kept, String secret) {

  /// Without the secret, so that it ends up in no log.
  @Override
  public String toString() {
    return "NewReportLink[" + kept.id() + "]";
  }
}
