/// Attributes: types, values, definitions, and reading a value from JSON or text.
@NullMarked
package dev.muster.attribute;

import org.jspecify.annotations.NullMarked;
