/// How integrations are: what changed of what comes through them, in words, and who is told.
@NullMarked
package dev.muster.health;

import org.jspecify.annotations.NullMarked;
