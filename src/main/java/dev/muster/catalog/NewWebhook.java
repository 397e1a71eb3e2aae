package dev.muster.catalog;

/// A webhook that has got a secret.
///
/// @param secret `whsec_…`; told this once
public record NewWebhook(Webhook webhook, String secret) {
  /// Holds no secret.
  @Override
  public String toString() {
    return "NewWebhook[" + webhook.key() + "]";
  }
}
