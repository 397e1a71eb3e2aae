/// Conditions: the form that people and clients write, resolved against attribute definitions.
@NullMarked
package dev.muster.condition;

import org.jspecify.annotations.NullMarked;
