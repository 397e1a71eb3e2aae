/// Fuzzing of what comes from outside.
@NullMarked
package dev.muster.fuzz;

import org.jspecify.annotations.NullMarked;
