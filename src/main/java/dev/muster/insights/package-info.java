/// Reports over the end users of an environment: breakdowns, known values, exports.
@NullMarked
package dev.muster.insights;

import org.jspecify.annotations.NullMarked;
