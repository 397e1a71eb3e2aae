package dev.muster.embedded;

import dev.muster.intake.Outcome;

/// Deliveries that are linked backwards in the log: those of one environment and integration with
/// one outcome.
record Chain(int environmentId, int integrationId, Outcome outcome) {}
