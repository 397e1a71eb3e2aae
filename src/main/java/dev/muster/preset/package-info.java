/// What is known of senders beforehand: where they name the user, what of theirs is worth keeping,
/// how they sign, and what is to be done on their side. An integration is set up from a preset;
/// from then on it is its own.
@NullMarked
package dev.muster.preset;

import org.jspecify.annotations.NullMarked;
