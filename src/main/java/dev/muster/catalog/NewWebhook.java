package dev.muster.catalog;

/// A webhook with what its messages are signed with, which is told this once.
///
/// @param secret `whsec_…`
public record NewWebhook(Webhook webhook, String secret) {}
