/// Intake: from a sender's request to an update and a delivery.
@NullMarked
package dev.muster.intake;

import org.jspecify.annotations.NullMarked;
