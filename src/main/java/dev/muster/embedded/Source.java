package dev.muster.embedded;

/// Where deliveries come in: one integration in one environment.
record Source(int environmentId, int integrationId) {}
