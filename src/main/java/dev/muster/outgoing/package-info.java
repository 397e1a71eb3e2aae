/// What Muster tells other systems by itself: signed messages to targets that are allowed.
@NullMarked
package dev.muster.outgoing;

import org.jspecify.annotations.NullMarked;
